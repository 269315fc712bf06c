//! `patchbayctl trial-balance`: read, written, and told apart by how the command ends.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use patchbay_contract::{Basis, DoorChoice, TrialBalance};
use patchbay_desktop::connect::Reach;
use patchbay_desktop::keys::Keys;
use patchbay_desktop::practice_folder::MARK;
use patchbay_practice::{Books, COMPANIES, Decision, Endpoint, Misbehaviour, Trick};
use serde_json::Value;

use crate::bench_firm::{Firm, address, decide, wish};
use crate::folders::typed;

const PASSPHRASE: &str = "seven plain words that nobody guesses";

/// Runs it with these words while the ledger goes on answering here.
async fn ctl(home: &Path, words: &[&str]) -> Output {
    run(home, &[&["trial-balance"], words].concat()).await
}

async fn run(home: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_patchbayctl"));
    command.arg("--data-dir").arg(home).arg("--json").args(words);
    command.env_remove("DBUS_SESSION_BUS_ADDRESS");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let run = move || {
        let mut child = command.spawn().unwrap();
        writeln!(child.stdin.take().unwrap(), "{PASSPHRASE}").unwrap();
        child.wait_with_output().unwrap()
    };
    tokio::task::spawn_blocking(run).await.unwrap()
}

fn said(output: &Output) -> Value {
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}{complained}"))
}

#[tokio::test]
async fn a_script_reads_books_writes_them_and_knows_whether_they_tie() {
    let firm = Firm::with_apps(&["xero"]).await;
    firm.installation.move_vault(DoorChoice::Passphrase(PASSPHRASE.into())).await.unwrap();
    let attempt = firm.begin(wish("xero")).await;
    let answer = decide(&address(&attempt), Decision::Allow(&COMPANIES[0])).await;
    firm.bring_home(&attempt, answer).await;
    let (ledger, _) = firm.connected(&attempt.id).await;
    let folder = tempfile::tempdir().unwrap();
    let drake = typed("drake", "file", folder.path());
    let drake = Keys::beside(&firm.sign_ins).save(drake).await.unwrap().connection;
    firm.close().await;
    let (home, reach) = firm.places();
    let Reach::Practice(url) = reach else { panic!("{reach:?}") };
    std::fs::write(home.join(MARK), url.as_str()).unwrap();

    let file = folder.path().join("books.csv");
    let to = file.display().to_string();
    let words = [&*ledger, "--at", "2026-06-30", "--basis", "cash", "--csv", &to];
    let output = ctl(home, &words).await;
    let read = said(&output);
    assert!(output.status.success(), "{read}");
    let books: TrialBalance = serde_json::from_value(read["trial_balance"].clone()).unwrap();
    assert_eq!((books.basis, books.rows.len()), (Basis::Cash, 6));
    assert_eq!(read["ties"], true);
    assert!(std::fs::read_to_string(&file).unwrap().contains("1000,Checking,96501.50,"));

    let words = [&*ledger, "--at", "2026-06-30", "--write-for", &drake, "--client", "Miller"];
    let output = ctl(home, &words).await;
    let written = said(&output);
    assert!(output.status.success(), "{written}");
    assert_eq!(written["tax_file"]["file"]["accounts"], 8);
    assert!(folder.path().join("MillerTB.xlsx").exists());

    let by_default = [&*ledger, "--at", "2026-06-30", "--client", "Sons", "--write-for"];
    let output = ctl(home, &by_default).await;
    assert_eq!(said(&output)["code"], "connection_unfit", "nothing is the default yet");
    assert_eq!(
        (output.status.code(), folder.path().join("SonsTB.xlsx").exists()),
        (Some(1), false)
    );
    let set = run(home, &["settings", "set", "default.tax", &drake]).await;
    assert!(set.status.success(), "{}", said(&set));
    assert!(ctl(home, &by_default).await.status.success());
    assert!(folder.path().join("SonsTB.xlsx").exists());

    let name = format!("tax_file.{drake}.name");
    let refused = run(home, &["settings", "set", &name, "{client}"]).await;
    assert_eq!(said(&refused)["code"], "tax_file_setting_unfit", "Drake looks for TB");
    for (setting, value) in
        [(&*name, "{year}{client}TB"), (&name.replace("name", "rounding"), "whole_dollars")]
    {
        let set = run(home, &["settings", "set", setting, value]).await;
        assert_eq!(said(&set)["value"], value);
    }
    let output = ctl(home, &by_default).await;
    let written = said(&output);
    let accounts = &written["tax_file"]["file"]["accounts"];
    assert_eq!(accounts, 9, "rounding leaves something over");
    assert!(folder.path().join("2026SonsTB.xlsx").exists());
    let unset = run(home, &["settings", "unset", &name]).await;
    assert_eq!(said(&unset)["value"], Value::Null);

    let output = ctl(home, &[&*drake, "--at", "2026-06-30"]).await;
    assert_eq!(said(&output)["code"], "books_not_offered", "a folder is no ledger");

    let odd = Misbehaviour::always(Endpoint::Api, Trick::Books(Books::DoNotTie));
    firm.practice.misbehave("xero", odd);
    let output = ctl(home, &[&*ledger, "--at", "2026-06-30"]).await;
    assert_eq!((output.status.code(), &said(&output)["ties"]), (Some(4), &Value::Bool(false)));
    let output = ctl(home, &words).await;
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(said(&output)["code"], "file_not_accepted");
    let down = Misbehaviour::always(Endpoint::Api, Trick::Status(503));
    firm.practice.behave("xero");
    firm.practice.misbehave("xero", down);
    let output = ctl(home, &[&*ledger, "--at", "2026-06-30"]).await;
    assert_eq!((output.status.code(), &said(&output)["code"]), (Some(3), &"provider_down".into()));
}
