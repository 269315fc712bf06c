//! Two installations, each with a keychain of its own: one loses its key, the
//! administrator at the other helps.

use std::process::Stdio;

use patchbay_contract::{Administrator, AdministratorCode, ErrorCode, HelpText};
use patchbay_test_support::Stage;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdin};

use crate::support::{PATCHBAYCTL, practice, refused, shut_because, well};

async fn read<T: DeserializeOwned>(stage: &Stage, words: &[&str], typed: &str) -> T {
    let said = well(stage, &[&["vault", "administrator"], words].concat(), typed).await;
    serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error} in “{said}”"))
}

/// Has the second stage's installation added to the first as an administrator. Its number.
async fn added(one: &Stage, other: &Stage) -> String {
    let own: AdministratorCode = read(other, &["code"], "").await;
    let add = ["vault", "administrator", "add", "Sam", "--fingerprint", &own.fingerprint];
    well(one, &add, &own.code).await;
    let listed: Vec<Administrator> = read(one, &["list"], "").await;
    assert_eq!(listed[0].fingerprint, own.fingerprint);
    listed[0].number.to_string()
}

/// A program that asked for help and waits for the answer.
struct Asking {
    child: Child,
    input: ChildStdin,
    asked: HelpText,
}

impl Asking {
    async fn of(stage: &Stage, number: &str) -> Self {
        let mut command = stage.command(PATCHBAYCTL);
        command.args(["vault", "administrator", "ask", number, "--json"]);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let input = child.stdin.take().unwrap();
        let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
        let mut said = String::new();
        while let Some(line) = lines.next_line().await.unwrap() {
            said += &line;
            if line == "}" {
                break;
            }
        }
        let asked = serde_json::from_str(&said).unwrap_or_else(|e| panic!("{e} in “{said}”"));
        Self { child, input, asked }
    }

    /// Hands the answer over, and says whether the vault opened.
    async fn answered(mut self, answer: &str) -> bool {
        self.input.write_all(answer.as_bytes()).await.unwrap();
        drop(self.input);
        self.child.wait().await.unwrap().success()
    }
}

async fn helped(other: &Stage, asked: &HelpText) -> HelpText {
    read(other, &["help", "--fingerprint", &asked.fingerprint], &asked.text).await
}

/// Takes the vault's key out of the stage's keychain.
async fn rob(stage: &Stage) {
    let name = stage.name_of_our_key().await.unwrap();
    stage.take_key(&name).await.unwrap();
}

#[tokio::test]
async fn an_administrator_at_another_computer_opens_a_vault_whose_key_is_lost() {
    let (one, other) = (practice("help-one").await, practice("help-other").await);
    let number = added(&one, &other).await;
    rob(&one).await;
    assert_eq!(shut_because(&one).await, ErrorCode::KeychainEmpty);
    let asking = Asking::of(&one, &number).await;
    let given = helped(&other, &asking.asked).await;
    // As a mail program breaks it.
    let lines: Vec<&str> =
        given.text.as_bytes().chunks(70).map(|line| str::from_utf8(line).unwrap()).collect();
    assert!(asking.answered(&format!("{}\n\n", lines.join("\n"))).await);
    well(&one, &["vault", "verify"], "").await;
    for (stage, action) in [(&one, "administrator.helped"), (&other, "administrator.gave_help")] {
        let found = well(stage, &["audit", "list", "--action", action], "").await;
        assert!(found.contains(action), "{found}");
    }
}

#[tokio::test]
async fn an_administrator_who_was_removed_cannot_help_any_more() {
    let (one, other) = (practice("help-removed").await, practice("help-removed-other").await);
    let number = added(&one, &other).await;
    well(&one, &["vault", "administrator", "remove", &number], "").await;
    let listed: Vec<Administrator> = read(&one, &["list"], "").await;
    assert_eq!(listed, []);
    rob(&one).await;
    let ask = ["vault", "administrator", "ask", &number];
    assert_eq!(refused(&one, &ask, "").await, ErrorCode::AdministratorUnknown);
    assert_eq!(shut_because(&one).await, ErrorCode::KeychainEmpty);
}

#[tokio::test]
async fn nobody_is_added_or_helped_under_another_fingerprint() {
    let (one, other) = (practice("help-strange").await, practice("help-strange-other").await);
    let own: AdministratorCode = read(&other, &["code"], "").await;
    let add = ["vault", "administrator", "add", "Sam", "--fingerprint", "0000-0000-0000-0000"];
    assert_eq!(refused(&one, &add, &own.code).await, ErrorCode::FingerprintDiffers);
    let number = added(&one, &other).await;
    let asking = Asking::of(&one, &number).await;
    let help = ["vault", "administrator", "help", "--fingerprint", &own.fingerprint];
    let code = refused(&other, &help, &asking.asked.text).await;
    assert_eq!(code, ErrorCode::FingerprintDiffers);
    assert!(!asking.answered("").await);
}
