//! Runs `patchbayctl` and reads what it says.

use std::process::Output;

use patchbay_contract::InstallationState;
use patchbay_test_support::Stage;

pub(crate) const PATCHBAYCTL: &str = env!("CARGO_BIN_EXE_patchbayctl");

/// What `patchbayctl status` says in this session, and whether it ended well.
pub(crate) async fn status(stage: &Stage) -> (InstallationState, bool) {
    let output = stage.command(PATCHBAYCTL).args(["status", "--json"]).output().await.unwrap();
    read(&output)
}

pub(crate) fn read(output: &Output) -> (InstallationState, bool) {
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    let state = serde_json::from_str(&said)
        .unwrap_or_else(|error| panic!("{error} in “{said}”; it complained: {complained}"));
    (state, output.status.success())
}
