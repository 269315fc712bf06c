//! One mailbox is read, and what came of it is written down: when it is read next, and whether
//! a person has to do something first. A token that is not taken is renewed once.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::Problem;
use patchbay_mail::pace::{Next, after};
use patchbay_mail::{MailError, Why};
use patchbay_store::{Connection, MailboxRow, NextRound, Store};

use super::MailRounds;
use super::round::round;
use super::rounds::later;
use crate::connect::Unopened;
use crate::keys::OpenedMailbox;
use crate::problems::{MailFailure, Meant, store_did_not_open};

/// The usual time from the beginning of one round to that of the next.
const ROUND: SignedDuration = SignedDuration::from_secs(60);

impl MailRounds {
    /// Reads one. How many messages came.
    pub(super) async fn read(
        &self,
        store: &Store,
        mailbox: &MailboxRow,
        row: &Connection,
        now: Timestamp,
    ) -> Result<u32, Problem> {
        let (problem, waits) = match self.read_now(store, mailbox, row, now).await {
            Ok(came) => return Ok(came),
            Err(Unopened::Over(problem)) => (problem, true),
            Err(Unopened::Later(problem)) => (problem, false),
        };
        // What keeps it from being tried at all is no reason to look all the time.
        let (said, next) = (serde_json::to_string(&problem).ok(), later(now, ROUND).to_string());
        let next = NextRound {
            failures: mailbox.failures.saturating_add(1),
            problem: said.as_deref(),
            next_at: (!waits).then_some(&next),
            waits,
        };
        let noted = store.note_next_round(&row.id, next).await;
        noted.map_err(|error| store_did_not_open(&error))?;
        Err(problem)
    }

    async fn read_now(
        &self,
        store: &Store,
        mailbox: &MailboxRow,
        row: &Connection,
        now: Timestamp,
    ) -> Result<u32, Unopened> {
        let mut opened = self.keys.mailbox_of(store, row).await?;
        let mut read = self.round_over(&opened, store, row).await?;
        // A token may die before its time. Whether the permission did, a renewal shows.
        if matches!(&read, Err(error) if is_of_the_token(error))
            && opened.by_permission()
            && self.keys.renewed_for_mail(row).await?
        {
            opened = self.keys.mailbox_of(store, row).await?;
            read = self.round_over(&opened, store, row).await?;
        }
        match read {
            Ok(came) => {
                let next = later(now, ROUND).to_string();
                let noted = store.note_round(&row.id, &now.to_string(), came, &next).await;
                noted.map_err(|error| store_did_not_open(&error))?;
                if row.condition != "works" {
                    self.keys.note_round_of(store, row, &opened, None).await?;
                }
                Ok(came)
            }
            Err(error) => {
                self.put_off(store, mailbox, row, &opened, error, now).await?;
                Ok(0)
            }
        }
    }

    async fn round_over(
        &self,
        opened: &OpenedMailbox,
        store: &Store,
        row: &Connection,
    ) -> Result<Result<u32, MailError>, Problem> {
        let Some((server, login)) = &opened.servers.incoming else { return Ok(Ok(0)) };
        round(&opened.mail, server, login, store, &row.id).await
    }

    async fn put_off(
        &self,
        store: &Store,
        mailbox: &MailboxRow,
        row: &Connection,
        opened: &OpenedMailbox,
        error: MailError,
        now: Timestamp,
    ) -> Result<(), Problem> {
        let failures = mailbox.failures.saturating_add(1);
        let next = after(&error, failures, self.keys.chance()?);
        let failure = MailFailure::of(&opened.provider, error);
        let problem = failure.problem(&opened.provider.name, Meant::Testing);
        let said = serde_json::to_string(&problem).ok();
        let again = match next {
            Next::Again(wait) => SignedDuration::try_from(wait).ok().map(|wait| later(now, wait)),
            // A new token was not taken either, and a password is not renewed.
            Next::NewToken | Next::Person => None,
        };
        let next_at = again.map(|at| at.to_string());
        let next = NextRound {
            failures,
            problem: said.as_deref(),
            next_at: next_at.as_deref(),
            waits: again.is_none(),
        };
        let noted = store.note_next_round(&row.id, next).await;
        noted.map_err(|error| store_did_not_open(&error))?;
        if again.is_none() {
            self.keys.note_round_of(store, row, opened, Some(failure)).await?;
        }
        Ok(())
    }
}

fn is_of_the_token(error: &MailError) -> bool {
    matches!(error, MailError::Refused(no) if no.why == Why::TokenRefused)
}
