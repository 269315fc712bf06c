//! What is noted to be told, handed out, and told again.

use super::*;

#[tokio::test]
async fn nothing_is_noted_before_coming_in_and_everything_with_it_and_nothing_after_leaving() {
    let (_home, store) = store_with_vault().await;
    set(&store, "[1]").await;
    store.set("words_of_this_computer", Some("x"), NOW).await.unwrap();
    add(&store, &Connection::made("c", "xero", AT)).await;
    assert_eq!(store.to_be_told().await.unwrap(), []);
    enrol(&store).await;
    let connection = Thing::new(SyncKind::Connection, "c");
    assert_eq!(store.to_be_told().await.unwrap(), [setting(), connection]);
    store.end_enrolment("", NOW).await.unwrap();
    assert_eq!(store.to_be_told().await.unwrap(), []);
    set(&store, "[2]").await;
    assert_eq!(store.to_be_told().await.unwrap(), []);
}

#[tokio::test]
async fn what_was_handed_out_is_told_again_as_it_was_and_what_changed_meanwhile_behind_it() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    set(&store, "[1]").await;
    set(&store, "[2]").await;
    let first = next(&store).await.unwrap();
    assert_eq!((first.version, first.facts.as_deref()), (None, Some("[2]")), "the newest of both");
    set(&store, "[3]").await;
    assert_eq!(next(&store).await, Some(first.clone()), "the same under the same key");
    store.wish_was_met(&first, 1, AT).await.unwrap();
    let second = next(&store).await.unwrap();
    assert_ne!(second.idempotency_key, first.idempotency_key);
    assert_eq!((second.version, second.facts.as_deref()), (Some(1), Some("[3]")));
    store.wish_was_met(&second, 2, AT).await.unwrap();
    assert_eq!(next(&store).await, None);
    // What is as it was is no news, however often it was written.
    set(&store, "[4]").await;
    set(&store, "[3]").await;
    assert_eq!(next(&store).await, None);
    assert_eq!(store.to_be_told().await.unwrap(), []);
}

#[tokio::test]
async fn many_are_handed_out_at_once_and_of_each_thing_the_oldest_alone() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    set(&store, "[1]").await;
    add(&store, &Connection::made("c", "xero", AT)).await;
    add(&store, &Connection::made("d", "xero", AT)).await;
    let all = store.next_wishes(9, facts).await.unwrap();
    assert_eq!(all.len(), 3);
    set(&store, "[2]").await;
    assert_eq!(store.next_wishes(9, facts).await.unwrap(), all, "the same under the same keys");
    let two = store.next_wishes(2, facts).await.unwrap();
    assert_eq!(two[..], all[..2], "no more than are wanted, the oldest first");
    for wish in &all {
        store.wish_was_met(wish, 1, AT).await.unwrap();
    }
    let behind = store.next_wishes(9, facts).await.unwrap();
    let behind: Vec<_> = behind.iter().map(|one| (one.version, one.facts.as_deref())).collect();
    assert_eq!(behind, [(Some(1), Some("[2]"))]);
}

#[tokio::test]
async fn a_change_that_is_taken_back_leaves_no_news() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    let failed = store
        .in_transaction(async |writer| {
            sqlx::query("insert into settings values ('ai_order', '[1]', 'x')")
                .execute(&mut *writer)
                .await?;
            sqlx::query("no statement").execute(writer).await
        })
        .await;
    assert!(failed.is_err());
    assert_eq!(store.to_be_told().await.unwrap(), []);
}

#[tokio::test]
async fn using_a_connection_is_no_news_within_a_day() {
    let (_home, store) = store_with_vault().await;
    let mut row = Connection::made("c", "xero", AT);
    row.last_success_at = Some("2026-11-22T09:00:00Z".into());
    add(&store, &row).await;
    enrol(&store).await;
    let wish = next(&store).await.unwrap();
    store.wish_was_met(&wish, 1, AT).await.unwrap();
    let written = async |row: &Connection| {
        store.update_connection(row, NOW).await.unwrap();
        store.to_be_told().await.unwrap().len()
    };
    row.last_success_at = Some("2026-11-22T19:00:00Z".into());
    row.access_ends_at = Some(LATER.into());
    assert_eq!(written(&row).await, 0);
    row.last_success_at = Some("2026-11-23T09:00:00Z".into());
    assert_eq!(written(&row).await, 1);
}

#[tokio::test]
async fn our_own_word_is_known_again_where_its_answer_did_not_come() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    set(&store, "[1]").await;
    let first = next(&store).await.unwrap();
    // The server took it, and nobody here heard of that; then it changed once more.
    set(&store, "[2]").await;
    let echo = take(&store, &setting(), theirs(1, "[1]")).await;
    assert_eq!(echo, TakenChange::Agreed, "nobody is asked to choose between two words of ours");
    let second = next(&store).await.unwrap();
    assert_ne!(second.idempotency_key, first.idempotency_key);
    assert_eq!((second.version, second.facts.as_deref()), (Some(1), Some("[2]")));
}

#[tokio::test]
async fn what_a_role_did_not_allow_is_told_again_with_another_role_or_is_no_news_any_more() {
    let (_home, store) = store_with_vault().await;
    enrol(&store).await;
    take(&store, &setting(), theirs(1, "[1]")).await;
    let refused = async || {
        set(&store, "[2]").await;
        let wish = next(&store).await.unwrap();
        store.wish_was_refused(&wish, "role_not_allowed", &crate::testing::entry()).await.unwrap();
        assert_eq!(store.to_be_told().await.unwrap(), []);
    };
    let why = async || store.synced().await.unwrap()[0].refused.clone();
    refused().await;
    assert_eq!(why().await.as_deref(), Some("role_not_allowed"));
    set(&store, "[1]").await;
    assert_eq!(next(&store).await, None);
    assert_eq!(why().await, None, "it is as the server has it again");
    refused().await;
    let contact = Contact { name: "Ana", role: "admin", standing: "in", epoch: None };
    store.note_contact("d", contact, NOW).await.unwrap();
    assert_eq!(next(&store).await.unwrap().facts.as_deref(), Some("[2]"));
}
