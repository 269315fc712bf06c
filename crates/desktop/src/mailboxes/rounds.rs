//! The minute's round over every mailbox that this computer reads: whose time has come is
//! read, some at a time, from where the last round ended. What fails is tried again later,
//! or waits for a person; one that fails keeps no other from being read.
//!
//! Who looks now and then is the shell; what waits for news in between is in `waiting`.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{AuditAction, MailboxPause, Problem};
use patchbay_store::{Change, Connection, MailboxRow};
use tokio::task::JoinSet;

use crate::keys::Keys;
use crate::problems::{connection_unknown, store_did_not_open};

/// How many are read at once.
const AT_ONCE: usize = 8;

/// The reading of mailboxes. Cheap to make and to clone.
#[derive(Debug, Clone)]
pub struct MailRounds {
    pub(super) keys: Arc<Keys>,
}

impl MailRounds {
    /// With what these keys keep, where they find it.
    #[must_use]
    pub fn beside(keys: &Arc<Keys>) -> Self {
        Self { keys: Arc::clone(keys) }
    }

    /// Reads every mailbox whose time has come. How many messages came.
    ///
    /// # Errors
    /// When the database or the vault cannot be opened.
    pub async fn read_what_is_due(&self) -> Result<u32, Problem> {
        let installation = self.keys.installation();
        let (store, now) = (installation.opened().await?, installation.now());
        let rows = store.mailboxes().await.map_err(|error| store_did_not_open(&error))?;
        let mut due = Vec::new();
        for mailbox in rows.into_iter().filter(|row| is_due(row, now)) {
            let row = store.connection(&mailbox.connection).await;
            let row = row.map_err(|error| store_did_not_open(&error))?;
            // One that only sends is not read.
            let row = row.filter(|row| is_ours(row) && self.keys.is_read(row));
            due.extend(row.map(|row| (mailbox, row)));
        }
        if due.is_empty() {
            return Ok(0);
        }
        installation.open_vault().await?;
        let mut due = due.into_iter();
        let (mut under_way, mut came) = (JoinSet::new(), 0_u32);
        loop {
            while under_way.len() < AT_ONCE
                && let Some((mailbox, row)) = due.next()
            {
                let (us, store) = (self.clone(), Arc::clone(&store));
                under_way.spawn(async move { us.read(&store, &mailbox, &row, now).await });
            }
            match under_way.join_next().await {
                None => break,
                Some(Ok(Ok(more))) => came = came.saturating_add(more),
                Some(Ok(Err(problem))) => {
                    tracing::warn!(code = %problem.code, "a mailbox was not read");
                }
                Some(Err(error)) => tracing::error!(%error, "the reading of a mailbox broke off"),
            }
        }
        self.keys.notices().mail_changed();
        Ok(came)
    }

    /// Pauses the reading of a mailbox, or lets it go on.
    ///
    /// # Errors
    /// When there is no such mailbox, or the database cannot be opened.
    pub async fn pause(&self, wish: &MailboxPause) -> Result<(), Problem> {
        let installation = self.keys.installation();
        let store = installation.opened().await?;
        let failed = |error| store_did_not_open(&error);
        let row = store.connection(&wish.connection).await.map_err(failed)?;
        let row = row.ok_or_else(connection_unknown)?;
        let action = if wish.paused {
            AuditAction::ConnectionPaused
        } else {
            AuditAction::ConnectionResumed
        };
        let entry = installation.entry(action).connection(&row.provider, &row.id);
        let at = installation.now().to_string();
        let change = Change { at: &at, entries: &[entry] };
        if !store.pause_mailbox(&row.id, wish.paused, change).await.map_err(failed)? {
            return Err(connection_unknown());
        }
        installation.sign_what_was_entered().await;
        self.keys.notices().mail_changed();
        Ok(())
    }
}

/// Whether its time has come.
fn is_due(row: &MailboxRow, now: Timestamp) -> bool {
    let next = row.next_at.as_deref().and_then(|at| at.parse::<Timestamp>().ok());
    !row.paused && !row.waits && next.is_none_or(|next| next <= now)
}

/// Whether this computer reads it: who has it in custody does, and nobody else.
pub(super) fn is_ours(row: &Connection) -> bool {
    row.custodian == "this_computer" && row.condition != "paused"
}

pub(super) fn later(now: Timestamp, wait: SignedDuration) -> Timestamp {
    now.checked_add(wait).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> MailboxRow {
        MailboxRow {
            connection: "a".into(),
            kind: "firm".into(),
            paused: false,
            last_round: None,
            came: 0,
            failures: 0,
            problem: None,
            next_at: None,
            waits: false,
        }
    }

    fn due(row: &MailboxRow) -> bool {
        is_due(row, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_mailbox_is_read_when_its_time_has_come_and_nobody_keeps_it() {
        assert!(due(&row()));
        let at = |at: &str| Some(at.to_owned());
        assert!(due(&MailboxRow { next_at: at("1970-01-01T00:00:00Z"), ..row() }));
        assert!(!due(&MailboxRow { next_at: at("1970-01-01T00:00:01Z"), ..row() }));
        assert!(!due(&MailboxRow { paused: true, ..row() }));
        assert!(!due(&MailboxRow { waits: true, ..row() }));
    }

    #[test]
    fn who_has_a_mailbox_in_custody_reads_it_and_nobody_else() {
        let ours = Connection::made("a", "yahoo_mail", "1970-01-01T00:00:00Z");
        assert!(is_ours(&ours));
        assert!(!is_ours(&Connection { custodian: "firm_server".into(), ..ours.clone() }));
        assert!(!is_ours(&Connection { condition: "paused".into(), ..ours }));
    }
}
