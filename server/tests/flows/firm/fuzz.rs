//! The API as others fuzz it: Schemathesis reads the description that the server gives out, and
//! asks everything in it, with what fits and what does not, as an owner.

use std::process::Command;

use reqwest::Method;

use super::{Firm, Ground};

/// Where the program of others is, fetched by `cargo xtask test flows`.
fn schemathesis() -> String {
    std::env::var("PATCHBAY_SCHEMATHESIS").expect(
        "Schemathesis is fetched by `cargo xtask test flows`; run the tests by that, or name \
         its folder in PATCHBAY_SCHEMATHESIS",
    )
}

/// The same questions in every run, and no more of them than a minute bears.
const SETTINGS: &str = "\
seed = 20261122
[headers]
Authorization = \"Bearer ${TOKEN}\"
[generation]
max-examples = 40
[phases.stateful]
enabled = false
# What fits the description may be refused all the same: a name that is no line, a version that
# has to be named.
[checks.positive_data_acceptance]
enabled = false
# It would shut out the very device that asks.
[[operations]]
include-name = \"DELETE /api/devices/{id}\"
enabled = false
";

pub(super) async fn whatever_others_make_of_the_description_the_server_keeps_to_it(ground: Ground) {
    // With a key of its own: without one it refuses hand-overs by 503, and means it.
    let key = patchbay_vault::Key::from_bytes(&[7; 32]).to_text();
    let own = format!("custody_key = {:?}", key.expose_secret());
    let firm = Firm::open_with(ground, &own).await;
    let ana = firm.owner().await;
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("schemathesis.toml");
    std::fs::write(&settings, SETTINGS).unwrap();
    let mut command = Command::new("/usr/bin/python3");
    command.args(["-m", "schemathesis.cli", "--no-color", "--config-file"]).arg(&settings);
    // A machine that is busy is no fault of the server.
    command.args(["run", "--suppress-health-check", "too_slow"]);
    command.arg(format!("{}/api/openapi.json", firm.base));
    command.env("PYTHONPATH", schemathesis()).env("TOKEN", &ana.token);
    command.current_dir(folder.path()).env("NO_PROXY", "*");
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));

    // It was a real talk: many questions, of which each route answered some well, by one who
    // was let in to the end.
    let figures = firm.ask(Method::GET, "/metrics").send().await.unwrap().text().await.unwrap();
    let answers: Vec<_> =
        figures.lines().filter(|line| line.starts_with("patchbay_http_answers_total{")).collect();
    let count = |line: &str| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap();
    let all: u64 = answers.iter().map(|line| count(line)).sum();
    assert!(all > 1000, "{all} questions");
    assert!(!answers.iter().any(|line| line.contains("status=\"5")), "{figures}");
    for made in ["connections/{id}", "settings/{name}", "keys", "invitations", "devices/link"] {
        let well = |line: &&&str| line.contains(&format!("/{made}\"")) && line.contains("\"201\"");
        assert!(answers.iter().any(|line| well(&line)), "nothing was made by {made}");
    }
    assert_eq!(firm.get(&ana.token, "/api/audit/check").await["whole"], true);
}
