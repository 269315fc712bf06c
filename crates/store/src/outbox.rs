//! The table `outbox`: what is to be told to the firm's server, in order. Nothing secret is
//! in it. What goes along by itself is handed out in `sync`; what the other kinds are is not
//! known here, and nobody is called.
//!
//! What was handed out counts as tried before it is sent, since the server may have heard
//! it whatever becomes of the answer. Only what was not tried yet can still be said
//! otherwise.

use patchbay_contract::redact_text;
use sqlx::SqliteConnection;

use crate::{Change, OpenError, Store};

/// The row. Times are RFC 3339 in UTC.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Outgoing {
    /// Rises and is never given twice.
    pub id: i64,
    /// By which the server knows what it was told already.
    pub idempotency_key: String,
    /// What kind of news.
    pub kind: String,
    /// What it is about. Of one subject, one thing is told at a time.
    pub subject: String,
    /// What is told, as JSON.
    pub body: String,
    /// When it was first to be told.
    pub made_at: String,
    /// How often it was handed out to be sent.
    pub tries: u32,
    /// Not before when it is tried again.
    pub next_try_at: Option<String>,
    /// Why the last try failed.
    pub last_error: Option<String>,
}

/// Something that is to be told.
#[derive(Debug, Clone, Copy)]
pub struct NewOutgoing<'a> {
    /// Random; the same again is taken for the same news.
    pub idempotency_key: &'a str,
    /// What kind of news.
    pub kind: &'a str,
    /// What it is about.
    pub subject: &'a str,
    /// What is told, as JSON.
    pub body: &'a str,
}

impl Store {
    /// Puts these behind what is to be told already.
    pub async fn enqueue(
        &self,
        news: &[NewOutgoing<'_>],
        change: Change<'_>,
    ) -> Result<(), OpenError> {
        self.make(change, async |writer| {
            for new in news {
                append_to_outbox(&mut *writer, new, change.at).await?;
            }
            change.enter(writer).await
        })
        .await
    }

    /// What is to be sent now, in order, and counts as tried from here on. Of one subject
    /// only the oldest, also while that waits for its next try.
    pub async fn outgoing(&self, at: &str, at_most: u32) -> Result<Vec<Outgoing>, OpenError> {
        self.in_transaction(async |writer| {
            let due: Vec<i64> = sqlx::query_scalar(
                "select id from outbox o
                 where kind <> 'sync'
                     and (next_try_at is null
                        or unixepoch(next_try_at, 'subsec') <= unixepoch(?, 'subsec'))
                     and not exists (select 1 from outbox older
                                     where older.subject = o.subject and older.id < o.id)
                 order by id limit ?",
            )
            .bind(at)
            .bind(at_most)
            .fetch_all(&mut *writer)
            .await?;
            let mut outgoing = Vec::with_capacity(due.len());
            for id in due {
                let tried =
                    sqlx::query_as("update outbox set tries = tries + 1 where id = ? returning *");
                outgoing.push(tried.bind(id).fetch_one(&mut *writer).await?);
            }
            Ok(outgoing)
        })
        .await
    }

    /// The server has it.
    pub async fn sent(&self, id: i64) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query("delete from outbox where id = ?").bind(id).execute(writer).await?;
            Ok(())
        })
        .await
    }

    /// It could not be sent, and is tried again then.
    pub async fn failed(&self, id: i64, error: &str, next_try_at: &str) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query("update outbox set last_error = ?, next_try_at = ? where id = ?")
                .bind(redact_text(error))
                .bind(next_try_at)
                .bind(id)
                .execute(writer)
                .await?;
            Ok(())
        })
        .await
    }
}

/// Puts something behind what is to be told already, within a change that it belongs to.
/// Where the last news of its subject is of the same kind and was not tried yet, it takes
/// that one's place in the row.
pub(crate) async fn append_to_outbox(
    writer: &mut SqliteConnection,
    new: &NewOutgoing<'_>,
    at: &str,
) -> Result<(), sqlx::Error> {
    let there: bool =
        sqlx::query_scalar("select exists (select 1 from outbox where idempotency_key = ?)")
            .bind(new.idempotency_key)
            .fetch_one(&mut *writer)
            .await?;
    if there {
        return Ok(());
    }
    let replaced = sqlx::query(
        "update outbox set idempotency_key = ?, body = ?
         where id = (select max(id) from outbox where subject = ?) and kind = ? and tries = 0",
    )
    .bind(new.idempotency_key)
    .bind(new.body)
    .bind(new.subject)
    .bind(new.kind)
    .execute(&mut *writer)
    .await?;
    if replaced.rows_affected() == 1 {
        return Ok(());
    }
    sqlx::query(
        "insert into outbox (idempotency_key, kind, subject, body, made_at) values (?, ?, ?, ?, ?)",
    )
    .bind(new.idempotency_key)
    .bind(new.kind)
    .bind(new.subject)
    .bind(new.body)
    .bind(at)
    .execute(writer)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{AT, LATER, change, entered, store};

    fn news<'a>(key: &'a str, kind: &'a str, subject: &'a str, body: &'a str) -> NewOutgoing<'a> {
        NewOutgoing { idempotency_key: key, kind, subject, body }
    }

    async fn enqueue(store: &Store, news: &[NewOutgoing<'_>]) {
        store.enqueue(news, change(AT)).await.unwrap();
    }

    /// What is handed out, by key and body.
    async fn due(store: &Store, at: &str) -> Vec<(String, String)> {
        let outgoing = store.outgoing(at, 10).await.unwrap();
        outgoing.into_iter().map(|out| (out.idempotency_key, out.body)).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(key, body)| ((*key).into(), (*body).into())).collect()
    }

    #[tokio::test]
    async fn news_go_out_in_their_order_and_of_one_subject_one_at_a_time() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        enqueue(
            &store,
            &[
                news("1", "made", "a", "1"),
                news("2", "made", "b", "2"),
                news("3", "removed", "a", "3"),
            ],
        )
        .await;
        let out = store.outgoing(AT, 10).await.unwrap();
        assert_eq!(out.iter().map(|out| out.body.as_str()).collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(out[0].tries, 1, "counted before it is sent");
        store.failed(out[0].id, "Bearer CANARY was refused", LATER).await.unwrap();
        store.sent(out[1].id).await.unwrap();
        assert_eq!(due(&store, AT).await, [], "the third waits for the first");
        let again = store.outgoing(LATER, 10).await.unwrap().remove(0);
        assert_eq!((again.body.as_str(), again.tries), ("1", 2));
        assert!(!again.last_error.unwrap().contains("CANARY"));
        store.sent(again.id).await.unwrap();
        assert_eq!(due(&store, LATER).await, pairs(&[("3", "3")]));
    }

    #[tokio::test]
    async fn no_more_are_handed_out_than_were_asked_for() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        enqueue(&store, &[news("1", "made", "a", "1"), news("2", "made", "b", "2")]).await;
        let out = store.outgoing(AT, 1).await.unwrap();
        assert_eq!(out.len(), 1);
        store.sent(out[0].id).await.unwrap();
        assert_eq!(due(&store, AT).await, pairs(&[("2", "2")]));
    }

    #[tokio::test]
    async fn newer_news_take_the_place_of_older_ones_that_nobody_has_heard() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        enqueue(&store, &[news("1", "state", "a", "1"), news("2", "state", "b", "2")]).await;
        enqueue(&store, &[news("3", "state", "a", "3")]).await;
        assert_eq!(due(&store, AT).await, pairs(&[("3", "3"), ("2", "2")]));
    }

    #[tokio::test]
    async fn news_that_may_have_been_heard_are_not_said_otherwise() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        enqueue(&store, &[news("1", "state", "a", "1")]).await;
        let out = store.outgoing(AT, 10).await.unwrap().remove(0);
        enqueue(&store, &[news("2", "state", "a", "2")]).await;
        store.sent(out.id).await.unwrap();
        assert_eq!(due(&store, AT).await, pairs(&[("2", "2")]), "nothing newer is lost");
    }

    #[tokio::test]
    async fn newer_news_never_overtake_others_of_their_subject() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        enqueue(
            &store,
            &[
                news("1", "state", "a", "1"),
                news("2", "removed", "a", "2"),
                news("3", "state", "a", "3"),
            ],
        )
        .await;
        let mut said = Vec::new();
        while let Some(out) = store.outgoing(AT, 10).await.unwrap().pop() {
            store.sent(out.id).await.unwrap();
            said.push(out.body);
        }
        assert_eq!(said, ["1", "2", "3"]);
    }

    #[tokio::test]
    async fn the_same_news_are_taken_once_and_news_that_are_no_json_not_at_all() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        enqueue(&store, &[news("1", "made", "a", "1"), news("1", "made", "a", "1")]).await;
        let before = entered(&store).await;
        let broken = [news("2", "made", "b", "2"), news("3", "made", "c", "{")];
        assert!(store.enqueue(&broken, change(AT)).await.is_err());
        assert_eq!(due(&store, AT).await, pairs(&[("1", "1")]), "all of them or none");
        assert_eq!(entered(&store).await, before);
    }
}
