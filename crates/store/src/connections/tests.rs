//! Connections as they change, and renewals of which one at a time is under way.

use std::sync::Arc;
use std::time::Duration;

use super::*;
use crate::NewRepair;
use crate::testing::{AT, LATER, add, change, entered, sealed, store_with_vault};
use crate::vault::NewCredential;

/// How long whoever renews is left alone.
const LEASE: Duration = Duration::from_secs(120);

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
    store.end_renewal(row, AT, CREDENTIAL, change(LATER), seal).await.unwrap().unwrap()
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
        asked.spawn(async move { store.begin_renewal("a", LATER, LEASE).await.unwrap() });
    }
    let may = asked.join_all().await.into_iter().filter(|may| *may).count();
    assert_eq!(may, 1);
    assert_eq!(connection(&store).await.renewing_since.as_deref(), Some(LATER));
}

#[tokio::test]
async fn a_renewal_that_nobody_ended_may_be_begun_again_when_its_time_is_over() {
    let (_home, store) = connected().await;
    let begin = async |id, at| store.begin_renewal(id, at, LEASE).await.unwrap();
    assert!(begin("a", "2026-11-21T09:00:00.5Z").await);
    // Written with fewer digits, and yet later: times are compared, not their letters.
    assert!(!begin("a", "2026-11-21T09:01:00Z").await);
    assert!(!begin("a", "2026-11-21T09:02:00.4Z").await);
    assert!(begin("a", "2026-11-21T09:02:00.6Z").await);
    assert!(!begin("gone", LATER).await);
}

#[tokio::test]
async fn a_clock_that_was_put_back_does_not_keep_a_connection_from_being_renewed() {
    let (_home, store) = connected().await;
    assert!(store.begin_renewal("a", "2026-11-22T09:00:00Z", LEASE).await.unwrap());
    assert!(store.begin_renewal("a", AT, LEASE).await.unwrap());
}

#[tokio::test]
async fn what_came_late_is_kept_and_whoever_took_the_renewal_over_still_has_it() {
    let (_home, store) = connected().await;
    assert!(store.begin_renewal("a", AT, LEASE).await.unwrap());
    let over = "2026-11-21T10:00:00Z";
    assert!(store.begin_renewal("a", over, LEASE).await.unwrap());
    assert!(end(&store, &renewed()).await);
    assert_eq!(credential(&store).await.unwrap(), b"two");
    assert_eq!(connection(&store).await.renewing_since.as_deref(), Some(over));
    let nothing = Unrenewed { condition: Some(("delayed", None)), retry_at: None, repair: None };
    assert!(!store.give_up_renewal("a", AT, &nothing, change(LATER)).await.unwrap());
    assert_eq!(connection(&store).await.condition, "works");
}

#[tokio::test]
async fn a_renewal_that_failed_writes_what_was_found_and_asks_once() {
    let (_home, store) = connected().await;
    let label = Some("Miller".to_owned());
    for (id, asks) in [("1", 1), ("2", 0)] {
        assert!(store.begin_renewal("a", AT, LEASE).await.unwrap());
        let named = Connection { label: label.clone(), ..connection(&store).await };
        assert!(store.update_connection(&named, change(AT)).await.unwrap());
        let before = entered(&store).await;
        let repair = NewRepair { id, connection: "a", kind: "reconnect", about: None };
        let found = Unrenewed {
            condition: Some(("reconnect_needed", Some("it is over"))),
            retry_at: Some(LATER),
            repair: Some(repair),
        };
        assert!(store.give_up_renewal("a", AT, &found, change(LATER)).await.unwrap());
        assert_eq!(entered(&store).await, before + asks);
        let row = connection(&store).await;
        assert_eq!(row.condition_about.as_deref(), Some("it is over"));
        assert_eq!((row.condition.as_str(), &row.label), ("reconnect_needed", &label));
        assert_eq!((row.retry_at.as_deref(), row.renewing_since), (Some(LATER), None));
    }
    assert_eq!(store.open_repairs().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_renewal_ends_with_the_new_credential_and_the_new_clocks_together() {
    let (_home, store) = connected().await;
    assert!(store.begin_renewal("a", AT, LEASE).await.unwrap());
    let before = entered(&store).await;
    assert!(end(&store, &renewed()).await);
    assert_eq!(credential(&store).await.unwrap(), b"two");
    assert_eq!(connection(&store).await, renewed());
    assert_eq!(entered(&store).await, before + 1);
}

#[tokio::test]
async fn a_renewal_whose_credential_could_not_be_sealed_changes_nothing_and_is_still_under_way() {
    let (_home, store) = connected().await;
    assert!(store.begin_renewal("a", AT, LEASE).await.unwrap());
    let before = (connection(&store).await, entered(&store).await);
    let renewed = renewed();
    let failed =
        store.end_renewal(&renewed, AT, CREDENTIAL, change(LATER), |_| Err("no randomness"));
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
    assert!(store.begin_renewal("a", AT, LEASE).await.unwrap());
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
    assert!(!store.abandon_renewal("a", AT, change(AT)).await.unwrap());
    assert!(store.begin_renewal("a", AT, LEASE).await.unwrap());
    assert!(store.abandon_renewal("a", AT, change(AT)).await.unwrap());
    assert!(store.begin_renewal("a", AT, LEASE).await.unwrap());
    assert_eq!(entered(&store).await, before + 1);
}
