//! The tables of mailboxes: whose each is and how its reading goes on (`mailboxes`), what
//! is known of a folder (`mail_folders`) and its newest headers (`mail_headers`). What a
//! round brought is in `news`.
//!
//! Nothing of this is entered in the audit trail but what a person does.

mod news;
mod rows;

use sqlx::SqliteConnection;

use crate::{Change, Connection, OpenError, Store};

pub use news::{FolderKnown, FolderNews, HeaderRow, Marks};

/// The row of a mailbox. Times are RFC 3339 in UTC.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct MailboxRow {
    /// Its connection.
    pub connection: String,
    /// `firm` or `personal`.
    pub kind: String,
    /// Whether somebody paused the reading.
    pub paused: bool,
    /// When it was last read to the end.
    pub last_round: Option<String>,
    /// How many messages came with the last round that brought any.
    pub came: u32,
    /// How many rounds failed in a row.
    pub failures: u32,
    /// In what, as people read it.
    pub problem: Option<String>,
    /// Nothing is tried before that.
    pub next_at: Option<String>,
    /// Whether only a person helps.
    pub waits: bool,
}

/// How the next round is come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextRound<'a> {
    /// How many rounds failed in a row.
    pub failures: u32,
    /// In what the last one did, as people read it.
    pub problem: Option<&'a str>,
    /// Nothing is tried before that.
    pub next_at: Option<&'a str>,
    /// Whether only a person helps.
    pub waits: bool,
}

impl Store {
    /// Every mailbox, in the order of its connection.
    pub async fn mailboxes(&self) -> Result<Vec<MailboxRow>, OpenError> {
        sqlx::query_as("select * from mailboxes order by connection")
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// Pauses the reading of one, or lets it go on: at once, whatever failed before. Says
    /// whether it is there.
    pub async fn pause_mailbox(
        &self,
        connection: &str,
        paused: bool,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let done = sqlx::query(
                "update mailboxes set paused = ?2, failures = 0, waits = 0, next_at = null,
                     problem = case when ?2 then problem end
                 where connection = ?1",
            )
            .bind(connection)
            .bind(paused)
            .execute(&mut *writer)
            .await?;
            if done.rows_affected() == 0 {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }

    /// Lets the reading of one begin anew at once: what opens it is another now.
    pub async fn wake_mailbox(&self, connection: &str) -> Result<(), OpenError> {
        let next = NextRound { failures: 0, problem: None, next_at: None, waits: false };
        self.note_next_round(connection, next).await
    }

    /// Brings the next round of one forward, since its server has news. One that is paused,
    /// failed or waits for a person is left alone. Says whether it is read now.
    pub async fn hurry_mailbox(&self, connection: &str) -> Result<bool, OpenError> {
        self.in_transaction(async |writer| {
            let done = sqlx::query(
                "update mailboxes set next_at = null
                 where connection = ? and not paused and not waits and failures = 0",
            )
            .bind(connection)
            .execute(writer)
            .await?;
            Ok(done.rows_affected() > 0)
        })
        .await
    }

    /// Writes when it is read next, and what the last round failed in.
    pub async fn note_next_round(
        &self,
        connection: &str,
        next: NextRound<'_>,
    ) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query(
                "update mailboxes set failures = ?2, problem = ?3, next_at = ?4, waits = ?5
                 where connection = ?1",
            )
            .bind(connection)
            .bind(next.failures)
            .bind(next.problem)
            .bind(next.next_at)
            .bind(next.waits)
            .execute(writer)
            .await
            .map(drop)
        })
        .await
    }

    /// Writes that a round went to its end, and how many messages came with it.
    pub async fn note_round(
        &self,
        connection: &str,
        at: &str,
        came: u32,
        next_at: &str,
    ) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query(
                "update mailboxes set last_round = ?2,
                     came = case when ?3 > 0 then ?3 else came end,
                     failures = 0, problem = null, next_at = ?4, waits = 0
                 where connection = ?1",
            )
            .bind(connection)
            .bind(at)
            .bind(came)
            .bind(next_at)
            .execute(writer)
            .await
            .map(drop)
        })
        .await
    }
}

/// Forgets what was read where the connection is for another account from now on: mail of two
/// people is never in one list. Called before the connection is written.
pub(crate) async fn forget_another(
    writer: &mut SqliteConnection,
    connection: &Connection,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "delete from mail_folders where connection = ?1 and exists
             (select 1 from connections where id = ?1 and account_id is not ?2)",
    )
    .bind(&connection.id)
    .bind(&connection.account_id)
    .execute(writer)
    .await
    .map(drop)
}

/// Puts a mailbox beside its connection. One that is there begins to be read anew, and stays
/// whose it is. Whoever calls this has the transaction.
pub(crate) async fn put(
    writer: &mut SqliteConnection,
    connection: &str,
    kind: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into mailboxes (connection, kind) values (?, ?)
         on conflict (connection) do update set failures = 0, problem = null, next_at = null,
             waits = 0",
    )
    .bind(connection)
    .bind(kind)
    .execute(writer)
    .await
    .map(drop)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::FinishedSignIn;
    use crate::connections::tests::row;
    use crate::testing::{AT, LATER, change, entered, sealed, store_with_vault};
    use crate::vault::NewCredential;

    fn of<'a>(
        connection: &'a Connection,
        credential: NewCredential<'a>,
        kind: &'a str,
    ) -> FinishedSignIn<'a> {
        FinishedSignIn { connection, name: None, credential, accounts: &[], mailbox: Some(kind) }
    }

    pub(crate) async fn with_mailbox(kind: &str) -> (tempfile::TempDir, Store) {
        let (home, store) = store_with_vault().await;
        let row = row("a");
        let credential = NewCredential { id: "a.key", connection: "a", kind: "key", hint: None };
        let new = of(&row, credential, kind);
        let seal = |_| Ok::<_, ()>(sealed(1, "one"));
        store.add_signed_in(&new, change(AT), seal).await.unwrap().unwrap();
        (home, store)
    }

    async fn one(store: &Store) -> MailboxRow {
        store.mailboxes().await.unwrap().swap_remove(0)
    }

    #[tokio::test]
    async fn a_mailbox_comes_with_its_connection_and_its_credential_or_not_at_all() {
        let (_home, store) = with_mailbox("personal").await;
        assert_eq!(one(&store).await.kind, "personal");
        assert!(store.sealed_credential("a.key").await.unwrap().is_some());
        let (_home, store) = store_with_vault().await;
        let row = row("a");
        let credential = NewCredential { id: "a.key", connection: "a", kind: "key", hint: None };
        let new = of(&row, credential, "firm");
        let not = store.add_signed_in(&new, change(AT), |_| Err("no key")).await.unwrap();
        assert_eq!(not, Err("no key"));
        assert_eq!(store.mailboxes().await.unwrap(), []);
        assert_eq!(store.connections().await.unwrap(), []);
    }

    #[tokio::test]
    async fn another_credential_lets_a_mailbox_be_read_anew_and_leaves_it_whose_it_is() {
        let (_home, store) = with_mailbox("personal").await;
        let failed = NextRound { failures: 2, problem: Some("{}"), next_at: None, waits: true };
        store.note_next_round("a", failed).await.unwrap();
        let row = row("a");
        let credential = NewCredential { id: "a.key", connection: "a", kind: "key", hint: None };
        let seal = |_| Ok::<_, ()>(sealed(1, "two"));
        let again = of(&row, credential, "firm");
        assert!(store.replace_signed_in(&again, change(LATER), seal).await.unwrap().unwrap());
        let mailbox = one(&store).await;
        assert_eq!(
            (mailbox.kind.as_str(), mailbox.failures, mailbox.waits),
            ("personal", 0, false)
        );
        assert_eq!(mailbox.problem, None);
    }

    #[tokio::test]
    async fn mail_of_another_account_is_forgotten_and_of_the_same_one_it_stays() {
        let (_home, store) = with_mailbox("firm").await;
        let known = FolderKnown { validity: 7, highest: 3, ..FolderKnown::default() };
        let news = FolderNews { keep: 3, ..FolderNews::default() };
        store.keep_mail_news("a", "INBOX", &known, &news).await.unwrap();
        let credential = NewCredential { id: "a.key", connection: "a", kind: "key", hint: None };
        for (account, stays) in [(row("a").account_id, true), (Some("another".into()), false)] {
            let row = Connection { account_id: account, ..row("a") };
            let seal = |_| Ok::<_, ()>(sealed(1, "two"));
            let again = of(&row, credential, "firm");
            store.replace_signed_in(&again, change(LATER), seal).await.unwrap().unwrap();
            assert_eq!(store.mail_folder("a", "INBOX").await.unwrap().is_some(), stays);
        }
    }

    #[tokio::test]
    async fn what_failed_is_forgotten_when_a_person_lets_it_go_on() {
        let (_home, store) = with_mailbox("firm").await;
        let failed =
            NextRound { failures: 3, problem: Some("{}"), next_at: Some(LATER), waits: true };
        store.note_next_round("a", failed).await.unwrap();
        let row = one(&store).await;
        assert_eq!((row.failures, row.waits, row.problem.as_deref()), (3, true, Some("{}")));
        let before = entered(&store).await;
        assert!(store.pause_mailbox("a", true, change(LATER)).await.unwrap());
        assert!(one(&store).await.paused);
        assert!(store.pause_mailbox("a", false, change(LATER)).await.unwrap());
        let row = one(&store).await;
        assert_eq!((row.paused, row.failures, row.problem, row.next_at), (false, 0, None, None));
        assert!(!store.pause_mailbox("gone", true, change(LATER)).await.unwrap());
        assert_eq!(entered(&store).await, before + 2);
    }

    #[tokio::test]
    async fn news_bring_the_next_round_forward_unless_it_failed_or_is_paused() {
        let (_home, store) = with_mailbox("firm").await;
        store.note_round("a", AT, 0, LATER).await.unwrap();
        assert!(store.hurry_mailbox("a").await.unwrap());
        assert_eq!(one(&store).await.next_at, None);
        let failed = NextRound { failures: 1, problem: None, next_at: Some(LATER), waits: false };
        store.note_next_round("a", failed).await.unwrap();
        assert!(!store.hurry_mailbox("a").await.unwrap(), "it is left alone");
        assert_eq!(one(&store).await.next_at.as_deref(), Some(LATER));
        store.pause_mailbox("a", true, change(LATER)).await.unwrap();
        assert!(!store.hurry_mailbox("a").await.unwrap());
        assert!(!store.hurry_mailbox("gone").await.unwrap());
    }

    #[tokio::test]
    async fn a_round_without_news_keeps_the_number_of_the_last_one_with_some() {
        let (_home, store) = with_mailbox("firm").await;
        store.note_round("a", AT, 4, LATER).await.unwrap();
        store.note_round("a", LATER, 0, LATER).await.unwrap();
        let row = one(&store).await;
        assert_eq!((row.came, row.last_round.as_deref()), (4, Some(LATER)));
    }
}
