//! The mailboxes that this server holds: how the reading of each goes on, what is known of the
//! folder that new mail comes into, and the headers of its newest messages. What a round brought
//! is in `news`. When one is read, and by what, is the server's.
//!
//! Mail is kept under the number of the hand-over that it was read by. Under another one, whose
//! account may be another, nothing of it is shown or built upon.

mod news;

use jiff::Timestamp;

use crate::value::{Row, values};
use crate::{Session, StoreError};

pub use news::{MailFolder, MailHeader, MailNews};

/// A mailbox, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Its connection.
    pub connection: String,
    /// By which hand-over it is held.
    pub handover: String,
    /// Nothing is tried before that.
    pub next_at: Timestamp,
    /// How many rounds failed in a row.
    pub failures: i64,
    /// In what, as JSON.
    pub problem: Option<String>,
    /// When it was last read to the end.
    pub read_at: Option<Timestamp>,
    /// What is known of its folder; nothing before the first round.
    pub folder: Option<MailFolder>,
}

/// How a round ended, and when the next one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailRound<'a> {
    /// When it was read to the end; nothing where it was not.
    pub read_at: Option<Timestamp>,
    /// How many rounds failed in a row.
    pub failures: i64,
    /// In what, as JSON.
    pub problem: Option<&'a str>,
    /// Nothing is tried before that.
    pub next_at: Timestamp,
}

fn read(row: &mut Row) -> Result<Mailbox, StoreError> {
    Ok(Mailbox {
        connection: row.text()?,
        handover: row.text()?,
        next_at: row.time()?,
        failures: row.number()?,
        problem: row.maybe_text()?,
        read_at: row.maybe_time()?,
        folder: MailFolder::read(row)?,
    })
}

impl Session {
    /// Each connection that is held, works as far as is known, and whose time to be read has come,
    /// with its provider. Whether mail is read from it at all is the server's to know.
    pub async fn mail_due(&mut self, now: Timestamp) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "select custody.connection, connections.provider from custody
                   join connections on connections.id = custody.connection
                   left join mailboxes on mailboxes.connection = custody.connection
                       and mailboxes.handover = custody.handover
                   where custody.state = 'held' and custody.condition <> 'reconnect_needed'
                       and (mailboxes.next_at is null or mailboxes.next_at <= $1)
                   order by coalesce(mailboxes.next_at, ''), custody.connection";
        self.rows(sql, values![now], |row| Ok((row.text()?, row.text()?))).await
    }

    /// A mailbox that is held, if it was ever begun to be read under this hand-over.
    pub async fn mailbox(&mut self, connection: &str) -> Result<Option<Mailbox>, StoreError> {
        let sql = "select mailboxes.connection, mailboxes.handover, next_at, failures,
                       mailboxes.problem, read_at, validity, highest, messages, change_at
                   from mailboxes
                   join custody on custody.connection = mailboxes.connection
                       and custody.handover = mailboxes.handover and custody.state = 'held'
                   where mailboxes.connection = $1";
        self.row(sql, values![connection], read).await
    }

    /// Begins to read one under this hand-over. What was read under another is forgotten.
    pub async fn begin_mailbox(
        &mut self,
        connection: &str,
        handover: &str,
        now: Timestamp,
    ) -> Result<Mailbox, StoreError> {
        let known = self.mailbox(connection).await?;
        if let Some(known) = known.filter(|known| known.handover == handover) {
            return Ok(known);
        }
        self.forget_mail(connection).await?;
        let sql = "insert into mailboxes (connection, handover, next_at, failures)
                   values ($1, $2, $3, 0)";
        self.run(sql, values![connection, handover, now]).await?;
        Ok(Mailbox {
            connection: connection.to_owned(),
            handover: handover.to_owned(),
            next_at: now,
            failures: 0,
            problem: None,
            read_at: None,
            folder: None,
        })
    }

    /// Writes how a round ended. One that was not read to the end keeps when it last was.
    pub async fn note_mail_round(
        &mut self,
        mailbox: &Mailbox,
        round: &MailRound<'_>,
    ) -> Result<bool, StoreError> {
        let sql = "update mailboxes set read_at = coalesce($1, read_at), failures = $2,
                       problem = $3, next_at = $4
                   where connection = $5 and handover = $6";
        let MailRound { read_at, failures, problem, next_at } = *round;
        let of = mailbox;
        let values = values![read_at, failures, problem, next_at, &of.connection, &of.handover];
        self.took(sql, values).await
    }

    /// Forgets the mail of one that is not held any more, or held otherwise.
    pub(crate) async fn forget_mail(&mut self, connection: &str) -> Result<(), StoreError> {
        self.run("delete from mail_headers where connection = $1", values![connection]).await?;
        self.run("delete from mailboxes where connection = $1", values![connection]).await?;
        Ok(())
    }
}
