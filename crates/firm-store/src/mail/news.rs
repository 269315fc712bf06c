//! What a round brought of a folder, written as one: what is known belongs together with the
//! headers that came with it.

use jiff::Timestamp;

use super::Mailbox;
use crate::value::{Cell, Row, values};
use crate::{PAGE, Session, StoreError};

/// What is known of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailFolder {
    /// Its UIDVALIDITY.
    pub validity: u32,
    /// The highest number that was asked for.
    pub highest: u32,
    /// How many messages there were at the end of the last whole round.
    pub messages: Option<u32>,
    /// Its HIGHESTMODSEQ then.
    pub change_at: Option<i64>,
}

/// A message's header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailHeader {
    /// Its number in the folder.
    pub uid: u32,
    /// The name of whom it is from.
    pub from_name: Option<String>,
    /// The address of whom it is from.
    pub from_address: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// When it was written, as its sender says.
    pub written_at: Option<Timestamp>,
    /// When it arrived, as its server says.
    pub arrived_at: Option<Timestamp>,
    /// Its `Message-ID`.
    pub message_id: Option<String>,
    /// How it is marked: 1 read, 2 answered, 4 a star, 8 to be deleted, 16 a draft.
    pub marks: u8,
}

/// What came of one step of a round.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailNews {
    /// Whether what was known means nothing any more.
    pub anew: bool,
    /// Messages that came.
    pub came: Vec<MailHeader>,
    /// Messages that are marked otherwise.
    pub marked: Vec<(u32, u8)>,
    /// Messages that are not there any more.
    pub went: Vec<u32>,
    /// So many of the newest are kept.
    pub keep: u32,
}

impl MailFolder {
    pub(super) fn read(row: &mut Row) -> Result<Option<Self>, StoreError> {
        let mut number = || match row.cell()? {
            Cell::Nothing => Ok(None),
            Cell::Number(number) => Ok(Some(number)),
            _ => Err(StoreError::Broken("a folder of no number")),
        };
        let (validity, highest) = (number()?, number()?);
        let (messages, change_at) = (number()?, number()?);
        let small = |number: i64| {
            u32::try_from(number).map_err(|_| StoreError::Broken("a number that no folder has"))
        };
        let (Some(validity), Some(highest)) = (validity, highest) else { return Ok(None) };
        let messages = messages.map(small).transpose()?;
        Ok(Some(Self { validity: small(validity)?, highest: small(highest)?, messages, change_at }))
    }
}

fn uid(row: &mut Row) -> Result<u32, StoreError> {
    u32::try_from(row.number()?).map_err(|_| StoreError::Broken("a number of no message"))
}

fn marks(row: &mut Row) -> Result<u8, StoreError> {
    u8::try_from(row.number()?).map_err(|_| StoreError::Broken("marks that no message has"))
}

fn header(row: &mut Row) -> Result<MailHeader, StoreError> {
    Ok(MailHeader {
        uid: uid(row)?,
        from_name: row.maybe_text()?,
        from_address: row.maybe_text()?,
        subject: row.maybe_text()?,
        written_at: row.maybe_time()?,
        arrived_at: row.maybe_time()?,
        message_id: row.maybe_text()?,
        marks: marks(row)?,
    })
}

impl Session {
    /// How the messages that are known are marked.
    pub async fn mail_marks(&mut self, connection: &str) -> Result<Vec<(u32, u8)>, StoreError> {
        let sql = "select uid, marks from mail_headers where connection = $1 order by uid";
        self.rows(sql, values![connection], |row| Ok((uid(row)?, marks(row)?))).await
    }

    /// The newest headers below this number, a page of them.
    pub async fn mail_headers(
        &mut self,
        connection: &str,
        below: Option<u32>,
    ) -> Result<Vec<MailHeader>, StoreError> {
        let sql = "select uid, from_name, from_address, subject, written_at, arrived_at,
                       message_id, marks
                   from mail_headers where connection = $1 and uid < $2
                   order by uid desc limit $3";
        let below = below.map_or(i64::MAX, i64::from);
        self.rows(sql, values![connection, below, PAGE as i64], header).await
    }

    /// Keeps what a step brought, with what is known of the folder by it. Says whether the
    /// mailbox is still read under that hand-over: nothing is written where it is not.
    pub async fn keep_mail_news(
        &mut self,
        mailbox: &Mailbox,
        folder: &MailFolder,
        news: &MailNews,
    ) -> Result<bool, StoreError> {
        let connection = mailbox.connection.as_str();
        let there = self.mailbox(connection).await?;
        if there.is_none_or(|there| there.handover != mailbox.handover) {
            return Ok(false);
        }
        if news.anew {
            self.run("delete from mail_headers where connection = $1", values![connection]).await?;
        }
        for header in &news.came {
            self.keep_header(connection, header).await?;
        }
        for (uid, marks) in &news.marked {
            let sql = "update mail_headers set marks = $1 where connection = $2 and uid = $3";
            let values = values![i64::from(*marks), connection, i64::from(*uid)];
            self.run(sql, values).await?;
        }
        for uid in &news.went {
            let sql = "delete from mail_headers where connection = $1 and uid = $2";
            self.run(sql, values![connection, i64::from(*uid)]).await?;
        }
        let sql = "delete from mail_headers where connection = $1 and uid not in
                       (select uid from mail_headers where connection = $1
                        order by uid desc limit $2)";
        self.run(sql, values![connection, i64::from(news.keep)]).await?;
        let MailFolder { validity, highest, messages, change_at } = *folder;
        let sql = "update mailboxes set validity = $1, highest = $2, messages = $3, change_at = $4
                   where connection = $5";
        let messages = crate::value::Value::Number(messages.map(i64::from));
        let mut values = values![i64::from(validity), i64::from(highest)];
        values.extend([messages, crate::value::Value::Number(change_at), connection.into()]);
        self.took(sql, values).await
    }

    async fn keep_header(
        &mut self,
        connection: &str,
        header: &MailHeader,
    ) -> Result<(), StoreError> {
        let sql = "insert into mail_headers (connection, uid, from_name, from_address, subject,
                       written_at, arrived_at, message_id, marks)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                   on conflict (connection, uid) do update set from_name = $3, from_address = $4,
                       subject = $5, written_at = $6, arrived_at = $7, message_id = $8, marks = $9";
        let MailHeader { from_name, from_address, subject, message_id, .. } = header;
        let values = values![
            connection,
            i64::from(header.uid),
            from_name,
            from_address,
            subject,
            header.written_at,
            header.arrived_at,
            message_id,
            i64::from(header.marks)
        ];
        self.run(sql, values).await.map(drop)
    }
}
