//! What a round brought of one folder, written as one: what is known belongs together with
//! the headers that came with it.

use super::rows::{came, forget, keep_newest, marked, note, went};
use crate::{OpenError, Store};

/// How a message is marked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Marks {
    /// It was read.
    pub seen: bool,
    /// It was answered.
    pub answered: bool,
    /// It has a star.
    pub flagged: bool,
    /// It is to be deleted.
    pub deleted: bool,
    /// It is a draft.
    pub draft: bool,
}

/// The row of a message. Times are RFC 3339 in UTC.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct HeaderRow {
    /// Its number in the folder.
    pub uid: u32,
    /// The name of whom it is from.
    pub from_name: Option<String>,
    /// The address of whom it is from.
    pub from_address: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// When it was written, as its sender says.
    pub written_at: Option<String>,
    /// When it arrived, as the server says.
    pub arrived_at: Option<String>,
    /// Its `Message-ID`.
    pub message_id: Option<String>,
    /// How it is marked.
    #[sqlx(flatten)]
    pub marks: Marks,
}

/// What is known of a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct FolderKnown {
    /// Its UIDVALIDITY.
    pub validity: u32,
    /// The highest number that was asked for.
    pub highest: u32,
    /// How many messages there were at the end of the last whole round.
    pub messages: Option<u32>,
    /// Its HIGHESTMODSEQ then.
    pub change_at: Option<i64>,
}

/// What came of one step of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FolderNews {
    /// Whether what was known means nothing any more.
    pub anew: bool,
    /// Messages that came.
    pub came: Vec<HeaderRow>,
    /// Messages that are marked otherwise.
    pub marked: Vec<(u32, Marks)>,
    /// Messages that are not there any more.
    pub went: Vec<u32>,
    /// So many of the newest are kept.
    pub keep: u32,
}

impl Store {
    /// What is known of a folder, with how its newest messages are marked.
    pub async fn mail_folder(
        &self,
        connection: &str,
        folder: &str,
    ) -> Result<Option<(FolderKnown, Vec<(u32, Marks)>)>, OpenError> {
        let sqlite = |error| self.sqlite(error);
        let known: Option<FolderKnown> = sqlx::query_as(
            "select validity, highest, messages, change_at from mail_folders
             where connection = ? and folder = ?",
        )
        .bind(connection)
        .bind(folder)
        .fetch_optional(&self.readers)
        .await
        .map_err(sqlite)?;
        let Some(known) = known else { return Ok(None) };
        let rows: Vec<(u32, bool, bool, bool, bool, bool)> = sqlx::query_as(
            "select uid, seen, answered, flagged, deleted, draft from mail_headers
             where connection = ? and folder = ? order by uid",
        )
        .bind(connection)
        .bind(folder)
        .fetch_all(&self.readers)
        .await
        .map_err(sqlite)?;
        let marks = rows.into_iter().map(|(uid, seen, answered, flagged, deleted, draft)| {
            (uid, Marks { seen, answered, flagged, deleted, draft })
        });
        Ok(Some((known, marks.collect())))
    }

    /// The newest headers of a folder, newest first.
    pub async fn mail_headers(
        &self,
        connection: &str,
        folder: &str,
        most: u32,
    ) -> Result<Vec<HeaderRow>, OpenError> {
        sqlx::query_as(
            "select * from mail_headers where connection = ? and folder = ?
             order by uid desc limit ?",
        )
        .bind(connection)
        .bind(folder)
        .bind(most)
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// Writes what came of a step of a round. Says whether the mailbox is still there.
    pub async fn keep_mail_news(
        &self,
        connection: &str,
        folder: &str,
        known: &FolderKnown,
        news: &FolderNews,
    ) -> Result<bool, OpenError> {
        self.in_transaction(async |writer| {
            let there: bool =
                sqlx::query_scalar("select exists (select 1 from mailboxes where connection = ?)")
                    .bind(connection)
                    .fetch_one(&mut *writer)
                    .await?;
            if !there {
                return Ok(false);
            }
            if news.anew {
                forget(&mut *writer, connection, folder).await?;
            }
            note(&mut *writer, connection, folder, known).await?;
            for row in &news.came {
                came(&mut *writer, connection, folder, row).await?;
            }
            for (uid, marks) in &news.marked {
                marked(&mut *writer, connection, folder, *uid, *marks).await?;
            }
            for uid in &news.went {
                went(&mut *writer, connection, folder, *uid).await?;
            }
            if !news.came.is_empty() {
                keep_newest(&mut *writer, connection, folder, news.keep).await?;
            }
            Ok(true)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mailboxes::tests::with_mailbox;
    use crate::testing::{LATER, change};

    fn header(uid: u32) -> HeaderRow {
        HeaderRow { uid, subject: Some(format!("Number {uid}")), ..HeaderRow::default() }
    }

    fn came(uids: std::ops::RangeInclusive<u32>) -> FolderNews {
        FolderNews { came: uids.map(header).collect(), keep: 3, ..FolderNews::default() }
    }

    async fn uids(store: &Store) -> Vec<u32> {
        let headers = store.mail_headers("a", "INBOX", 10).await.unwrap();
        headers.into_iter().map(|header| header.uid).collect()
    }

    #[tokio::test]
    async fn the_newest_headers_are_kept_with_what_is_known_and_older_ones_go() {
        let (_home, store) = with_mailbox("firm").await;
        let known = FolderKnown { validity: 7, highest: 5, messages: Some(5), change_at: None };
        assert!(store.keep_mail_news("a", "INBOX", &known, &came(1..=5)).await.unwrap());
        assert_eq!(uids(&store).await, [5, 4, 3]);
        let read = Marks { seen: true, ..Marks::default() };
        let news = FolderNews { marked: vec![(4, read)], went: vec![5], ..FolderNews::default() };
        assert!(store.keep_mail_news("a", "INBOX", &known, &news).await.unwrap());
        let (kept, marks) = store.mail_folder("a", "INBOX").await.unwrap().unwrap();
        assert_eq!(kept, known);
        assert_eq!(marks, [(3, Marks::default()), (4, read)]);
    }

    #[tokio::test]
    async fn a_folder_that_is_read_anew_keeps_nothing_of_before() {
        let (_home, store) = with_mailbox("firm").await;
        let known = FolderKnown { validity: 7, highest: 3, ..FolderKnown::default() };
        store.keep_mail_news("a", "INBOX", &known, &came(1..=3)).await.unwrap();
        let known = FolderKnown { validity: 8, ..FolderKnown::default() };
        let anew = FolderNews { anew: true, ..FolderNews::default() };
        store.keep_mail_news("a", "INBOX", &known, &anew).await.unwrap();
        assert_eq!(uids(&store).await, [0_u32; 0]);
        assert_eq!(store.mail_folder("a", "INBOX").await.unwrap().unwrap().0, known);
    }

    #[tokio::test]
    async fn a_connection_that_is_ended_takes_its_mail_along() {
        let (_home, store) = with_mailbox("firm").await;
        let known = FolderKnown { validity: 7, highest: 3, ..FolderKnown::default() };
        store.keep_mail_news("a", "INBOX", &known, &came(1..=3)).await.unwrap();
        assert!(store.remove_connection("a", change(LATER)).await.unwrap());
        assert_eq!(store.mailboxes().await.unwrap(), []);
        assert_eq!(uids(&store).await, [0_u32; 0]);
        assert!(!store.keep_mail_news("a", "INBOX", &known, &came(1..=3)).await.unwrap());
    }
}
