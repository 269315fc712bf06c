//! Mailboxes as they are shown: the firm's before people's own, each with how its reading
//! goes on and its newest headers.

use jiff::Timestamp;
use patchbay_contract::{MailHeader, MailboxKind, MailboxView, Mailboxes, Problem};
use patchbay_custody::INBOX;
use patchbay_store::{Connection, HeaderRow, MailboxRow, Store};

use super::MailRounds;
use super::rounds::is_ours;
use crate::hub::title;
use crate::problems::store_did_not_open;

/// So many headers of each are shown.
const SHOWN: u32 = 50;

impl MailRounds {
    /// Every mailbox that mail is read from.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub async fn mailboxes(&self) -> Result<Mailboxes, Problem> {
        let store = self.keys.installation().opened().await?;
        let failed = |error| store_did_not_open(&error);
        let mut mailboxes = Vec::new();
        for mailbox in store.mailboxes().await.map_err(failed)? {
            let row = store.connection(&mailbox.connection).await.map_err(failed)?;
            if let Some(row) = row.filter(|row| self.keys.is_read(row)) {
                mailboxes.push(shown(&store, mailbox, row).await?);
            }
        }
        mailboxes.sort_by_cached_key(order);
        Ok(Mailboxes { mailboxes })
    }
}

fn order(one: &MailboxView) -> (bool, String) {
    (one.kind == MailboxKind::Personal, one.title.to_lowercase())
}

async fn shown(
    store: &Store,
    mailbox: MailboxRow,
    row: Connection,
) -> Result<MailboxView, Problem> {
    let headers = store.mail_headers(&row.id, INBOX, SHOWN).await;
    let headers = headers.map_err(|error| store_did_not_open(&error))?;
    let is_ours = is_ours(&row);
    let time = |at: Option<String>| at.and_then(|at| at.parse::<Timestamp>().ok());
    Ok(MailboxView {
        title: title(&row),
        kind: MailboxKind::from_name(&mailbox.kind).unwrap_or_default(),
        is_ours,
        paused: mailbox.paused,
        last_round: time(mailbox.last_round),
        came: mailbox.came,
        next: time(mailbox.next_at).filter(|_| is_ours && !mailbox.paused && !mailbox.waits),
        problem: mailbox.problem.and_then(|text| serde_json::from_str(&text).ok()),
        headers: headers.into_iter().map(header).collect(),
        connection: row.id,
        provider: row.provider,
        owner: row.owner,
    })
}

fn header(row: HeaderRow) -> MailHeader {
    let at = row.arrived_at.or(row.written_at);
    MailHeader {
        from: row.from_name.or(row.from_address),
        subject: row.subject,
        at: at.and_then(|at| at.parse().ok()),
        seen: row.marks.seen,
    }
}
