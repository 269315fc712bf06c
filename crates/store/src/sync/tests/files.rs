//! Provider files that the firm shares, as settings that are told and taken.

use super::*;

const FIRST: &str = "\"name = \\\"Acme\\\"\\n\"";

fn file() -> Thing {
    Thing::new(SyncKind::Setting, "provider_file.acme")
}

async fn shared(store: &Store) -> Option<String> {
    store.firm_files().await.unwrap().pop().map(|one| one.text)
}

#[tokio::test]
async fn what_is_offered_and_withdrawn_is_told_each_as_it_is_then() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    store.offer_file("acme", "name = \"Acme\"\n", "1", NOW).await.unwrap();
    let wish = next(&store).await.unwrap();
    assert_eq!((wish.thing.clone(), wish.facts.as_deref()), (file(), Some(FIRST)));
    store.wish_was_met(&wish, 1, AT).await.unwrap();
    store.choose_file("acme", "1", "declined", NOW).await.unwrap();
    store.offer_file("acme", "name = \"Acme\"\n", "1", NOW).await.unwrap();
    assert_eq!(next(&store).await, None, "what is said here is this computer's own");
    store.offer_file("acme", "two", "2", NOW).await.unwrap();
    let wish = next(&store).await.unwrap();
    assert_eq!((wish.version, wish.facts.as_deref()), (Some(1), Some("\"two\"")));
    store.wish_was_met(&wish, 2, AT).await.unwrap();
    store.withdraw_file("acme", NOW).await.unwrap();
    let wish = next(&store).await.unwrap();
    assert_eq!((wish.version, wish.facts), (Some(2), None));
}

#[tokio::test]
async fn what_others_share_is_known_and_not_told_back_and_withdrawn_by_them() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    assert_eq!(take(&store, &file(), theirs(1, FIRST)).await, TakenChange::Applied);
    assert_eq!(shared(&store).await.as_deref(), Some("name = \"Acme\"\n"));
    take(&store, &file(), theirs(2, "\"two\"")).await;
    assert_eq!(shared(&store).await.as_deref(), Some("two"));
    assert_eq!(take(&store, &file(), theirs(3, "null")).await, TakenChange::Applied);
    assert_eq!(shared(&store).await, None);
    assert_eq!(store.to_be_told().await.unwrap(), []);
    assert_eq!(store.file_choices().await.unwrap(), [], "a person takes it, and nobody has");
}

#[tokio::test]
async fn a_file_that_is_no_text_or_too_long_changes_nothing() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    let long = |length: usize| format!("\"{}\"", "é".repeat(length / 2));
    let (most, more) = (long(65536), long(65538));
    for (n, facts) in ["7", "[]", "\"\"", "{}", more.as_str()].into_iter().enumerate() {
        take(&store, &file(), theirs(1 + i64::try_from(n).unwrap(), facts)).await;
        assert_eq!(shared(&store).await, None, "{} bytes", facts.len());
    }
    take(&store, &file(), theirs(9, &most)).await;
    assert_eq!(shared(&store).await.map(|text| text.len()), Some(65536));
}

#[tokio::test]
async fn where_two_offer_different_texts_a_person_decides() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    store.offer_file("acme", "ours", "1", NOW).await.unwrap();
    assert_eq!(take(&store, &file(), theirs(1, "\"theirs\"")).await, TakenChange::ForAPerson);
    assert_eq!(shared(&store).await.as_deref(), Some("ours"));
    assert!(store.settle(&file(), false, change(LATER), fits).await.unwrap());
    assert_eq!(shared(&store).await.as_deref(), Some("theirs"));
    assert_eq!(next(&store).await, None);
}

#[tokio::test]
async fn with_the_server_that_is_left_goes_what_its_firm_shares_and_nobody_else_is_told_of_it() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    take(&store, &file(), theirs(1, FIRST)).await;
    store.choose_file("acme", "1", "taken", NOW).await.unwrap();
    assert!(store.end_enrolment("", NOW).await.unwrap());
    assert_eq!(shared(&store).await, None);
    assert_eq!(store.file_choices().await.unwrap().len(), 1, "what was said stays said");
    enrol(&store).await;
    assert_eq!(store.to_be_told().await.unwrap(), []);
}

#[tokio::test]
async fn what_a_role_does_not_let_offer_is_shared_as_the_server_has_it() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    take(&store, &file(), theirs(1, FIRST)).await;
    for withdrawn in [false, true] {
        match withdrawn {
            true => assert!(store.withdraw_file("acme", NOW).await.unwrap()),
            false => assert!(store.offer_file("acme", "two", "2", NOW).await.unwrap()),
        }
        let wish = next(&store).await.unwrap();
        store.wish_was_refused(&wish, "role_not_allowed", &crate::testing::entry()).await.unwrap();
        assert_eq!(shared(&store).await.as_deref(), Some("name = \"Acme\"\n"), "{withdrawn}");
        assert_eq!(store.to_be_told().await.unwrap(), []);
    }
}

#[tokio::test]
async fn connections_that_were_refused_for_want_of_a_file_are_told_again_once_it_is_shared() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    add(&store, &Connection::made("c", "acme", AT)).await;
    add(&store, &Connection::made("d", "xero", AT)).await;
    for _ in 0..2 {
        let wish = next(&store).await.unwrap();
        store.wish_was_refused(&wish, "field_wrong", &crate::testing::entry()).await.unwrap();
    }
    assert_eq!(store.to_be_told().await.unwrap(), []);
    store.offer_file("acme", "one", "1", NOW).await.unwrap();
    let wish = next(&store).await.unwrap();
    store.wish_was_met(&wish, 1, AT).await.unwrap();
    let again = [Thing::new(SyncKind::Connection, "c")];
    assert_eq!(store.to_be_told().await.unwrap(), again, "and no other");
    let wish = next(&store).await.unwrap();
    store.wish_was_refused(&wish, "field_wrong", &crate::testing::entry()).await.unwrap();
    take(&store, &file(), theirs(2, FIRST)).await;
    assert_eq!(store.to_be_told().await.unwrap(), again);
}
