//! `patchbayctl doctor` in sessions that lack something.

use patchbay_contract::Problem;
use patchbay_test_support::StageBuilder;

use crate::support::PATCHBAYCTL;

#[tokio::test]
async fn a_whole_session_has_nothing_to_complain_of() {
    let stage = StageBuilder::named("doctor-well").start().await.unwrap();
    let output = stage.command(PATCHBAYCTL).arg("doctor").output().await.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[tokio::test]
async fn a_session_without_display_and_bus_is_told_both() {
    let stage = StageBuilder::named("doctor-ill").without_bus().start().await.unwrap();
    let mut command = stage.command(PATCHBAYCTL);
    let output = command.args(["doctor", "--json"]).env_remove("DISPLAY").output().await.unwrap();
    let findings: Vec<Problem> = serde_json::from_slice(&output.stdout).unwrap();
    let whats: Vec<_> = findings.iter().map(|finding| finding.what.as_str()).collect();
    assert_eq!(
        whats,
        ["There is no display to open a window on.", "This session has no message bus (D-Bus)."]
    );
    assert!(!output.status.success());
}
