//! `patchbayctl enrol`, `server`, `sync` and `leave`: at a real firm server, with the code from a
//! file, and how a script knows what came of it.

use patchbay_contract::{
    Custodian, CustodyNow, EnrolmentView, ErrorCode, FirmRole, GoingAlong, SharedFileText,
    SharedFiles,
};
use patchbay_test_support::StageBuilder;

use crate::server::Server;
use crate::support::{PATCHBAYCTL, ctl, practice, refused, well};

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
    // There is no vault yet either, and nobody is asked for one.
    assert_eq!(refused(&stage, &["sync"], "").await, ErrorCode::NotEnrolled);
    for words in [&["custody", "hand-over", "nobody"][..], &["custody", "call-back", "nobody"]] {
        assert_eq!(refused(&stage, words, "").await, ErrorCode::ConnectionUnknown, "{words:?}");
    }

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
    let view: GoingAlong = serde_json::from_str(&well(&stage, &["sync"], "").await).unwrap();
    assert!(view.is_in && view.pending.is_empty() && view.last_sync_at.is_some(), "{view:?}");
    server.stops().await;
    assert_eq!(refused(&stage, &["sync"], "").await, ErrorCode::ServerNotReached);
    well(&stage, &["sync", "--state"], "").await;
    let output = ctl(&stage, &["server"], "").await;
    assert_eq!(output.status.code(), Some(3), "a script may try again");
    well(&stage, &["server", "--offline"], "").await;
    assert_eq!(refused(&stage, &["leave"], "").await, ErrorCode::ServerNotReached);
    assert_eq!(read(&well(&stage, &["leave", "--untold"], "").await).enrolment, None);
}

#[tokio::test]
async fn where_two_set_one_thing_the_command_line_says_so_and_takes_the_choice() {
    let server = Server::open().await;
    let mut codes = vec![server.first_code().await];
    let mut stages = Vec::new();
    for name in ["one", "other"] {
        let stage = StageBuilder::named(&format!("ctl-sync-{name}")).start().await.unwrap();
        let code = codes.pop().unwrap();
        let enrol = ["enrol", "--server", &server.base, "--code", "-", "--name", name];
        well(&stage, &enrol, &code).await;
        well(&stage, &["settings", "set", "relay", &format!("https://{name}.example")], "").await;
        stages.push(stage);
        if name == "one" {
            codes.push(server.another_code().await);
        }
    }
    let [one, other] = stages.try_into().unwrap();
    well(&one, &["sync"], "").await;
    let output = ctl(&other, &["sync"], "").await;
    assert_eq!(output.status.code(), Some(2), "somebody has to decide");
    let view: GoingAlong = serde_json::from_slice(&output.stdout).unwrap();
    let values = (view.conflicts[0].ours.as_deref(), view.conflicts[0].theirs.as_deref());
    assert_eq!(values, (Some("https://other.example"), Some("https://one.example")));
    let said = other.command(PATCHBAYCTL).args(["sync", "--state"]).output().await.unwrap();
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(said.contains("--keep-ours setting/relay_address"), "{said}");

    well(&other, &["sync", "--keep-ours", "setting/relay_address"], "").await;
    let nothing = ["sync", "--take-theirs", "setting/relay_address"];
    assert_eq!(refused(&other, &nothing, "").await, ErrorCode::NothingToSettle);
    well(&one, &["sync"], "").await;
    let relay = well(&one, &["settings", "get", "relay"], "").await;
    assert!(relay.contains("https://other.example"), "{relay}");
}

#[tokio::test]
async fn the_command_line_says_who_holds_what_and_why_it_cannot_be_handed_over() {
    let stage = practice("ctl-custody").await;
    let all: Vec<CustodyNow> =
        serde_json::from_str(&well(&stage, &["custody", "list"], "").await).unwrap();
    assert!(all.len() > 3, "{all:?}");
    assert!(all.iter().all(|one| one.step.is_none() && one.server.is_none()), "{all:?}");
    let one = all.iter().find(|one| one.custodian == Custodian::ThisComputer).unwrap();
    let id = one.connection.as_str();
    let status = well(&stage, &["custody", "status", id], "").await;
    assert_eq!(serde_json::from_str::<CustodyNow>(&status).unwrap(), *one);
    let said = stage.command(PATCHBAYCTL).args(["custody", "status", id]).output().await.unwrap();
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(said.contains("this computer"), "{said}");
    for words in [&["custody", "hand-over", id][..], &["custody", "hand-over", id, "--preview"]] {
        assert_eq!(refused(&stage, words, "").await, ErrorCode::NotEnrolled, "{words:?}");
    }
    // What is not on its way stays where it is.
    let back = well(&stage, &["custody", "call-back", id], "").await;
    assert_eq!(serde_json::from_str::<CustodyNow>(&back).unwrap(), *one);
    for what in ["status", "hand-over"] {
        let gone = refused(&stage, &["custody", what, "nobody"], "").await;
        assert_eq!(gone, ErrorCode::ConnectionUnknown, "{what}");
    }
}

#[tokio::test]
async fn the_command_line_offers_a_provider_file_and_takes_one_after_a_look_at_its_hosts() {
    const SMALL: &str = include_str!("../../../providers/tests/fixtures/small.toml");
    let server = Server::open().await;
    let one = StageBuilder::named("ctl-files-one").start().await.unwrap();
    let other = StageBuilder::named("ctl-files-other").start().await.unwrap();
    assert_eq!(refused(&one, &["providers", "offer", "small"], "").await, ErrorCode::NotEnrolled);
    let enrol = ["enrol", "--server", &server.base, "--code", "-"];
    well(&one, &enrol, &server.first_code().await).await;
    well(&other, &enrol, &server.another_code().await).await;
    let folder = one.data_folder().join("providers");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("small.toml"), SMALL).unwrap();

    let shared = async |stage, words: &[&str]| -> SharedFiles {
        serde_json::from_str(&well(stage, words, "").await).unwrap()
    };
    assert_eq!(shared(&one, &["providers", "shared"]).await.unshared.len(), 1);
    assert_eq!(shared(&one, &["providers", "offer", "small"]).await.shared.len(), 1);
    well(&one, &["sync"], "").await;
    well(&other, &["sync"], "").await;
    let said = other.command(PATCHBAYCTL).args(["sync", "--state"]).output().await.unwrap();
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(said.contains("1 provider file of the firm"), "{said}");
    let text = well(&other, &["providers", "shared", "small"], "").await;
    assert_eq!(serde_json::from_str::<SharedFileText>(&text).unwrap().text, SMALL);

    // Nobody sits at a terminal: what it is and where keys go is said, and nothing is done.
    let mut command = other.command(PATCHBAYCTL);
    let take = ["providers", "take", "small"];
    let output = command.args(take).stdin(std::process::Stdio::null()).output().await.unwrap();
    let (said, complained) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("Small (small)") && said.contains("leads to api.example.com"), "{said}");
    assert!(complained.contains("Nothing was changed") && complained.contains("--yes"));
    let taken = other.data_folder().join("providers").join("small.toml");
    assert!(!taken.exists());
    let former = ["providers", "take", "small", "--yes", "--digest", "0"];
    assert_eq!(refused(&other, &former, "").await, ErrorCode::FileChanged);
    shared(&other, &["providers", "decline", "small"]).await;
    shared(&other, &["providers", "take", "small", "--yes"]).await;
    assert_eq!(std::fs::read_to_string(taken).unwrap(), SMALL);
    assert!(well(&other, &["providers", "list", "small"], "").await.contains("\"small\""));
    assert!(shared(&one, &["providers", "withdraw", "small"]).await.shared.is_empty());
    let gone = refused(&one, &["providers", "take", "small", "--yes"], "").await;
    assert_eq!(gone, ErrorCode::FileUnknown);
}
