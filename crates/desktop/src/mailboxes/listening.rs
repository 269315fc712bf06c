//! Waiting for the news of one mailbox, over a connection of its own. What cannot be waited for
//! is left alone for a while, and the minute's round goes on without.

use std::time::Duration;

use jiff::SignedDuration;
use patchbay_contract::Problem;
use patchbay_custody::INBOX;
use patchbay_mail::pace::{Next, after};
use patchbay_mail::{MailError, Mailbox, Woken};
use patchbay_store::Store;
use tokio_util::sync::CancellationToken;

use super::MailWaits;
use super::rounds::later;
use crate::connect::Unopened;
use crate::problems::{connection_unknown, store_did_not_open};

/// After news the server is left alone for so long: what comes in one go is read in one go.
const QUIET: Duration = Duration::from_secs(5);

/// How long is not waited for what only a person or a round puts right.
const REST: SignedDuration = SignedDuration::from_hours(1);

/// Why the waiting came to nothing.
enum Vain {
    /// The mailbox could not be opened.
    Unopened,
    /// The server said or did something else.
    Mail(MailError),
}

impl From<Unopened> for Vain {
    fn from(unopened: Unopened) -> Self {
        let (Unopened::Later(problem) | Unopened::Over(problem)) = unopened;
        Self::from(problem)
    }
}

impl From<Problem> for Vain {
    fn from(problem: Problem) -> Self {
        tracing::debug!(code = %problem.code, "a mailbox was not waited for");
        Self::Unopened
    }
}

impl From<MailError> for Vain {
    fn from(error: MailError) -> Self {
        Self::Mail(error)
    }
}

impl MailWaits {
    /// Waits until it is ended. What came to nothing rests.
    pub(super) async fn wait(&self, id: &str, end: &CancellationToken) {
        let Err(vain) = self.waited(id, end).await else { return };
        let keys = &self.rounds.keys;
        let mut known = self.known();
        // Where somebody ended it meanwhile, another may wait there already.
        let ours = known.get_mut(id).filter(|_| !end.is_cancelled());
        let Some(one) = ours else { return };
        one.end = None;
        one.failures = one.failures.saturating_add(1);
        let next = match (&vain, keys.chance()) {
            (Vain::Mail(error), Ok(chance)) => after(error, one.failures, chance),
            _ => Next::Person,
        };
        let rest = match next {
            Next::Again(wait) => SignedDuration::try_from(wait).unwrap_or(REST),
            Next::NewToken | Next::Person => REST,
        };
        one.rests_until = Some(later(keys.installation().now(), rest));
    }

    async fn waited(&self, id: &str, end: &CancellationToken) -> Result<(), Vain> {
        let store = self.rounds.keys.installation().opened().await?;
        let opened = end.run_until_cancelled(self.opened(&store, id)).await;
        let Some(opened) = opened else { return Ok(()) };
        let (mut mailbox, has_news) = opened?;
        let mut woken =
            if has_news { Woken::ByNews } else { self.woken(&mut mailbox, end).await? };
        while woken == Woken::ByNews {
            self.tell(&store, id).await?;
            if end.run_until_cancelled((self.sleep)(QUIET)).await.is_none() {
                break;
            }
            woken = self.woken(&mut mailbox, end).await?;
        }
        mailbox.end().await;
        Ok(())
    }

    async fn woken(
        &self,
        mailbox: &mut Mailbox,
        end: &CancellationToken,
    ) -> Result<Woken, MailError> {
        mailbox.wait(end.cancelled(), |time| (self.sleep)(time)).await
    }

    /// Signs in and opens the folder. Says whether something came since the last round.
    async fn opened(&self, store: &Store, id: &str) -> Result<(Mailbox, bool), Vain> {
        let failed = |error| store_did_not_open(&error);
        let row = store.connection(id).await.map_err(failed)?;
        let row = row.ok_or_else(connection_unknown)?;
        let opened = self.rounds.keys.mailbox_of(store, &row).await?;
        let (server, login) = opened.servers.incoming.as_ref().ok_or(Vain::Unopened)?;
        let mut mailbox = opened.mail.open(server, login).await?;
        if !mailbox.can_wait() {
            mailbox.end().await;
            let host = server.host.clone();
            return Err(MailError::NotOffered { host, what: "IDLE" }.into());
        }
        let next = mailbox.look_at(INBOX).await?;
        let known = store.mail_folder(id, INBOX).await.map_err(failed)?;
        let highest = known.map_or(0, |(known, _)| u64::from(known.highest));
        Ok((mailbox, next.is_some_and(|next| next > highest.saturating_add(1))))
    }

    /// Brings the round forward.
    async fn tell(&self, store: &Store, id: &str) -> Result<(), Problem> {
        let hurried = store.hurry_mailbox(id).await;
        if hurried.map_err(|error| store_did_not_open(&error))? {
            // It was worth waiting for.
            if let Some(one) = self.known().get_mut(id) {
                one.failures = 0;
            }
            self.news.notify_one();
        }
        Ok(())
    }
}
