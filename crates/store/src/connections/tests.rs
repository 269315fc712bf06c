//! Connections as they change, and renewals of which one at a time is under way.

use std::sync::Arc;

use super::*;
use crate::testing::{AT, LATER, add, change, entered, sealed, store_with_vault};
use crate::vault::NewCredential;

const CREDENTIAL: NewCredential<'_> =
    NewCredential { id: "k", connection: "a", kind: "oauth", hint: None };

/// A connection that works.
pub(crate) fn row(id: &str) -> Connection {
    let account_name = Some("Miller & Co".into());
    Connection { account_name, ..Connection::made(id, "xero", "2026-01-01T00:00:00Z") }
}

async fn connected() -> (tempfile::TempDir, Store) {
    let (home, store) = store_with_vault().await;
    add(&store, &row("a")).await;
    save(&store, "one").await;
    (home, store)
}

async fn save(store: &Store, text: &str) {
    let seal = |_| Ok::<_, ()>(sealed(1, text));
    store.save_credential(&CREDENTIAL, change(AT), seal).await.unwrap().unwrap();
}

async fn credential(store: &Store) -> Option<Vec<u8>> {
    store.sealed_credential("k").await.unwrap().map(|row| row.sealed)
}

async fn connection(store: &Store) -> Connection {
    store.connection("a").await.unwrap().unwrap()
}

/// As it is when a renewal worked.
fn renewed() -> Connection {
    Connection {
        access_ends_at: Some("2026-11-21T09:31:00Z".into()),
        last_success_at: Some(LATER.into()),
        changed_at: LATER.into(),
        ..row("a")
    }
}

async fn end(store: &Store, row: &Connection) -> bool {
    let seal = |_| Ok::<_, ()>(sealed(1, "two"));
    store.end_renewal(row, CREDENTIAL, change(LATER), seal).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_connection_is_written_in_place_and_entered_once() {
    let (_home, store) = connected().await;
    let before = entered(&store).await;
    let renamed =
        Connection { label: Some("Miller".into()), sign_in: Some("browser".into()), ..row("a") };
    assert!(store.update_connection(&renamed, change(LATER)).await.unwrap());
    assert_eq!(connection(&store).await, Connection { changed_at: LATER.into(), ..renamed });
    assert!(!store.update_connection(&row("gone"), change(LATER)).await.unwrap());
    assert_eq!(entered(&store).await, before + 1);
}

#[tokio::test]
async fn a_connection_never_becomes_one_of_another_provider_or_environment() {
    let (_home, store) = connected().await;
    for other in [
        Connection { provider: "stripe".into(), ..row("a") },
        Connection { environment: "sandbox".into(), ..row("a") },
    ] {
        assert!(!store.update_connection(&other, change(LATER)).await.unwrap());
    }
    assert_eq!(connection(&store).await, row("a"));
}

#[tokio::test]
async fn a_connection_that_is_removed_takes_its_credentials_with_it() {
    let (_home, store) = connected().await;
    add(&store, &row("b")).await;
    let before = entered(&store).await;
    assert!(store.remove_connection("a", change(LATER)).await.unwrap());
    assert!(!store.remove_connection("a", change(LATER)).await.unwrap());
    assert_eq!(credential(&store).await, None);
    assert_eq!(store.connections().await.unwrap(), [row("b")]);
    assert_eq!(entered(&store).await, before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_that_want_to_renew_at_once_exactly_one_may() {
    let (_home, store) = connected().await;
    let store = Arc::new(store);
    let mut asked = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let store = Arc::clone(&store);
        asked.spawn(async move { store.begin_renewal("a", LATER, AT).await.unwrap() });
    }
    let may = asked.join_all().await.into_iter().filter(|may| *may).count();
    assert_eq!(may, 1);
    assert_eq!(connection(&store).await.renewing_since.as_deref(), Some(LATER));
}

#[tokio::test]
async fn a_renewal_that_nobody_ended_may_be_begun_again_when_its_time_is_over() {
    let (_home, store) = connected().await;
    assert!(store.begin_renewal("a", "2026-11-21T09:00:00.5Z", AT).await.unwrap());
    // Written with fewer digits, and yet earlier: times are compared, not their letters.
    assert!(!store.begin_renewal("a", LATER, "2026-11-21T09:00:00Z").await.unwrap());
    assert!(!store.begin_renewal("a", LATER, "2026-11-21T09:00:00.5Z").await.unwrap());
    assert!(store.begin_renewal("a", LATER, "2026-11-21T09:00:00.501Z").await.unwrap());
    assert!(!store.begin_renewal("gone", LATER, LATER).await.unwrap());
}

#[tokio::test]
async fn a_renewal_ends_with_the_new_credential_and_the_new_clocks_together() {
    let (_home, store) = connected().await;
    assert!(store.begin_renewal("a", AT, AT).await.unwrap());
    let before = entered(&store).await;
    assert!(end(&store, &renewed()).await);
    assert_eq!(credential(&store).await.unwrap(), b"two");
    assert_eq!(connection(&store).await, renewed());
    assert_eq!(entered(&store).await, before + 1);
}

#[tokio::test]
async fn a_renewal_whose_credential_could_not_be_sealed_changes_nothing_and_is_still_under_way() {
    let (_home, store) = connected().await;
    assert!(store.begin_renewal("a", AT, AT).await.unwrap());
    let before = (connection(&store).await, entered(&store).await);
    let renewed = renewed();
    let failed = store.end_renewal(&renewed, CREDENTIAL, change(LATER), |_| Err("no randomness"));
    assert_eq!(failed.await.unwrap(), Err("no randomness"));
    assert_eq!((connection(&store).await, entered(&store).await), before);
    assert_eq!(credential(&store).await.unwrap(), b"one");
}

#[tokio::test]
async fn what_a_renewal_brought_for_a_connection_that_nobody_renews_any_more_is_left_out() {
    let (_home, store) = connected().await;
    let before = entered(&store).await;
    assert!(!end(&store, &renewed()).await);
    assert!(!end(&store, &row("gone")).await);
    assert_eq!(credential(&store).await.unwrap(), b"one");
    assert_eq!(connection(&store).await, row("a"));
    assert_eq!(entered(&store).await, before);
}

#[tokio::test]
async fn what_a_person_changed_during_a_renewal_stays() {
    let (_home, store) = connected().await;
    assert!(store.begin_renewal("a", AT, AT).await.unwrap());
    let label = Some("Miller".to_owned());
    let paused = Connection { condition: "paused".into(), label: label.clone(), ..row("a") };
    assert!(store.update_connection(&paused, change(AT)).await.unwrap());
    assert!(connection(&store).await.renewing_since.is_some(), "it is still under way");
    assert!(end(&store, &renewed()).await);
    let found = connection(&store).await;
    assert_eq!((found.condition.as_str(), found.label), ("paused", label));
    assert_eq!(found.access_ends_at, renewed().access_ends_at);
}

#[tokio::test]
async fn a_renewal_that_is_given_up_may_be_begun_again_at_once() {
    let (_home, store) = connected().await;
    let before = entered(&store).await;
    assert!(!store.abandon_renewal("a", change(AT)).await.unwrap());
    assert!(store.begin_renewal("a", AT, AT).await.unwrap());
    assert!(store.abandon_renewal("a", change(AT)).await.unwrap());
    assert!(store.begin_renewal("a", AT, AT).await.unwrap());
    assert_eq!(entered(&store).await, before + 1);
}
