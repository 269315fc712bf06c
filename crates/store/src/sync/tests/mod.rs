//! What is told, taken and decided, as the tables have it.

mod choices;
mod files;
mod handing;

use super::*;
use crate::testing::{AT, LATER, NOW, add, change, store_with_vault};
use crate::vault::SealedBytes;
use crate::{Change, Connection, Contact, Enrolment, Receipt, Store};

const SETTING: &str = "ai_order";

async fn set(store: &Store, value: &str) {
    store.set(SETTING, Some(value), NOW).await.unwrap();
}

fn seal(_: &str, _: u64) -> Result<SealedBytes, ()> {
    Ok(crate::testing::sealed(1, "sealed"))
}

async fn enrol(store: &Store) {
    let row = Enrolment {
        embedded: false,
        address: "https://firm.example".into(),
        server: "s".into(),
        epoch: "e".into(),
        member: "m".into(),
        name: "Ana".into(),
        role: "owner".into(),
        device: "d".into(),
        device_name: "desk".into(),
        enrolled_at: AT.into(),
        last_contact_at: None,
        token_expires_at: LATER.into(),
        standing: "in".into(),
        server_key: None,
    };
    assert_eq!(store.keep_enrolment(&row, NOW, seal).await.unwrap(), Ok(true));
}

fn facts(local: &Local) -> Option<String> {
    match local {
        Local::Nothing => None,
        Local::Connection(row) => Some(called(row.label.as_deref(), &row.condition)),
        Local::Setting(value) => Some(value.clone()),
    }
}

async fn next(store: &Store) -> Option<Wish> {
    store.next_wishes(1, facts).await.unwrap().pop()
}

fn setting() -> Thing {
    Thing::new(SyncKind::Setting, SETTING)
}

fn theirs(version: i64, facts: &str) -> Theirs<'_> {
    let facts = (facts != "null").then_some(facts);
    Theirs { version, facts, changed_by: Some("device:x"), changed_at: LATER }
}

async fn take(store: &Store, thing: &Thing, theirs: Theirs<'_>) -> TakenChange {
    let changes = [(thing.clone(), theirs)];
    let feed = Feed { changes: &changes, cursor: Some("7"), left_out: &[] };
    let eyes = Eyes { facts: &facts, fits: &fits, entry: &|_, _| crate::testing::entry() };
    store.take_changes(feed, LATER, eyes).await.unwrap()[0]
}

/// As long as it is none of tomorrow's.
fn fits(_: &Thing, facts: Option<&str>) -> bool {
    facts.is_none_or(|facts| !facts.contains("tomorrow"))
}

async fn value(store: &Store) -> Option<String> {
    store.setting(SETTING).await.unwrap()
}

#[tokio::test]
async fn what_nobody_changed_here_is_taken_and_not_told_back() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    let before = crate::testing::entered(&store).await;
    assert_eq!(take(&store, &setting(), theirs(1, "[1]")).await, TakenChange::Applied);
    assert_eq!(value(&store).await.as_deref(), Some("[1]"));
    assert_eq!(take(&store, &setting(), theirs(1, "[1]")).await, TakenChange::Known);
    assert_eq!(take(&store, &setting(), theirs(2, "null")).await, TakenChange::Applied);
    assert_eq!(crate::testing::entered(&store).await, before + 2, "each change here is entered");
    assert_eq!(value(&store).await, None);
    let signing = Thing::new(SyncKind::Setting, "signing.docusign");
    let flow = r#"{"flow":"parallel","identity":null}"#;
    assert_eq!(take(&store, &signing, theirs(3, flow)).await, TakenChange::Applied);
    assert_eq!(store.signing_defaults().await.unwrap()[0].flow, "parallel");
    assert_eq!(store.to_be_told().await.unwrap(), []);
    assert_eq!(store.sync_state().await.unwrap().cursor.as_deref(), Some("7"));
}

#[tokio::test]
async fn what_does_not_fit_or_is_this_computers_own_changes_nothing_here() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    let mut version = 0;
    for (name, facts) in [
        ("ai_order", "\"text\""),
        ("ai_model.x", "7"),
        ("ai_model.x", "\"\""),
        ("signing.docusign", r#"{"flow":"sideways","identity":null}"#),
        ("signing.docusign", r#"{"flow":"parallel","identity":7}"#),
        ("signing.docusign", "[]"),
        ("words_of_this_computer", "\"x\""),
    ] {
        let thing = Thing::new(SyncKind::Setting, name);
        version += 1;
        let taken = take(&store, &thing, theirs(version, facts)).await;
        assert_eq!(taken, TakenChange::Applied, "nobody is asked about what nobody changed");
        assert_eq!(store.settings().await.unwrap(), [], "{name} {facts}");
        assert_eq!(store.signing_defaults().await.unwrap(), [], "{name} {facts}");
    }
    assert_eq!(store.to_be_told().await.unwrap(), []);
}

#[tokio::test]
async fn where_both_changed_one_setting_both_stay_until_a_person_decides() {
    for ours in [true, false] {
        let (_home, store) = store_with_vault().await;
        enrol(&store).await;
        assert_eq!(take(&store, &setting(), theirs(1, "[1]")).await, TakenChange::Applied);
        set(&store, "[2]").await;
        assert_eq!(take(&store, &setting(), theirs(2, "[3]")).await, TakenChange::ForAPerson);
        assert_eq!(value(&store).await.as_deref(), Some("[2]"), "ours stays in use");
        assert_eq!(next(&store).await, None, "and is not told over theirs");
        let row = store.synced().await.unwrap().remove(0);
        assert_eq!((row.their_version, row.their_facts.as_deref()), (Some(2), Some("[3]")));
        // They change it once more: that is what is decided about.
        assert_eq!(take(&store, &setting(), theirs(3, "[4]")).await, TakenChange::ForAPerson);
        assert_eq!(store.to_be_told().await.unwrap(), [], "it waits for a person alone");
        assert!(store.settle(&setting(), ours, change(LATER), fits).await.unwrap());
        assert!(!store.settle(&setting(), ours, change(LATER), fits).await.unwrap());
        let wish = next(&store).await;
        if ours {
            let wish = wish.unwrap();
            assert_eq!((wish.version, wish.facts.as_deref()), (Some(3), Some("[2]")));
        } else {
            assert_eq!(wish, None);
            assert_eq!(value(&store).await.as_deref(), Some("[4]"));
        }
    }
}

#[tokio::test]
async fn where_both_say_the_same_nobody_is_asked() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    set(&store, "[1]").await;
    assert_eq!(take(&store, &setting(), theirs(1, "[ 1 ]")).await, TakenChange::Agreed);
    assert_eq!(store.to_be_told().await.unwrap(), []);
}

/// A connection as the server has it.
fn called(label: Option<&str>, condition: &str) -> String {
    serde_json::json!({ "label": label, "condition": condition }).to_string()
}

#[tokio::test]
async fn who_holds_a_connection_says_how_it_is_and_others_may_name_it() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    let mut row = Connection::made("c", "xero", AT);
    add(&store, &row).await;
    let wish = next(&store).await.unwrap();
    store.wish_was_met(&wish, 1, AT).await.unwrap();
    let thing = Thing::new(SyncKind::Connection, "c");
    let theirs_are = called(Some("Books"), "paused");
    assert_eq!(take(&store, &thing, theirs(2, &theirs_are)).await, TakenChange::Applied);
    let here = store.connection("c").await.unwrap().unwrap();
    assert_eq!((here.label.as_deref(), here.condition.as_str()), (Some("Books"), "works"));
    let wish = next(&store).await.unwrap();
    let ours = called(Some("Books"), "works");
    assert_eq!((wish.version, wish.facts.as_deref()), (Some(2), Some(ours.as_str())));
    store.wish_was_met(&wish, 3, AT).await.unwrap();

    row.label = Some("Ledger".into());
    store.update_connection(&row, NOW).await.unwrap();
    let theirs_are = called(Some("Accounts"), "works");
    assert_eq!(take(&store, &thing, theirs(4, &theirs_are)).await, TakenChange::ForAPerson);
    assert!(store.settle(&thing, false, change(LATER), fits).await.unwrap());
    let here = store.connection("c").await.unwrap().unwrap();
    assert_eq!(here.label.as_deref(), Some("Accounts"));
    assert_eq!(next(&store).await, None, "both are agreed");

    // Somebody took it off the list: as long as it is here, it is on it.
    assert_eq!(take(&store, &thing, theirs(5, "null")).await, TakenChange::ToBeTold);
    assert_eq!(next(&store).await.unwrap().version, None);
}

#[tokio::test]
async fn another_computers_connection_is_known_and_forgotten_with_its_end() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    let thing = Thing::new(SyncKind::Connection, "elsewhere");
    take(&store, &thing, theirs(1, r#"{"label":"Books"}"#)).await;
    assert_eq!(store.synced().await.unwrap().len(), 1);
    assert_eq!(store.connections().await.unwrap(), [], "nothing here could use it");
    take(&store, &thing, theirs(2, "null")).await;
    assert_eq!(store.synced().await.unwrap(), []);
    assert_eq!(store.to_be_told().await.unwrap(), []);
}

#[tokio::test]
async fn one_that_was_ended_here_is_told_to_be_gone_whatever_others_say_of_it() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    add(&store, &Connection::made("c", "xero", AT)).await;
    let wish = next(&store).await.unwrap();
    store.wish_was_met(&wish, 1, AT).await.unwrap();
    store.remove_connection("c", NOW).await.unwrap();
    let thing = Thing::new(SyncKind::Connection, "c");
    let taken = take(&store, &thing, theirs(2, r#"{"label":"Books"}"#)).await;
    assert_eq!(taken, TakenChange::ToBeTold);
    let wish = next(&store).await.unwrap();
    assert_eq!((wish.version, wish.facts), (Some(2), None));
}

#[tokio::test]
async fn one_that_was_ended_here_before_is_told_to_be_gone_where_a_server_has_it_again() {
    let (_home, store) = store_with_vault().await;
    let row = Connection::made("c", "xero", AT);
    add(&store, &row).await;
    assert!(store.begin_ending("c", AT, std::time::Duration::from_secs(120)).await.unwrap());
    let receipt = Receipt::of(&row, "r", AT, None);
    assert!(store.end_connection(&receipt, AT, change(AT)).await.unwrap());
    // Only now it comes in, at a server that knows of the connection still.
    enrol(&store).await;
    assert_eq!(store.to_be_told().await.unwrap(), []);
    let thing = Thing::new(SyncKind::Connection, "c");
    let taken = take(&store, &thing, theirs(2, r#"{"label":"Books"}"#)).await;
    assert_eq!(taken, TakenChange::ToBeTold);
    let wish = next(&store).await.unwrap();
    assert_eq!((wish.version, &wish.facts), (Some(2), &None));
    store.wish_was_met(&wish, 0, AT).await.unwrap();
    assert_eq!(take(&store, &thing, theirs(3, "null")).await, TakenChange::Agreed);
    assert_eq!(store.to_be_told().await.unwrap(), []);
}

#[tokio::test]
async fn the_turn_is_one_programs_until_it_ends_or_is_over() {
    let (_home, store) = store_with_vault().await;
    assert!(store.take_sync_turn(AT, LATER).await.unwrap());
    assert!(!store.take_sync_turn(AT, LATER).await.unwrap());
    assert!(store.take_sync_turn(LATER, "2026-11-21T10:00:00Z").await.unwrap(), "it was over");
    store.sync_failed("{}", LATER).await.unwrap();
    assert_eq!(store.sync_state().await.unwrap().failures, 1);
    assert!(store.take_sync_turn(LATER, "2026-11-21T10:00:00Z").await.unwrap());
    store.sync_went_well(LATER, LATER).await.unwrap();
    let state = store.sync_state().await.unwrap();
    assert_eq!((state.failures, state.last_problem), (0, None));
}

#[tokio::test]
async fn going_along_with_another_life_compares_everything_anew() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    set(&store, "[1]").await;
    let wish = next(&store).await.unwrap();
    store.wish_was_met(&wish, 5, AT).await.unwrap();
    let contact = Contact { name: "Ana", role: "owner", standing: "in", epoch: Some("f") };
    store.note_contact("d", contact, Change { at: LATER, entries: &[] }).await.unwrap();
    assert_eq!(store.synced().await.unwrap(), []);
    assert_eq!(store.to_be_told().await.unwrap(), [setting()]);
    // The other life has an older value: neither is put over the other.
    assert_eq!(take(&store, &setting(), theirs(3, "[0]")).await, TakenChange::ForAPerson);
}

#[tokio::test]
async fn what_this_version_cannot_use_is_left_out_until_another_one_reads_it_again() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    assert_eq!(store.sync_state_for("1").await.unwrap().cursor, None);
    take(&store, &setting(), theirs(1, "[1]")).await;
    let newer = r#"["of tomorrow"]"#;
    assert_eq!(take(&store, &setting(), theirs(2, newer)).await, TakenChange::LeftOut);
    assert_eq!(value(&store).await.as_deref(), Some("[1]"), "what is here stays");
    assert!(!store.synced().await.unwrap()[0].fits);
    assert_eq!(store.to_be_told().await.unwrap(), [], "and is not told over it");
    assert_eq!(store.sync_state_for("1").await.unwrap().cursor.as_deref(), Some("7"));
    assert_eq!(store.sync_state_for("2").await.unwrap().cursor, None, "from the beginning");
    assert_eq!(take(&store, &setting(), theirs(2, "[2]")).await, TakenChange::Applied);
    assert!(store.synced().await.unwrap()[0].fits);
    // What somebody sets here instead is told, behind their version.
    take(&store, &setting(), theirs(3, newer)).await;
    set(&store, "[3]").await;
    assert_eq!(next(&store).await.unwrap().version, Some(3));
}
