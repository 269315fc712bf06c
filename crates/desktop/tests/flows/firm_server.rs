//! `patchbayctl enrol`, `server` and `leave`: at a real firm server, with the code from a file,
//! and how a script knows what came of it.

use patchbay_contract::{EnrolmentView, ErrorCode, FirmRole};
use patchbay_test_support::StageBuilder;

use crate::server::Server;
use crate::support::{ctl, refused, well};

fn read(said: &str) -> EnrolmentView {
    serde_json::from_str(said).unwrap_or_else(|error| panic!("{error}: {said}"))
}

#[tokio::test]
async fn the_command_line_comes_in_at_the_firms_server_asks_it_and_leaves() {
    let mut server = Server::open().await;
    let stage = StageBuilder::named("ctl-enrol").start().await.unwrap();
    let code = server.first_code().await;
    let base = server.base.clone();
    let in_the_open = ["enrol", "--server", &base, "--code", &code];
    assert_eq!(refused(&stage, &in_the_open, "").await, ErrorCode::SecretInTheOpen);
    assert_eq!(read(&well(&stage, &["server"], "").await).enrolment, None);

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("code");
    std::fs::write(&file, format!("{code}\n")).unwrap();
    let at = format!("@{}", file.display());
    let enrol = ["enrol", "--server", &base, "--code", &at, "--name", "Front desk"];
    let enrolment = read(&well(&stage, &enrol, "").await).enrolment.unwrap();
    assert_eq!((enrolment.device_name.as_str(), enrolment.role), ("Front desk", FirmRole::Owner));
    assert_eq!(refused(&stage, &enrol, "").await, ErrorCode::EnrolledAlready);

    let asked = read(&well(&stage, &["server"], "").await).enrolment.unwrap();
    assert!(asked.last_contact_at >= enrolment.last_contact_at);
    server.stops().await;
    let output = ctl(&stage, &["server"], "").await;
    assert_eq!(output.status.code(), Some(3), "a script may try again");
    well(&stage, &["server", "--offline"], "").await;
    assert_eq!(refused(&stage, &["leave"], "").await, ErrorCode::ServerNotReached);
    assert_eq!(read(&well(&stage, &["leave", "--untold"], "").await).enrolment, None);
}
