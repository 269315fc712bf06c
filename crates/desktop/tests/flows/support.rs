//! Runs `patchbayctl` and reads what it says.

use std::process::{Output, Stdio};

use patchbay_contract::{ErrorCode, InstallationState, Problem, Security, VaultState};
use patchbay_test_support::Stage;

pub(crate) const PATCHBAYCTL: &str = env!("CARGO_BIN_EXE_patchbayctl");

/// What `patchbayctl status` says in this session, and whether it ended well.
pub(crate) async fn status(stage: &Stage) -> (InstallationState, bool) {
    let output = stage.command(PATCHBAYCTL).args(["status", "--json"]).output().await.unwrap();
    read(&output)
}

/// Runs `patchbayctl` with these words, and with lines on its input.
pub(crate) async fn ctl(stage: &Stage, words: &[&str], typed: &str) -> Output {
    use tokio::io::AsyncWriteExt;
    let mut command = stage.command(PATCHBAYCTL);
    command.args(words).arg("--json");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // A program that needs nothing may have ended before it was told.
    let _ = input.write_all(typed.as_bytes()).await;
    drop(input);
    child.wait_with_output().await.unwrap()
}

/// Runs `patchbayctl` and expects it to end well.
pub(crate) async fn well(stage: &Stage, words: &[&str], typed: &str) -> String {
    let output = ctl(stage, words, typed).await;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{words:?}: {said}");
    said
}

/// Runs `patchbayctl` and expects a refusal with a code.
pub(crate) async fn refused(stage: &Stage, words: &[&str], typed: &str) -> ErrorCode {
    let output = ctl(stage, words, typed).await;
    assert!(!output.status.success(), "{words:?} was not refused");
    let said = String::from_utf8_lossy(&output.stdout);
    let problem: Problem =
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error} in “{said}”"));
    problem.code
}

/// How the vault is.
pub(crate) async fn security(stage: &Stage) -> Security {
    let output = ctl(stage, &["vault", "status"], "").await;
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Why the vault is shut.
pub(crate) async fn shut_because(stage: &Stage) -> ErrorCode {
    match security(stage).await.vault {
        VaultState::Shut { problem, .. } => problem.code,
        other => panic!("the vault is {other:?}"),
    }
}

/// A stage with a practice firm, whose credentials are sealed in the vault.
pub(crate) async fn practice(name: &str) -> Stage {
    let stage = patchbay_test_support::StageBuilder::named(name).start().await.unwrap();
    well(&stage, &["practice"], "").await;
    stage
}

pub(crate) fn read(output: &Output) -> (InstallationState, bool) {
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    let state = serde_json::from_str(&said)
        .unwrap_or_else(|error| panic!("{error} in “{said}”; it complained: {complained}"));
    (state, output.status.success())
}
