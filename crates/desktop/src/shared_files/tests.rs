//! Taking a file that is cut off, and what the folder says then.

use std::fs;

use patchbay_contract::{AuditAction, SharedFileState as State};
use patchbay_store::{Eyes, Feed, SyncKind, Theirs, Thing};
use patchbay_vault::Keychain;
use tempfile::TempDir;

use super::file::{look, place, told};
use super::placing::stage;
use super::view::{Known, all};
use crate::Installation;
use crate::catalogue::Catalogue;

const SMALL: &str = include_str!("../../../providers/tests/fixtures/small.toml");

/// A computer that knows of a file which somebody else has offered.
struct Computer {
    _home: TempDir,
    installation: Installation,
    catalogue: Catalogue,
}

impl Computer {
    async fn knows(text: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let installation = Installation::in_folder(home.path(), None, Keychain::of_this_system());
        let catalogue = Catalogue::in_folder(home.path());
        let computer = Self { _home: home, installation, catalogue };
        computer.hears(1, text).await;
        computer
    }

    async fn hears(&self, version: i64, text: &str) {
        let facts = serde_json::to_string(text).unwrap();
        let thing = Thing::new(SyncKind::Setting, "provider_file.small");
        let (facts, changed_at) = (Some(facts.as_str()), "2026-11-22T09:00:00Z");
        let changes = [(thing, Theirs { version, facts, changed_by: None, changed_at })];
        let feed = Feed { changes: &changes, cursor: None, left_out: &[] };
        let entry = |_: &Thing, _: Option<&str>| self.installation.entry(AuditAction::ServerTaken);
        let eyes = Eyes { facts: &|_| None, fits: &|_, _| true, entry: &entry };
        let store = self.installation.opened().await.unwrap();
        store.take_changes(feed, changed_at, eyes).await.unwrap();
    }

    /// What the folder says, as after a new start.
    async fn sees(&self) -> Known {
        let store = self.installation.opened().await.unwrap();
        all(&store, self.catalogue.folder()).await.unwrap().remove(0)
    }

    fn has(&self, text: Option<&str>) {
        let path = place(self.catalogue.folder(), "small");
        fs::create_dir_all(self.catalogue.folder()).unwrap();
        match text {
            Some(text) => fs::write(path, text).unwrap(),
            None => fs::remove_file(path).unwrap(),
        }
    }

    async fn entered(&self, action: AuditAction) -> usize {
        let page = self.installation.audit_page(&Default::default()).await.unwrap();
        page.entries.iter().filter(|one| one.action == Some(action)).count()
    }
}

fn renamed(name: &str) -> String {
    SMALL.replace("name = \"Small\"", &format!("name = \"{name}\""))
}

#[tokio::test]
async fn taking_may_be_cut_off_anywhere_and_the_folder_says_how_far_it_was() {
    for former in [None, Some(renamed("Former"))] {
        for cut in 0..=4 {
            let computer = Computer::knows(SMALL).await;
            if let Some(former) = &former {
                computer.has(Some(former));
            }
            let before = if former.is_some() { State::Other } else { State::Proposed };
            let known = computer.sees().await;
            assert_eq!(known.state, before);
            let staged =
                (cut > 0).then(|| stage(computer.catalogue.folder(), "small", SMALL).unwrap());
            if cut > 1 {
                computer.installation.note_taking(&known).await.unwrap();
            }
            match staged {
                Some(staged) if cut > 2 => staged.put_in_place().unwrap(),
                other => drop(other),
            }
            if cut > 3 {
                computer.installation.note_taken(&known).await.unwrap();
            }
            let known = computer.sees().await;
            assert_eq!(known.state, if cut > 2 { State::InUse } else { before }, "{cut}");
            let entered = computer.entered(AuditAction::FileTaken).await;
            assert!(known.state != State::InUse || entered == 1, "the trail knows it first");
            // Taken again, it is as if nothing had been cut off.
            computer.installation.take_known(&computer.catalogue, &known).await.unwrap();
            assert_eq!(computer.sees().await.state, State::InUse, "{cut}");
            assert_eq!(computer.catalogue.own().good.len(), 1, "it is a card at once");
            let kept = computer.catalogue.folder().join("small.toml.before");
            assert_eq!(fs::read_to_string(kept).ok(), former, "{cut}");
            let left = fs::read_dir(computer.catalogue.folder()).unwrap().count();
            assert_eq!(left, if former.is_some() { 2 } else { 1 }, "{cut}: nothing half is left");
        }
    }
}

#[tokio::test]
async fn what_was_taken_and_changed_or_removed_since_is_told_apart() {
    let computer = Computer::knows(SMALL).await;
    let known = computer.sees().await;
    computer.installation.take_known(&computer.catalogue, &known).await.unwrap();
    computer.has(Some(&renamed("Mine")));
    assert_eq!(computer.sees().await.state, State::ChangedHere);
    computer.has(None);
    assert_eq!(computer.sees().await.state, State::Declined);
    computer.hears(2, &renamed("Newer")).await;
    assert_eq!(computer.sees().await.state, State::Proposed, "another one is asked about again");
    computer.has(Some("id = 7"));
    let known = computer.sees().await;
    assert_eq!(known.state, State::Other);
    let (hosts, new) = known.hosts();
    assert_eq!(hosts, new, "what cannot be read here names none");
}

#[tokio::test]
async fn what_this_version_cannot_use_is_kept_and_never_written() {
    for (text, words) in [
        (SMALL.replace("vendor =", "vendr ="), "vendr"),
        (SMALL.replace("id = \"small\"", "id = \"other\""), "other.toml"),
        (format!("{SMALL}# sk_live_abcdefghijkl\n"), "looks like a secret"),
    ] {
        let computer = Computer::knows(&text).await;
        let known = computer.sees().await;
        assert_eq!(known.state, State::Unusable);
        assert!(known.looked.mistakes[0].contains(words), "{:?}", known.looked.mistakes);
        let refused = computer.installation.take_known(&computer.catalogue, &known).await;
        let refused = refused.unwrap_err();
        assert!(!format!("{refused:?}").contains("abcdefghijkl"), "no secret is repeated");
        assert!(!computer.catalogue.folder().exists(), "{words}");
    }
    let turned = told("small", &renamed("Sm\\u202eall"));
    assert_eq!(turned, "Small: api.example.com, example.com", "nothing turns its hosts around");
    let built_in = look("xero", SMALL);
    assert!(built_in.mistakes[0].contains("came with Patchbay"), "{:?}", built_in.mistakes);
}
