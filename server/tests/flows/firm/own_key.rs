//! The server's own key as whoever looks after it meets it: where it is, what is said where it is
//! not, and where it is in a keychain.

use std::fs;
use std::process::Command;
use std::sync::Arc;

use patchbay_test_support::eventually;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::custody::Handing;
use super::{Firm, Ground, code_of};
use crate::program::{Running, said};

const SERVER: &str = env!("CARGO_BIN_EXE_patchbay-server");

/// Runs it over this database, with these variables besides.
fn run(arguments: &[&str], database: &str, variables: &[(&str, &str)]) -> (bool, String) {
    let mut command = Command::new(SERVER);
    command.args(arguments).env("PATCHBAY_SERVER_DATABASE", database);
    let output = command.envs(variables.iter().copied()).output().unwrap();
    (output.status.success(), said(&output))
}

/// What the doctor says of the own key.
fn doctors_line(words: &str) -> &str {
    let line = words.lines().find(|line| line[8..].starts_with("own key: "));
    line.unwrap_or_else(|| panic!("no line on the own key: {words}"))
}

const FILE: &str = "PATCHBAY_SERVER_CUSTODY_KEY_FILE";

async fn well_known(base: &str) -> Value {
    reqwest::get(format!("{base}/.well-known/patchbay")).await.unwrap().json().await.unwrap()
}

#[tokio::test]
async fn whatever_is_with_the_own_key_is_said_with_cause_and_next_step() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let database = format!("sqlite:{}", at("firm.db"));
    let doctor = |variables: &[(&str, &str)]| {
        let words = run(&["doctor"], &database, variables).1;
        doctors_line(&words).to_owned()
    };
    // Whatever the database says, which is not there yet.
    let early = doctor(&[(FILE, &at("gone"))]);
    assert!(early.starts_with("TROUBLE") && early.contains("is not there"), "{early}");
    assert!(run(&["migrate"], &database, &[]).0);
    let none = doctor(&[]);
    assert!(none.starts_with("fine    own key: none is set"), "{none}");

    fs::create_dir(at("folder")).unwrap();
    fs::write(at("empty"), "\n").unwrap();
    fs::write(at("short"), "canarycanary").unwrap();
    fs::write(at("odd"), "canary!canary!canary!canary!canary!canary!ca").unwrap();
    for (name, cause, step) in [
        ("gone", "is not there", "Put the copy"),
        ("folder", "cannot be read", "chmod 640"),
        ("empty", "holds no key, but nothing", "Put the copy"),
        ("short", "12 characters where a key has 44", "Put the copy"),
        ("odd", "signs that no key has", "Put the copy"),
    ] {
        let line = doctor(&[(FILE, &at(name))]);
        assert!(line.starts_with("TROUBLE") && line.contains(&at(name)), "{line}");
        for command in [&["check-config"][..], &["rotate-key"]] {
            let (done, words) = run(command, &database, &[(FILE, &at(name))]);
            assert!(!done, "{name}: {words}");
            for said in [&words, &line] {
                assert!(said.contains(cause) && said.contains(step), "{name}: {said}");
                assert!(!said.contains("canary"), "{said}");
            }
        }
    }

    let (key, newer) = (at("own-key"), at("newer"));
    for file in [&key, &newer] {
        assert!(run(&["new-key", file], &database, &[]).0);
    }
    let before = fs::read(&key).unwrap();
    let (done, words) = run(&["new-key", &key], &database, &[]);
    assert!(!done && words.contains("nothing is written over"), "{words}");
    assert!(words.contains("Name another one"), "{words}");
    assert_eq!(fs::read(&key).unwrap(), before);
    let (done, words) = run(&["new-key", &at("no/such/folder")], &database, &[]);
    assert!(!done && words.contains("a folder that is there"), "{words}");
    let (done, words) = run(&["new-key"], &database, &[]);
    assert!(!done && words.contains("--to-keychain"), "{words}");

    let own = [(FILE, key.as_str())];
    let line = doctor(&own);
    assert!(line.starts_with("fine") && line.contains("made when the server starts"), "{line}");
    for command in [&["rotate-key"][..], &["rotate-key", "--to-file", &newer]] {
        let (done, words) = run(command, &database, &own);
        assert!(!done && words.contains("no data keys yet"), "{words}");
        assert!(words.contains("Start it once") && words.contains("serve"), "{words}");
    }
    // One that is to take over was never there: nobody is to look for a copy of it.
    for (name, cause, step) in [
        ("gone", "gone, is not there yet", "`patchbay-server new-key "),
        ("short", "12 characters where a key has 44", "in which `patchbay-server new-key`"),
        ("folder", "cannot be read", "chmod 640"),
    ] {
        let (done, words) = run(&["rotate-key", "--to-file", &at(name)], &database, &own);
        assert!(!done && words.contains(cause) && words.contains(step), "{name}: {words}");
        assert!(!words.contains("copy") && !words.contains("canary"), "{name}: {words}");
    }

    let variables = [("PATCHBAY_SERVER_DATABASE", database.as_str()), own[0]];
    let server = Running::start_with(&variables);
    assert_eq!(well_known(&server.base).await["keys"].as_array().unwrap().len(), 1);
    drop(server);
    let line = doctor(&own);
    assert!(line.starts_with("fine    own key: it fits, 0 connections"), "{line}");
    let line = doctor(&[]);
    assert!(line.starts_with("TROUBLE") && line.contains("Name its key"), "{line}");
    let other = [(FILE, newer.as_str())];
    let line = doctor(&other);
    assert!(line.starts_with("TROUBLE") && line.contains("Name the right one"), "{line}");
    let (done, words) = run(&["rotate-key"], &database, &other);
    assert!(!done && words.contains("Name the right one"), "{words}");
    let (done, words) = run(&["rotate-key"], &database, &[]);
    assert!(!done && words.contains("custody_key_file"), "{words}");
}

pub(super) async fn a_server_whose_own_key_is_away_does_all_else_and_goes_on_when_it_is_back(
    ground: Ground,
) {
    let folder = tempfile::tempdir().unwrap();
    let (file, aside) = (folder.path().join("own-key"), folder.path().join("aside"));
    patchbay_server::config::OwnKey::in_file(&file).make().await.unwrap();
    let more = format!("custody_key_file = {:?}", file.display().to_string());
    let it = Handing::open_with(ground, &more).await;
    it.hold(1).await;
    let known = well_known(&it.firm.base).await;
    let Handing { firm, ana, vendors } = it;
    let Firm { ground, clock, closing, serving, .. } = firm;
    closing.cancel();
    serving.await.unwrap().unwrap();

    fs::rename(&file, &aside).unwrap();
    let firm = Handing::server(ground, &more, &vendors, Arc::clone(&clock)).await;
    let it = Handing { firm, ana, vendors };
    let ready = async || {
        let answer = it.firm.ask(reqwest::Method::GET, "/readyz").send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "all else works");
        answer.json::<Value>().await.unwrap()
    };
    assert_eq!(
        ready().await,
        json!({ "ready": true, "database": "ready", "own_key": "unavailable" })
    );
    assert_eq!(well_known(&it.firm.base).await["keys"], json!([]));
    let me = it.get("/api/me").await;
    assert_eq!((&me["key"], &me["own_key"]), (&Value::Null, &json!("unavailable")));
    let test = it.ask(reqwest::Method::POST, "/api/connections/c/custody/test");
    let told = code_of(test.send().await.unwrap()).await;
    assert_eq!(told, (StatusCode::SERVICE_UNAVAILABLE, "custody_key_away".to_owned()));
    assert_eq!(it.custodian().await, "firm_server", "what it holds stays as it is");

    fs::rename(&aside, &file).unwrap();
    eventually("the key to be found", async || (ready().await["own_key"] == "ready").then_some(()))
        .await
        .unwrap();
    assert_eq!(well_known(&it.firm.base).await, known, "the same pair");
    let me = it.get("/api/me").await;
    assert_eq!((&me["key"], &me["own_key"]), (&known["keys"][0], &json!("ready")));
    assert_eq!(it.test().await["problem"], Value::Null);
}

#[cfg(target_os = "linux")]
mod in_a_keychain {
    use std::process::Stdio;

    use patchbay_test_support::{Keychain, Stage, StageBuilder};
    use tokio::io::{AsyncBufReadExt, BufReader};

    use super::*;

    const NAME: &str = "PATCHBAY_SERVER_CUSTODY_KEY_KEYCHAIN";

    async fn within(stage: &Stage, arguments: &[&str], database: &str) -> (bool, String) {
        let mut command = stage.command(SERVER);
        command.args(arguments).env("PATCHBAY_SERVER_DATABASE", database);
        let output = command.env(NAME, "firm").output().await.unwrap();
        (output.status.success(), said(&output))
    }

    /// A server in that session, and where it listens.
    async fn serve(stage: &Stage, database: &str) -> (tokio::process::Child, String) {
        let mut command = stage.command(SERVER);
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        command.env("PATCHBAY_SERVER_DATABASE", database).env(NAME, "firm").env("NO_COLOR", "1");
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        while let Some(line) = lines.next_line().await.unwrap() {
            if let Some((_, address)) = line.split_once("address=") {
                let base = format!("http://{}", address.trim());
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return (child, base);
            }
        }
        panic!("it ended before it listened");
    }

    async fn ready(base: &str) -> Value {
        reqwest::get(format!("{base}/readyz")).await.unwrap().json().await.unwrap()
    }

    #[tokio::test]
    async fn a_server_with_its_key_in_a_keychain_says_what_is_with_it_and_starts_all_the_same() {
        let mut stage = StageBuilder::named("own_key").start().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        let database = format!("sqlite:{}", at("firm.db"));
        let run =
            async |stage: &Stage, arguments: &[&str]| within(stage, arguments, &database).await;
        assert!(run(&stage, &["migrate"]).await.0);
        let (_, words) = run(&stage, &["doctor"]).await;
        let line = doctors_line(&words);
        assert!(line.starts_with("TROUBLE") && line.contains("no key named firm"), "{line}");
        assert!(line.contains("new-key --to-keychain firm"), "{line}");

        let (done, words) = run(&stage, &["new-key", "--to-keychain", "Odd name"]).await;
        assert!(!done && words.contains("small letters"), "{words}");
        let (done, words) = run(&stage, &["new-key", "--to-keychain", "firm"]).await;
        assert!(done && words.contains("custody_key_keychain"), "{words}");
        assert_eq!(stage.name_of_our_key().await.unwrap(), "firm-server-firm");
        let (done, words) = run(&stage, &["new-key", "--to-keychain", "firm"]).await;
        assert!(!done && words.contains("nothing is written over"), "{words}");

        let (mut server, base) = serve(&stage, &database).await;
        assert_eq!(ready(&base).await["own_key"], "ready");
        let known = well_known(&base).await;
        assert_eq!(known["keys"].as_array().unwrap().len(), 1);
        server.kill().await.unwrap();
        let (_, words) = run(&stage, &["doctor"]).await;
        assert!(doctors_line(&words).starts_with("fine    own key: it fits"), "{words}");
        assert!(run(&stage, &["rotate-key"]).await.0);

        // Its copy, as the documents say.
        let mut tool = stage.command("secret-tool");
        tool.args(["lookup", "service", "app.patchbay.desktop", "username", "firm-server-firm"]);
        fs::write(at("copy"), tool.output().await.unwrap().stdout).unwrap();
        let (_, words) = super::run(&["doctor"], &database, &[(FILE, &at("copy"))]);
        assert!(doctors_line(&words).starts_with("fine    own key: it fits"), "{words}");

        stage.lock_keychain().await.unwrap();
        let (_, words) = run(&stage, &["doctor"]).await;
        let line = doctors_line(&words);
        assert!(line.starts_with("TROUBLE") && line.contains("the keychain is locked"), "{line}");
        assert!(line.contains("Unlock it"), "{line}");
        let (done, words) = run(&stage, &["check-config"]).await;
        assert!(!done && words.matches("the keychain is locked").count() == 1, "{words}");
        let (mut server, base) = serve(&stage, &database).await;
        let state = ready(&base).await;
        assert_eq!((&state["own_key"], &state["ready"]), (&json!("unavailable"), &json!(true)));
        assert_eq!(well_known(&base).await["keys"], json!([]));
        server.kill().await.unwrap();

        stage.kill_keychain();
        let (_, words) = run(&stage, &["doctor"]).await;
        let line = doctors_line(&words);
        assert!(line.starts_with("TROUBLE") && line.contains("custody_key_file"), "{line}");
        stage.start_keychain().await.unwrap();
        let (mut server, base) = serve(&stage, &database).await;
        assert_eq!(well_known(&base).await, known, "the same pair as before");
        server.kill().await.unwrap();

        // To a file, and the keychain's opens nothing any more.
        let file = at("own-key");
        assert!(run(&stage, &["new-key", &file]).await.0);
        let (done, words) = run(&stage, &["rotate-key", "--to-file", &file]).await;
        assert!(done && words.contains("custody_key_file"), "{words}");
        let by_file = ["rotate-key", "--custody-key-file", &file];
        let (done, words) = run(&stage, &by_file).await;
        assert!(done && words.contains("1 former own keys are gone"), "{words}");
        let (_, words) = run(&stage, &["doctor"]).await;
        assert!(doctors_line(&words).contains("Name the right one"), "{words}");
        // And back, to a name that is right.
        let odd = ["rotate-key", "--custody-key-file", &file, "--to-keychain", "newer"];
        let (done, words) = run(&stage, &odd).await;
        assert!(!done && words.contains("no key named newer yet"), "{words}");
        assert!(
            words.contains("new-key --to-keychain newer") && !words.contains("copy"),
            "{words}"
        );
        let back = ["rotate-key", "--custody-key-file", &file, "--to-keychain", "firm"];
        let (done, words) = run(&stage, &back).await;
        assert!(done && words.contains("custody_key_keychain"), "{words}");
        let (_, words) = run(&stage, &["doctor"]).await;
        assert!(doctors_line(&words).starts_with("fine    own key: it fits"), "{words}");
    }

    #[tokio::test]
    async fn without_a_keychain_the_way_out_is_named() {
        let stage = StageBuilder::named("own_key_absent").keychain(Keychain::Absent);
        let stage = stage.start().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("firm.db").display());
        let (done, words) = within(&stage, &["new-key", "--to-keychain", "firm"], &database).await;
        assert!(!done && words.matches("no keychain service was found").count() == 1, "{words}");
        assert!(words.contains("custody_key_file"), "{words}");
    }
}
