//! Each step of handing over and taking back, and what it refuses.

use std::time::Duration;

use super::*;
use crate::connections::tests::row;
use crate::testing::{AT, LATER, NOW, change, entered, sealed, store_with_vault};
use crate::vault::NewCredential;
use crate::{Connection, FinishedSignIn, LettingGo};

const LEASE: Duration = Duration::from_secs(120);
const NUMBER: &str = "0123456789abcdef0123456789abcdef";
const ANOTHER: &str = "fedcba9876543210fedcba9876543210";
const CREDENTIAL: NewCredential<'_> =
    NewCredential { id: "a.grant", connection: "a", kind: "grant", hint: None };

const fn new(handover: &str, generation: i64) -> NewHandover<'_> {
    NewHandover { connection: "a", handover, credential: "a.grant", generation }
}

async fn connected() -> (tempfile::TempDir, Store) {
    let (home, store) = store_with_vault().await;
    signed_in(&store, false).await;
    (home, store)
}

/// Signs in, for the first time or again.
async fn signed_in(store: &Store, again: bool) {
    let row = row("a");
    let new = FinishedSignIn {
        connection: &row,
        name: None,
        credential: CREDENTIAL,
        accounts: &[],
        mailbox: None,
    };
    let seal = |_| Ok::<_, ()>(sealed(1, "sealed"));
    if again {
        assert_eq!(store.replace_signed_in(&new, NOW, seal).await.unwrap(), Ok(true));
    } else {
        store.add_signed_in(&new, NOW, seal).await.unwrap().unwrap();
    }
}

async fn offered(store: &Store) -> Handover {
    store.offer(new(NUMBER, 1), NOW).await.unwrap().unwrap()
}

async fn let_go(store: &Store, one: &Handover) -> LettingGo {
    store.let_go(one, "a.grant", NOW).await.unwrap()
}

async fn held(store: &Store) -> Handover {
    let one = offered(store).await;
    assert_eq!(let_go(store, &one).await, LettingGo::Done);
    assert!(store.held_by_server(&one, NOW).await.unwrap());
    one
}

async fn state(store: &Store) -> Option<String> {
    store.handover("a").await.unwrap().map(|one| one.state)
}

async fn connection(store: &Store) -> Connection {
    store.connection("a").await.unwrap().unwrap()
}

async fn may_renew(store: &Store) -> bool {
    let may = store.begin_renewal("a", AT, LEASE).await.unwrap();
    store.abandon_renewal("a", AT, NOW).await.unwrap();
    may
}

#[tokio::test]
async fn until_it_lets_go_this_computer_renews_and_from_then_on_it_does_not() {
    let (_home, store) = connected().await;
    let one = offered(&store).await;
    assert!(may_renew(&store).await, "it is only offered");
    assert_eq!(let_go(&store, &one).await, LettingGo::Done);
    assert!(!may_renew(&store).await);
    assert!(store.begin_ending("a", AT, LEASE).await.unwrap(), "it may be ended");
    assert!(store.sealed_credential("a.grant").await.unwrap().is_some(), "nothing is lost");
    assert!(store.held_by_server(&one, change(LATER)).await.unwrap());
    assert!(!store.held_by_server(&one, change(LATER)).await.unwrap(), "once is enough");
    assert_eq!(store.sealed_credential("a.grant").await.unwrap(), None);
    assert_eq!(connection(&store).await.custodian, "firm_server");
    assert!(!may_renew(&store).await);
    assert_eq!(state(&store).await.as_deref(), Some("held"));
}

#[tokio::test]
async fn nobody_lets_go_while_somebody_renews_or_of_what_was_not_sent() {
    let (_home, store) = connected().await;
    let one = offered(&store).await;
    assert!(store.begin_renewal("a", AT, LEASE).await.unwrap());
    assert_eq!(let_go(&store, &one).await, LettingGo::Busy);
    let seal = |_| Ok::<_, ()>(sealed(1, "renewed"));
    let renewed = Connection { last_success_at: Some(LATER.into()), ..row("a") };
    let ended = store.end_renewal(&renewed, AT, CREDENTIAL, NOW, seal).await.unwrap();
    assert_eq!(ended, Ok(true));
    assert_eq!(let_go(&store, &one).await, LettingGo::Changed, "what was sent is spent");
    let again = store.offer(new(ANOTHER, 2), NOW).await.unwrap().unwrap();
    assert_eq!((again.handover.as_str(), again.generation), (NUMBER, 2), "its number stays");
    assert_eq!(let_go(&store, &again).await, LettingGo::Done);
    assert_eq!(let_go(&store, &again).await, LettingGo::Gone, "it was let go already");
    assert_eq!(store.offer(new(NUMBER, 2), NOW).await.unwrap(), None);
}

#[tokio::test]
async fn what_is_not_this_computers_or_not_as_it_was_is_not_offered() {
    let (_home, store) = connected().await;
    assert_eq!(store.offer(new(NUMBER, 7), NOW).await.unwrap(), None);
    let other = NewHandover { connection: "b", ..new(NUMBER, 1) };
    assert_eq!(store.offer(other, NOW).await.unwrap(), None);
    held(&store).await;
    assert_eq!(store.offer(new(ANOTHER, 1), NOW).await.unwrap(), None);
    assert_eq!(store.handovers().await.unwrap().len(), 1);
}

#[tokio::test]
async fn one_that_is_called_back_is_renewed_here_again() {
    let (_home, store) = connected().await;
    let one = offered(&store).await;
    assert_eq!(let_go(&store, &one).await, LettingGo::Done);
    store.note_handover(&one, LATER, Some("{}")).await.unwrap();
    let noted = store.handover("a").await.unwrap().unwrap();
    assert_eq!((noted.tried_at.as_deref(), noted.problem.as_deref()), (Some(LATER), Some("{}")));
    let before = entered(&store).await;
    assert!(store.keep_here(&one, change(LATER)).await.unwrap());
    assert!(!store.keep_here(&one, change(LATER)).await.unwrap());
    assert_eq!(entered(&store).await, before + 1);
    assert!(may_renew(&store).await);
    assert!(!store.held_by_server(&one, NOW).await.unwrap(), "a late word changes nothing");
    assert!(store.sealed_credential("a.grant").await.unwrap().is_some());
}

#[tokio::test]
async fn signing_in_again_takes_it_back_and_says_so_until_the_server_knows() {
    let (_home, store) = connected().await;
    let one = held(&store).await;
    signed_in(&store, true).await;
    assert_eq!(connection(&store).await.custodian, "this_computer");
    assert_eq!(state(&store).await.as_deref(), Some("taking_back"));
    assert!(may_renew(&store).await, "the new permission is this computer's own");
    assert!(!store.keep_here(&one, NOW).await.unwrap());
    assert!(store.was_taken_back(&one, NOW).await.unwrap());
    assert_eq!(state(&store).await, None);
}

#[tokio::test]
async fn one_that_the_server_gave_up_has_to_be_signed_in_to() {
    let (_home, store) = connected().await;
    let one = held(&store).await;
    assert!(store.was_given_up(&one, "Why.", change(LATER)).await.unwrap());
    let row = connection(&store).await;
    assert_eq!(
        (row.custodian.as_str(), row.condition.as_str()),
        ("this_computer", "reconnect_needed")
    );
    assert_eq!((row.condition_about.as_deref(), state(&store).await), (Some("Why."), None));
}

#[tokio::test]
async fn leaving_without_a_word_leaves_nothing_that_two_could_use() {
    let (_home, store) = connected().await;
    let one = offered(&store).await;
    assert_eq!(let_go(&store, &one).await, LettingGo::Done);
    let forget = async |writer: &mut SqliteConnection| forget_all(writer, "Left.", AT).await;
    store.in_transaction(forget).await.unwrap();
    assert_eq!(store.sealed_credential("a.grant").await.unwrap(), None);
    assert_eq!(connection(&store).await.condition, "reconnect_needed");
    assert_eq!(store.handovers().await.unwrap(), []);
    // One that was only offered stays as it is.
    signed_in(&store, true).await;
    store.offer(new(ANOTHER, 1), NOW).await.unwrap().unwrap();
    store.in_transaction(forget).await.unwrap();
    assert_eq!(connection(&store).await.condition, "works");
}

#[tokio::test]
async fn a_row_that_was_read_before_does_not_change_who_holds_it() {
    let (_home, store) = connected().await;
    let before = connection(&store).await;
    held(&store).await;
    assert!(store.update_connection(&before, NOW).await.unwrap());
    assert_eq!(connection(&store).await.custodian, "firm_server");
    assert!(store.remove_connection("a", NOW).await.unwrap());
    assert_eq!(store.handovers().await.unwrap(), [], "it goes with its connection");
}
