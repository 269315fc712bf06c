//! Sign-ins from their beginning to each of their ends, with bytes that stand for seals.

use std::sync::Arc;

use super::*;
use crate::Connection;
use crate::connections::tests::row;
use crate::testing::{AT, LATER, add, change, entered, entry, sealed, store_with_vault};
use crate::vault::NewCredential;

const ENDS: &str = "2026-11-21T09:10:00Z";

const NEW: NewAttempt<'_> = NewAttempt {
    id: "1",
    state_digest: "digest of 1",
    provider: "xero",
    sign_in: "browser",
    environment: "live",
    connection: None,
    way: "relay",
    ends_at: ENDS,
};

const SECOND: NewAttempt<'_> = NewAttempt { id: "2", state_digest: "digest of 2", ..NEW };

const CREDENTIAL: NewCredential<'_> =
    NewCredential { id: "k", connection: "a", kind: "oauth", hint: None };

async fn begin(store: &Store, new: &NewAttempt<'_>) -> Option<String> {
    let seal = |generation| {
        assert_eq!(generation, 1);
        Ok::<_, ()>(sealed(1, "verifier"))
    };
    store.begin_attempt(new, change(AT), seal).await.unwrap().unwrap()
}

async fn take(store: &Store, digest: &str, provider: &str, at: &str) -> Taken {
    store.take_attempt(digest, provider, at, change(at)).await.unwrap()
}

async fn end_as(store: &Store, id: &str, how: &str) -> Option<Attempt> {
    store.end_attempt(id, how, change(LATER)).await.unwrap()
}

async fn finish(store: &Store, id: &str, connection: &Connection) -> bool {
    let finished = FinishedSignIn {
        connection,
        name: None,
        credential: CREDENTIAL,
        accounts: &[],
        mailbox: None,
    };
    let seal = |_| Ok::<_, ()>(sealed(1, "tokens"));
    store.finish_attempt(id, &finished, change(LATER), seal).await.unwrap().unwrap()
}

async fn credential(store: &Store) -> Option<Vec<u8>> {
    store.sealed_credential("k").await.unwrap().map(|row| row.sealed)
}

/// How the answer of a sign-in is met that has ended.
async fn how(store: &Store, digest: &str) -> String {
    match take(store, digest, "xero", AT).await {
        Taken::Already(ended) => ended.how,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_sign_in_is_there_at_the_next_start_with_what_was_sealed_in_it() {
    let (home, store) = store_with_vault().await;
    assert_eq!(begin(&store, &NEW).await, None);
    store.close().await;
    drop(store);
    let store = crate::testing::store(&home).await;
    let attempt = store.attempt("1").await.unwrap().unwrap();
    assert_eq!((attempt.phase.as_str(), attempt.ends_at.as_str()), ("waiting", ENDS));
    assert_eq!(store.attempts().await.unwrap(), [attempt]);
    assert_eq!(store.sealed_attempt("1").await.unwrap().unwrap().sealed, b"verifier");
}

#[tokio::test]
async fn a_sign_in_that_could_not_be_sealed_is_not_begun_and_ends_no_other() {
    let (_home, store) = store_with_vault().await;
    add(&store, &row("a")).await;
    begin(&store, &NewAttempt { connection: Some("a"), ..NEW }).await;
    let before = (store.attempts().await.unwrap(), entered(&store).await);
    let second = NewAttempt { connection: Some("a"), ..SECOND };
    let failed = store.begin_attempt(&second, change(LATER), |_| Err("no randomness")).await;
    assert_eq!(failed.unwrap(), Err("no randomness"));
    assert_eq!((store.attempts().await.unwrap(), entered(&store).await), before);
}

#[tokio::test]
async fn a_second_sign_in_to_the_same_connection_takes_the_place_of_the_first() {
    let (_home, store) = store_with_vault().await;
    add(&store, &row("a")).await;
    begin(&store, &NewAttempt { connection: Some("a"), ..NEW }).await;
    let second = NewAttempt { connection: Some("a"), ..SECOND };
    assert_eq!(begin(&store, &second).await.as_deref(), Some("1"));
    assert_eq!(how(&store, "digest of 1").await, "replaced");
    let ids: Vec<_> = store.attempts().await.unwrap().into_iter().map(|a| a.id).collect();
    assert_eq!(ids, ["2"]);
}

#[tokio::test]
async fn sign_ins_to_new_connections_go_on_beside_each_other() {
    let (_home, store) = store_with_vault().await;
    assert_eq!(begin(&store, &NEW).await, None);
    assert_eq!(begin(&store, &SECOND).await, None);
    assert_eq!(store.attempts().await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_many_take_at_once_is_taken_by_one() {
    let (_home, store) = store_with_vault().await;
    begin(&store, &NEW).await;
    let before = entered(&store).await;
    let store = Arc::new(store);
    let mut taking = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let store = Arc::clone(&store);
        taking.spawn(async move { take(&store, "digest of 1", "xero", LATER).await });
    }
    let taken = taking.join_all().await;
    let now = taken.iter().filter(|taken| matches!(taken, Taken::Now(..))).count();
    let under_way = taken.iter().filter(|taken| matches!(taken, Taken::UnderWay(_))).count();
    assert_eq!((now, under_way), (1, 49));
    assert_eq!(entered(&store).await, before + 1);
}

#[tokio::test]
async fn an_answer_that_is_taken_comes_with_what_it_is_redeemed_with() {
    let (_home, store) = store_with_vault().await;
    begin(&store, &NEW).await;
    let Taken::Now(attempt, row) = take(&store, "digest of 1", "xero", LATER).await else {
        panic!("it was not taken");
    };
    assert_eq!((attempt.id.as_str(), attempt.phase.as_str()), ("1", "answered"));
    assert_eq!((row.id.as_str(), row.generation, row.sealed), ("1", 1, b"verifier".to_vec()));
    assert_eq!(store.attempt("1").await.unwrap(), Some(attempt));
}

#[tokio::test]
async fn an_answer_in_anothers_name_or_too_late_or_that_nobody_asked_for_changes_nothing() {
    let (_home, store) = store_with_vault().await;
    begin(&store, &NEW).await;
    let attempt = store.attempt("1").await.unwrap().unwrap();
    let before = entered(&store).await;
    let other = take(&store, "digest of 1", "stripe", LATER).await;
    assert_eq!(other, Taken::OtherProvider(attempt.clone()));
    for at in [ENDS, "2026-11-21T09:10:00.5Z"] {
        let late = take(&store, "digest of 1", "xero", at).await;
        assert_eq!(late, Taken::TooLate(attempt.clone()));
    }
    assert_eq!(take(&store, "of another", "xero", LATER).await, Taken::Unknown);
    assert_eq!(store.attempt("1").await.unwrap(), Some(attempt));
    assert_eq!(entered(&store).await, before);
    let in_time = take(&store, "digest of 1", "xero", "2026-11-21T09:09:59.999Z").await;
    assert!(matches!(in_time, Taken::Now(..)), "{in_time:?}");
}

#[tokio::test]
async fn what_is_kept_while_a_person_chooses_is_sealed_for_a_new_generation() {
    let (_home, store) = store_with_vault().await;
    begin(&store, &NEW).await;
    take(&store, "digest of 1", "xero", LATER).await;
    let failed = store.keep_in_attempt("1", "choosing", change(LATER), |_| Err("no randomness"));
    assert_eq!(failed.await.unwrap(), Err("no randomness"));
    assert_eq!(store.attempt("1").await.unwrap().unwrap().phase, "answered");
    let seal = |generation| {
        assert_eq!(generation, 2);
        Ok::<_, ()>(sealed(1, "grant"))
    };
    let kept = store.keep_in_attempt("1", "choosing", change(LATER), seal).await.unwrap();
    assert_eq!(kept, Ok(true));
    let row = store.sealed_attempt("1").await.unwrap().unwrap();
    assert_eq!((row.generation, row.sealed.as_slice()), (2, b"grant".as_slice()));
    let again = take(&store, "digest of 1", "xero", LATER).await;
    assert!(matches!(again, Taken::UnderWay(attempt) if attempt.phase == "choosing"));
    let seal = |_| Ok::<_, ()>(sealed(1, "grant"));
    let gone = store.keep_in_attempt("gone", "choosing", change(LATER), seal).await.unwrap();
    assert_eq!(gone, Ok(false));
}

#[tokio::test]
async fn what_is_kept_while_a_sign_in_waits_comes_with_its_answer_and_never_after_it() {
    let (_home, store) = store_with_vault().await;
    begin(&store, &NEW).await;
    let read = store.sealed_attempt("1").await.unwrap().unwrap();
    let seal = |_| Ok::<_, ()>(sealed(1, "more"));
    assert_eq!(store.keep_while_waiting(&read, change(AT), seal).await.unwrap(), Ok(true));
    assert_eq!(store.keep_while_waiting(&read, change(AT), seal).await.unwrap(), Ok(false));
    let Taken::Now(_, row) = take(&store, "digest of 1", "xero", AT).await else {
        panic!("it was not taken");
    };
    assert_eq!((row.generation, row.sealed.as_slice()), (2, b"more".as_slice()));
    assert_eq!(store.keep_while_waiting(&row, change(AT), seal).await.unwrap(), Ok(false));
    assert_eq!(store.attempt("1").await.unwrap().unwrap().phase, "answered");
}

#[tokio::test]
async fn a_sign_in_that_asks_anew_waits_for_the_new_answer_alone_and_ends_once() {
    let (_home, store) = store_with_vault().await;
    begin(&store, &NEW).await;
    let read = store.sealed_attempt("1").await.unwrap().unwrap();
    let instead = Waiting { state_digest: "another", way: "paste", ends_at: LATER };
    let seal = |_| Ok::<_, ()>(sealed(1, "another verifier"));
    let failed = store.ask_anew(&read, &instead, change(AT), |_| Err("no randomness")).await;
    assert_eq!(failed.unwrap(), Err("no randomness"));
    assert_eq!(store.ask_anew(&read, &instead, change(AT), seal).await.unwrap(), Ok(true));
    let attempt = store.attempt("1").await.unwrap().unwrap();
    assert_eq!((attempt.way.as_str(), attempt.ends_at.as_str()), ("paste", LATER));
    assert_eq!(how(&store, "digest of 1").await, "replaced");
    let stale = Waiting { state_digest: "a third", ..instead };
    assert_eq!(store.ask_anew(&read, &stale, change(AT), seal).await.unwrap(), Ok(false));

    let Taken::Now(_, row) = take(&store, "another", "xero", AT).await else {
        panic!("it was not taken");
    };
    assert_eq!((row.generation, row.sealed.as_slice()), (2, b"another verifier".as_slice()));
    let answered = store.ask_anew(&row, &stale, change(AT), seal).await.unwrap();
    assert_eq!(answered, Ok(false), "its answer is there");
    assert!(end_as(&store, "1", "failed").await.is_some());
    assert_eq!(how(&store, "another").await, "failed");
}

#[tokio::test]
async fn a_sign_in_ends_once_with_what_was_sealed_in_it_and_its_answer_is_known_afterwards() {
    let (_home, store) = store_with_vault().await;
    begin(&store, &NEW).await;
    let before = entered(&store).await;
    assert_eq!(end_as(&store, "1", "cancelled").await.unwrap().id, "1");
    assert_eq!(end_as(&store, "1", "failed").await, None);
    assert_eq!(entered(&store).await, before + 1);
    assert_eq!(store.sealed_attempt("1").await.unwrap(), None);
    assert_eq!(how(&store, "digest of 1").await, "cancelled");
}

#[tokio::test]
async fn every_sign_in_whose_time_is_over_ends_and_is_entered_once() {
    let (_home, store) = store_with_vault().await;
    begin(&store, &NEW).await;
    begin(&store, &NewAttempt { ends_at: "2026-11-21T09:20:00Z", ..SECOND }).await;
    let before = entered(&store).await;
    let expired = store.expire_attempts(ENDS, |_| entry()).await.unwrap();
    assert_eq!(expired.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["1"]);
    assert_eq!(store.expire_attempts(ENDS, |_| entry()).await.unwrap(), []);
    assert_eq!(entered(&store).await, before + 1);
    assert_eq!(how(&store, "digest of 1").await, "expired");
    assert!(store.attempt("2").await.unwrap().is_some());
}

#[tokio::test]
async fn an_answer_that_came_in_time_has_a_minute_to_be_redeemed() {
    let (_home, store) = store_with_vault().await;
    begin(&store, &NEW).await;
    take(&store, "digest of 1", "xero", "2026-11-21T09:09:59Z").await;
    let expired = async |at| store.expire_attempts(at, |_| entry()).await.unwrap().len();
    assert_eq!(expired("2026-11-21T09:10:59Z").await, 0);
    assert_eq!(expired("2026-11-21T09:11:00Z").await, 1);
}

#[tokio::test]
async fn how_a_sign_in_ended_is_forgotten_after_thirty_days() {
    let (_home, store) = store_with_vault().await;
    begin(&store, &NEW).await;
    end_as(&store, "1", "refused").await;
    store.expire_attempts("2026-12-21T09:00:59Z", |_| entry()).await.unwrap();
    assert_eq!(how(&store, "digest of 1").await, "refused");
    store.expire_attempts("2026-12-21T09:01:00Z", |_| entry()).await.unwrap();
    assert_eq!(take(&store, "digest of 1", "xero", AT).await, Taken::Unknown);
}

#[tokio::test]
async fn a_sign_in_that_is_done_leaves_a_connection_and_its_credential_and_is_gone() {
    let (_home, store) = store_with_vault().await;
    begin(&store, &NEW).await;
    let before = entered(&store).await;
    assert!(finish(&store, "1", &row("a")).await);
    assert_eq!(store.connections().await.unwrap(), [row("a")]);
    assert_eq!(credential(&store).await.unwrap(), b"tokens");
    assert_eq!(how(&store, "digest of 1").await, "done");
    assert_eq!(entered(&store).await, before + 1);
}

#[tokio::test]
async fn signing_in_again_writes_the_connection_and_its_credential_in_place() {
    let (_home, store) = store_with_vault().await;
    let dead = Connection { condition: "reconnect_needed".into(), ..row("a") };
    add(&store, &dead).await;
    let old = |_| Ok::<_, ()>(sealed(1, "old"));
    store.save_credential(&CREDENTIAL, change(AT), old).await.unwrap().unwrap();
    begin(&store, &NewAttempt { connection: Some("a"), ..NEW }).await;
    assert!(finish(&store, "1", &row("a")).await);
    let found = store.connection("a").await.unwrap().unwrap();
    assert_eq!(found, Connection { changed_at: LATER.into(), ..row("a") });
    let kept = store.sealed_credential("k").await.unwrap().unwrap();
    assert_eq!((kept.generation, kept.sealed.as_slice()), (2, b"tokens".as_slice()));
}

#[tokio::test]
async fn a_renewal_that_a_sign_in_overtook_does_not_put_the_old_permission_back() {
    let (_home, store) = store_with_vault().await;
    add(&store, &row("a")).await;
    assert!(store.begin_renewal("a", AT, std::time::Duration::from_secs(120)).await.unwrap());
    begin(&store, &NewAttempt { connection: Some("a"), ..NEW }).await;
    assert!(finish(&store, "1", &row("a")).await);
    let late = |_| Ok::<_, ()>(sealed(1, "renewed"));
    let ended = store.end_renewal(&row("a"), AT, CREDENTIAL, change(LATER), late).await.unwrap();
    assert_eq!(ended, Ok(false));
    assert_eq!(credential(&store).await.unwrap(), b"tokens");
}

#[tokio::test]
async fn a_sign_in_that_is_gone_brings_nothing_any_more() {
    let (_home, store) = store_with_vault().await;
    begin(&store, &NEW).await;
    end_as(&store, "1", "cancelled").await;
    let before = entered(&store).await;
    assert!(!finish(&store, "1", &row("a")).await);
    assert_eq!(store.connections().await.unwrap(), []);
    assert_eq!(credential(&store).await, None);
    assert_eq!(entered(&store).await, before);
}

#[tokio::test]
async fn a_sign_in_whose_credential_could_not_be_sealed_or_kept_is_still_under_way() {
    let (_home, store) = store_with_vault().await;
    begin(&store, &NEW).await;
    let before = entered(&store).await;
    let (connection, credential) = (&row("a"), CREDENTIAL);
    let finished =
        FinishedSignIn { connection, name: None, credential, accounts: &[], mailbox: None };
    let failed = store.finish_attempt("1", &finished, change(LATER), |_| Err("no randomness"));
    assert_eq!(failed.await.unwrap(), Err("no randomness"));
    // The database refuses it, after the connection was added.
    let credential = NewCredential { connection: "another", ..CREDENTIAL };
    let finished =
        FinishedSignIn { connection, name: None, credential, accounts: &[], mailbox: None };
    let seal = |_| Ok::<_, ()>(sealed(1, "tokens"));
    assert!(store.finish_attempt("1", &finished, change(LATER), seal).await.is_err());
    assert_eq!(store.connections().await.unwrap(), []);
    assert!(store.attempt("1").await.unwrap().is_some());
    assert_eq!(entered(&store).await, before);
}

#[tokio::test]
async fn a_connection_that_is_removed_ends_the_sign_in_to_it() {
    let (_home, store) = store_with_vault().await;
    add(&store, &row("a")).await;
    begin(&store, &NewAttempt { connection: Some("a"), ..NEW }).await;
    assert!(store.remove_connection("a", change(LATER)).await.unwrap());
    assert_eq!(store.attempts().await.unwrap(), []);
    assert_eq!(how(&store, "digest of 1").await, "cancelled");
}
