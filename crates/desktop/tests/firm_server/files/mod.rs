//! Provider files of the firm's own at two computers and a real server: offered at one, looked at
//! and taken or declined at the other, changed, withdrawn, and never by themselves.

mod names;
mod refused;

use std::fs;
use std::path::PathBuf;

use patchbay_contract::{
    AuditAction, AuditQuestion, ErrorCode, Problem, SharedFile, SharedFileChoice,
    SharedFileState as State, SharedFiles, SyncChoice, SyncedKind, SyncedThing,
};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::hub;
use serde_json::json;

use crate::desk::Desk;
use crate::hand::Hand;
use crate::server::Server;
use crate::syncing::second;

const SMALL: &str = include_str!("../../../../providers/tests/fixtures/small.toml");
const SETTING: &str = "provider_file.small";

/// The file, with its API at another host.
fn at(host: &str) -> String {
    SMALL.replace("https://api.example.com", &format!("https://{host}"))
}

/// A computer with a folder of own files.
pub(crate) struct Maker {
    pub(crate) desk: Desk,
    catalogue: Catalogue,
}

impl Maker {
    fn at(desk: Desk) -> Self {
        let catalogue = Catalogue::in_folder(desk.home.path());
        fs::create_dir_all(catalogue.folder()).unwrap();
        Self { desk, catalogue }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.catalogue.folder().join(name)
    }

    /// Saves a file there, as an editor does.
    fn saves(&self, text: &str) {
        fs::write(self.path("small.toml"), text).unwrap();
        self.catalogue.read_own();
    }

    fn reads(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.path(name)).ok()
    }

    async fn files(&self) -> SharedFiles {
        self.desk.installation.shared_files(&self.catalogue).await.unwrap()
    }

    /// The only one that is shared.
    async fn sees(&self) -> SharedFile {
        self.desk.syncs().await;
        let mut all = self.files().await.shared;
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    async fn offers(&self) -> Result<SharedFiles, Problem> {
        self.desk.installation.offer_file(&self.catalogue, "small").await
    }

    async fn takes(&self, file: &SharedFile) -> Result<SharedFiles, Problem> {
        let choice =
            SharedFileChoice { provider: file.provider.clone(), digest: file.digest.clone() };
        self.desk.installation.take_file(&self.catalogue, &choice).await
    }

    async fn declines(&self, file: &SharedFile) -> Result<SharedFiles, Problem> {
        let choice =
            SharedFileChoice { provider: file.provider.clone(), digest: file.digest.clone() };
        self.desk.installation.decline_file(&self.catalogue, &choice).await
    }

    async fn withdraws(&self) -> Result<SharedFiles, Problem> {
        self.desk.installation.withdraw_file(&self.catalogue, "small").await
    }

    /// How many wait for a person, as the rail says it.
    async fn waiting(&self) -> u32 {
        self.desk.installation.sync_view().await.unwrap().proposals
    }

    fn has_a_card(&self) -> bool {
        hub::cards(&self.catalogue).iter().any(|card| card.id == "small")
    }

    async fn entered(&self, action: AuditAction) -> usize {
        let page = self.desk.installation.audit_page(&AuditQuestion::default()).await.unwrap();
        page.entries.iter().filter(|one| one.action == Some(action)).count()
    }
}

/// Two computers of administrators, the first of which has the file.
async fn two(server: &Server) -> (Hand, Maker, Maker) {
    let ana = Hand::enters(server, &server.first_code().await).await;
    let one = Maker::at(second(server, &ana, "admin").await);
    let other = Maker::at(second(server, &ana, "admin").await);
    one.saves(SMALL);
    (ana, one, other)
}

#[tokio::test]
async fn a_file_is_offered_at_one_computer_looked_at_and_taken_at_the_other() {
    let server = Server::open().await;
    let (_ana, one, other) = two(&server).await;
    let before = one.files().await;
    assert!(before.is_in && before.may_offer && before.shared.is_empty());
    assert_eq!(before.unshared[0].provider, "small");
    let offered = one.offers().await.unwrap();
    assert!(offered.unshared.is_empty());
    assert_eq!((offered.shared[0].state, offered.shared[0].offered_at), (State::InUse, None));
    assert_eq!(one.sees().await.offered_at, Some(server.clock.now()), "the server has heard of it");
    assert_eq!(one.waiting().await, 0, "whoever offers has taken it");

    let file = other.sees().await;
    assert_eq!((file.state, other.waiting().await), (State::Proposed, 1));
    assert_eq!(file.name.as_deref(), Some("Small"));
    assert_eq!(file.hosts, ["api.example.com", "example.com"]);
    assert_eq!(file.new_hosts, file.hosts);
    assert_eq!(file.offered_by.as_deref(), Some("Cy Moss"), "by the name that the firm gave");
    assert!(!other.has_a_card() && other.reads("small.toml").is_none(), "nothing by itself");
    let text = other.desk.installation.shared_file_text(&other.catalogue, "small").await.unwrap();
    assert_eq!((text.text.as_str(), text.here), (SMALL, None));

    let taken = other.takes(&file).await.unwrap();
    assert_eq!((taken.shared[0].state, other.waiting().await), (State::InUse, 0));
    assert_eq!(other.reads("small.toml").as_deref(), Some(SMALL));
    assert!(other.has_a_card(), "it is a card at once");
    assert_eq!(other.entered(AuditAction::FileTaken).await, 1);
    assert_eq!(one.entered(AuditAction::FileOffered).await, 1);
    let view = other.desk.syncs().await;
    assert!(view.pending.is_empty() && view.conflicts.is_empty(), "{view:?}");
}

#[tokio::test]
async fn a_changed_file_that_is_offered_anew_names_its_new_hosts_and_the_former_is_kept() {
    let server = Server::open().await;
    let (_ana, one, other) = two(&server).await;
    one.offers().await.unwrap();
    one.sees().await;
    other.takes(&other.sees().await).await.unwrap();
    one.saves(&at("keys.elsewhere.example"));
    assert_eq!(one.sees().await.state, State::ChangedHere, "a draft is nobody else's affair");
    assert_eq!(other.sees().await.state, State::InUse);

    assert_eq!(one.offers().await.unwrap().shared[0].state, State::InUse);
    one.sees().await;
    let file = other.sees().await;
    assert_eq!((file.state, other.waiting().await), (State::Other, 1));
    assert_eq!(file.new_hosts, ["keys.elsewhere.example"]);
    assert_eq!(other.reads("small.toml").as_deref(), Some(SMALL), "nothing by itself");
    other.takes(&file).await.unwrap();
    assert_eq!(other.reads("small.toml"), Some(at("keys.elsewhere.example")));
    assert_eq!(other.reads("small.toml.before").as_deref(), Some(SMALL), "the former is kept");
    assert_eq!(other.files().await.shared[0].state, State::InUse);
    other.saves("id = 7");
    assert_eq!(other.files().await.shared[0].state, State::ChangedHere);
}

#[tokio::test]
async fn a_file_that_is_declined_is_not_asked_about_again_until_it_is_another_one() {
    let server = Server::open().await;
    let (_ana, one, other) = two(&server).await;
    one.offers().await.unwrap();
    one.sees().await;
    other.declines(&other.sees().await).await.unwrap();
    assert_eq!((other.sees().await.state, other.waiting().await), (State::Declined, 0));
    assert!(other.reads("small.toml").is_none());
    assert_eq!(other.entered(AuditAction::FileDeclined).await, 1);
    one.saves(&at("api2.example.com"));
    one.offers().await.unwrap();
    one.sees().await;
    assert_eq!((other.sees().await.state, other.waiting().await), (State::Proposed, 1));
    one.saves(SMALL);
    one.offers().await.unwrap();
    one.sees().await;
    assert_eq!(other.sees().await.state, State::Declined, "that one was declined");
    // Whoever changes their mind takes it after all; what is in use is not declined by a word.
    other.takes(&other.sees().await).await.unwrap();
    let refused = other.declines(&other.sees().await).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::FileInUseHere);
}

#[tokio::test]
async fn a_file_that_is_withdrawn_is_shared_no_more_and_stays_where_it_was_taken() {
    let server = Server::open().await;
    let (ana, one, other) = two(&server).await;
    one.offers().await.unwrap();
    one.sees().await;
    other.takes(&other.sees().await).await.unwrap();
    let left = one.withdraws().await.unwrap();
    assert_eq!((left.shared.len(), left.unshared.len()), (0, 1));
    assert_eq!(one.withdraws().await.unwrap_err().code, ErrorCode::FileUnknown);
    one.desk.syncs().await;
    assert_eq!(ana.reads(&format!("/api/settings/{SETTING}")).await["value"], json!(null));
    other.desk.syncs().await;
    let files = other.files().await;
    assert_eq!((files.shared.len(), files.unshared[0].provider.as_str()), (0, "small"));
    assert!(other.has_a_card() && other.reads("small.toml").is_some());
    // Offered by the other one, it is shared again; and here it is still in use.
    other.offers().await.unwrap();
    other.sees().await;
    assert_eq!(one.sees().await.state, State::InUse);
}

#[tokio::test]
async fn what_is_offered_while_nobody_answers_is_told_later_and_withdrawn_before_is_not() {
    let mut server = Server::open().await;
    let (ana, one, other) = two(&server).await;
    server.stops().await;
    one.offers().await.unwrap();
    let refused = one.desk.installation.sync_now().await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::ServerNotReached);
    assert_eq!(one.desk.installation.sync_view().await.unwrap().pending.len(), 1);
    other.saves(SMALL);
    other.offers().await.unwrap();
    other.withdraws().await.unwrap();
    server.starts().await;
    assert!(other.desk.syncs().await.pending.is_empty());
    assert!(ana.reads_perhaps(&format!("/api/settings/{SETTING}")).await.is_none());
    assert!(one.desk.syncs().await.pending.is_empty());
    assert_eq!(ana.reads(&format!("/api/settings/{SETTING}")).await["value"], SMALL);
    assert_eq!(other.sees().await.state, State::InUse, "the same lies there");
}

#[tokio::test]
async fn where_two_offer_different_files_of_one_id_their_hosts_are_shown_and_a_person_chooses() {
    let server = Server::open().await;
    let (_ana, one, other) = two(&server).await;
    one.offers().await.unwrap();
    one.sees().await;
    other.saves(&at("keys.elsewhere.example"));
    other.offers().await.unwrap();
    let view = other.desk.syncs().await;
    let conflict = &view.conflicts[0];
    assert_eq!(
        (conflict.ours.as_deref(), conflict.theirs.as_deref()),
        (
            Some("Small: example.com, keys.elsewhere.example"),
            Some("Small: api.example.com, example.com")
        )
    );
    let thing = SyncedThing { kind: SyncedKind::Setting, id: SETTING.into() };
    let choice = SyncChoice { thing, ours: false };
    other.desk.installation.settle_sync(&choice).await.unwrap();
    let file = other.sees().await;
    assert_eq!(file.state, State::Other, "chosen for the firm, it is still a person who takes it");
    assert_eq!(other.reads("small.toml"), Some(at("keys.elsewhere.example")));
    other.takes(&file).await.unwrap();
    assert_eq!(other.reads("small.toml").as_deref(), Some(SMALL));
}

#[tokio::test]
async fn a_file_of_the_largest_size_goes_along_whole() {
    let server = Server::open().await;
    let (_ana, one, other) = two(&server).await;
    // Each sign of the remark is two on the wire.
    let room = 64 * 1024 - SMALL.len() - 2;
    let large = format!("{SMALL}#{}\n", "\"".repeat(room));
    assert_eq!(large.len(), 64 * 1024);
    one.saves(&large);
    one.offers().await.unwrap();
    let view = one.desk.syncs().await;
    assert!(view.refused.is_empty() && view.pending.is_empty(), "{view:?}");
    other.takes(&other.sees().await).await.unwrap();
    assert_eq!(other.reads("small.toml"), Some(large));
}
