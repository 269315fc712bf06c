//! Waiting for news in between the rounds, at servers that say at once when something comes
//! (IDLE): one connection a mailbox, and not more of them than a computer bears. What came is
//! read by the round, which news bring forward.
//!
//! Whom it is waited for, a look now and then says: those that this computer reads and whose
//! last round went well. Waiting ends with the vault that opened it, with a pause and with a
//! round that failed. How one is waited for is in `listening`.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use patchbay_contract::Problem;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::MailRounds;
use super::rounds::is_ours;
use crate::problems::store_did_not_open;

/// So many are waited for at the same time.
const AT_ONCE: usize = 20;

/// Lets time go by.
pub type Sleep = Arc<dyn Fn(Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// The waiting for news of mailboxes.
pub struct MailWaits {
    pub(super) rounds: MailRounds,
    pub(super) sleep: Sleep,
    at_once: usize,
    known: Mutex<BTreeMap<String, Known>>,
    pub(super) news: Notify,
    tasks: TaskTracker,
}

/// How it is with one mailbox.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Ends the waiting that is under way.
    pub(super) end: Option<CancellationToken>,
    /// Nothing is tried before that.
    pub(super) rests_until: Option<Timestamp>,
    /// How often in a row the waiting came to nothing.
    pub(super) failures: u32,
}

impl Known {
    fn waits(&self) -> bool {
        self.end.as_ref().is_some_and(|end| !end.is_cancelled())
    }
}

impl MailWaits {
    /// Beside these rounds. Nobody waits before the first look.
    #[must_use]
    pub fn beside(rounds: &MailRounds) -> Arc<Self> {
        let sleep: Sleep = Arc::new(|time| Box::pin(tokio::time::sleep(time)));
        Self::with(rounds, sleep, AT_ONCE)
    }

    /// The same by another clock, for so many at the same time.
    #[must_use]
    pub fn with(rounds: &MailRounds, sleep: Sleep, at_once: usize) -> Arc<Self> {
        let (rounds, known) = (rounds.clone(), Mutex::default());
        let (news, tasks) = (Notify::new(), TaskTracker::new());
        Arc::new(Self { rounds, sleep, at_once, known, news, tasks })
    }

    /// Looks whom it is to be waited for: begins with those, and ends with all others.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub async fn look(self: &Arc<Self>) -> Result<(), Problem> {
        let installation = self.rounds.keys.installation();
        let (now, shut) = (installation.now(), installation.vault().until_shut());
        let wanted = if shut.is_cancelled() { Vec::new() } else { self.wanted().await? };
        let mut known = self.known();
        known.retain(|id, one| {
            let stays = wanted.contains(id);
            if let Some(end) = one.end.as_ref().filter(|_| !stays) {
                end.cancel();
            }
            stays
        });
        for id in wanted {
            if known.values().filter(|one| one.waits()).count() >= self.at_once {
                break;
            }
            let one = known.entry(id.clone()).or_default();
            if one.waits() || one.rests_until.is_some_and(|until| until > now) {
                continue;
            }
            let end = shut.child_token();
            one.end = Some(end.clone());
            let us = Arc::clone(self);
            self.tasks.spawn(async move { us.wait(&id, &end).await });
        }
        Ok(())
    }

    /// Comes back when some mailbox has news.
    pub async fn news(&self) {
        self.news.notified().await;
    }

    /// How many are waited for.
    #[must_use]
    pub fn count(&self) -> usize {
        self.known().values().filter(|one| one.waits()).count()
    }

    /// Ends all waiting, and comes back when every connection is closed.
    pub async fn end(&self) {
        for one in std::mem::take(&mut *self.known()).into_values() {
            one.end.iter().for_each(CancellationToken::cancel);
        }
        self.all_closed().await;
    }

    /// Comes back when nobody waits.
    pub async fn all_closed(&self) {
        self.tasks.close();
        self.tasks.wait().await;
        self.tasks.reopen();
    }

    pub(super) fn known(&self) -> MutexGuard<'_, BTreeMap<String, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The mailboxes that are read here, and whose last round went well.
    async fn wanted(&self) -> Result<Vec<String>, Problem> {
        let keys = &self.rounds.keys;
        let store = keys.installation().opened().await?;
        let failed = |error| store_did_not_open(&error);
        let mut wanted = Vec::new();
        for mailbox in store.mailboxes().await.map_err(failed)? {
            let goes_well = mailbox.failures == 0 && mailbox.last_round.is_some();
            if mailbox.paused || mailbox.waits || !goes_well {
                continue;
            }
            let row = store.connection(&mailbox.connection).await.map_err(failed)?;
            if row.is_some_and(|row| is_ours(&row) && keys.is_read(&row)) {
                wanted.push(mailbox.connection);
            }
        }
        Ok(wanted)
    }
}
