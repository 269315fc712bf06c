//! Ending a connection: the provider is told and it is proven that nothing works any more,
//! then all that lies here of it is removed, and a receipt stays.
//!
//! What it is told with is in `holding`, how it takes that in `tell`, what it would mean
//! beforehand in `preview`; the call and its proof are `patchbay_custody`'s. Invariant: nothing is removed while the
//! permission stands at the provider, unless the person wants that in so many words; and
//! whoever ends a connection is the one who renews it meanwhile, so that nobody else gets a
//! new token out of it.

mod holding;
mod preview;
mod receipts;
mod tell;
mod unused;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use patchbay_contract::{
    AuditAction, AuditOutcome, Disconnection, Problem, Receipt as Shown, TakenBack,
};
use patchbay_custody::{Ended, Unended};
use patchbay_store::audit::{Detail, NewEntry};
use patchbay_store::{Change, Connection, Receipt, Store};

use super::SignIns;
use super::renew::{LEASE, Renewal};
use super::settle::UnderWay;
use crate::custody::TakenThere;
use crate::defaults::lost_words;
use crate::problems::{
    attempt_over, connection_busy, connection_unknown, not_removed, store_did_not_open,
};

/// How often, and how many times, a renewal that is under way is looked at again.
const LOOK_AGAIN: Duration = Duration::from_millis(200);
const LOOKS: u32 = 200;

impl SignIns {
    /// Ends a connection.
    ///
    /// # Errors
    /// When it is not there, when the database cannot be written, and, unless the connection
    /// is to go despite that, when the provider was not told or said no. Nothing is removed
    /// then.
    pub async fn disconnect(self: &Arc<Self>, wish: Disconnection) -> Result<Shown, Problem> {
        let store = self.installation.opened().await?;
        let there = self.ended_at_the_server(&wish).await?;
        let was_over = matches!(there, TakenThere::Nothing)
            && self.renewed_if_over(&store, &wish.connection).await?;
        let since = self.take_upon_us(&store, &wish.connection).await?;
        // Followed to its end, whoever stops waiting: the provider may have been told.
        let us = Arc::clone(self);
        let ending = self.settling.spawn(async move {
            let ended = us.end_connection(&store, &wish, &since, (there, was_over)).await;
            if ended.is_err() {
                us.leave_it(&store, &wish.connection, &since).await;
            }
            ended
        });
        ending.await.unwrap_or_else(|_| Err(connection_busy()))
    }

    /// A token that ended by itself proves nothing, and some providers take a permission
    /// back by it alone: another is asked for first. Says whether the provider calls the
    /// permission over.
    async fn renewed_if_over(self: &Arc<Self>, store: &Store, id: &str) -> Result<bool, Problem> {
        let row = found(store, id).await?;
        let ends = row.access_ends_at.as_deref().and_then(|at| at.parse::<Timestamp>().ok());
        let ended = ends.is_some_and(|ends| ends <= self.installation.now());
        let place = self.place_of(&row).ok().flatten();
        let is_told = place.is_some_and(|place| place.oauth.revoke.is_some());
        Ok(ended && is_told && matches!(self.renew(id).await, Ok(Renewal::Over(_))))
    }

    /// Takes the connection's renewal upon us, after whoever has it. Since when we have it.
    async fn take_upon_us(&self, store: &Store, id: &str) -> Result<String, Problem> {
        let mut looks = tokio::time::interval(LOOK_AGAIN);
        for _ in 0..LOOKS {
            looks.tick().await;
            found(store, id).await?;
            let since = self.installation.now().to_string();
            let ours = store.begin_ending(id, &since, LEASE).await;
            if ours.map_err(|error| store_did_not_open(&error))? {
                return Ok(since);
            }
        }
        Err(connection_busy())
    }

    async fn end_connection(
        self: &Arc<Self>,
        store: &Arc<Store>,
        wish: &Disconnection,
        since: &str,
        so_far: (TakenThere, bool),
    ) -> Result<Shown, Problem> {
        let row = found(store, &wish.connection).await?;
        let given = self.end_sign_ins_to(store, &row.id).await?;
        let lost = lost_words(store, &row.id).await?;
        let told = match self.told(store, &row, so_far).await {
            Ok(told) => told,
            Err(untold) if wish.despite => Ended::nothing(&untold),
            Err(untold) => {
                self.take_back_all(store, given).await;
                return Err(self.it_stands(&row, untold).await);
            }
        };
        let kept = self.kept_of(store, &row, &told, &lost, since).await;
        if kept.is_err() {
            self.was_told(&row, &told).await;
        }
        let receipt = kept?;
        self.take_back_all(store, given).await;
        self.installation.sign_what_was_entered().await;
        self.notices.hub_changed();
        Ok(self.as_receipt(receipt))
    }

    async fn take_back_all(&self, store: &Store, given: Vec<UnderWay>) {
        for under_way in given {
            self.take_back_unused(store, under_way).await;
        }
    }

    /// Enters how the provider took it, where the rest came to nothing: that is done.
    async fn was_told(&self, row: &Connection, told: &Ended) {
        let mut entries = self.entries_of(row, told, "");
        if entries.len() > 1
            && let Err(problem) = self.installation.enter(entries.swap_remove(0)).await
        {
            tracing::error!(code = %problem.code, "what a provider was told was not entered");
        }
    }

    async fn told(
        &self,
        store: &Arc<Store>,
        row: &Connection,
        so_far: (TakenThere, bool),
    ) -> Result<Ended, Unended> {
        match so_far {
            (TakenThere::By(ended), _) => Ok(ended),
            (TakenThere::Stands(stands), _) => Err(stands),
            (TakenThere::Nothing, true) => Ok(Ended::was_over()),
            (TakenThere::Nothing, false) => self.tell(store, row).await,
        }
    }

    /// What the firm's server has of it ends first: it alone may hold what it is taken back
    /// with.
    async fn ended_at_the_server(&self, wish: &Disconnection) -> Result<TakenThere, Problem> {
        match self.installation.ended_there(&wish.connection, wish.despite).await {
            Err(problem) if wish.despite => {
                tracing::warn!(code = %problem.code, "the firm’s server was not told of an end");
                Ok(TakenThere::Nothing)
            }
            Err(problem) => Err(not_removed(problem)),
            ended => ended,
        }
    }

    /// Sign-ins to it that are under way end first: what came of one later would be lost
    /// with the connection. Those that were allowed already, to be taken back too.
    async fn end_sign_ins_to(
        &self,
        store: &Store,
        connection: &str,
    ) -> Result<Vec<UnderWay>, Problem> {
        let failed = |error| store_did_not_open(&error);
        let mut given = Vec::new();
        let all = store.attempts().await.map_err(failed)?;
        for row in all.iter().filter(|row| row.connection.as_deref() == Some(connection)) {
            given.extend(self.given(store, &row.id).await.ok().flatten());
            let at = self.installation.now().to_string();
            let change = Change { at: &at, entries: &[] };
            store.end_attempt(&row.id, "cancelled", change).await.map_err(failed)?;
            self.over(&row.id, attempt_over());
        }
        Ok(given)
    }

    /// Removes what lies here, and keeps the receipt.
    async fn kept_of(
        &self,
        store: &Store,
        row: &Connection,
        told: &Ended,
        lost: &str,
        since: &str,
    ) -> Result<Receipt, Problem> {
        let at = self.installation.now().to_string();
        let receipt = Receipt {
            taken: told.taken.as_str().to_owned(),
            proof: told.proof.as_str().to_owned(),
            works_until: told.works_until.map(|until| until.to_string()),
            said: told.said.clone(),
            ..Receipt::of(row, &self.random_id()?, &at, self.installation.person())
        };
        let entries = self.entries_of(row, told, lost);
        let ended = store.end_connection(&receipt, since, Change { at: &at, entries: &entries });
        if ended.await.map_err(|error| store_did_not_open(&error))? {
            return Ok(receipt);
        }
        // Somebody signed in to it, or renewed it, just now: what was ended is not what is
        // there.
        Err(connection_busy())
    }

    /// What the trail says: how the provider took it, and that the connection was ended.
    fn entries_of(&self, row: &Connection, told: &Ended, lost: &str) -> Vec<NewEntry> {
        let mut detail = Detail::new()
            .text("account", row.account_name.as_deref().unwrap_or_default())
            .word("environment", if row.environment == "sandbox" { "sandbox" } else { "live" })
            .word("provider", told.taken.as_str())
            .word("proof", told.proof.as_str());
        if let Some(said) = &told.said {
            detail = detail.text("reason", said);
        }
        if !lost.is_empty() {
            detail = detail.text("default", lost);
        }
        let entry = |action| self.installation.entry(action).connection(&row.provider, &row.id);
        let ended = entry(AuditAction::ConnectionDisconnected).detail(detail);
        let revoked = match told.taken {
            TakenBack::Confirmed | TakenBack::WasOver => AuditOutcome::Done,
            TakenBack::Refused => AuditOutcome::Refused,
            TakenBack::NotAsked => AuditOutcome::Failed,
            TakenBack::ByHand => return vec![ended],
        };
        vec![entry(AuditAction::CredentialRevoked).ended(revoked), ended]
    }

    /// Enters that the permission stands, and says why.
    async fn it_stands(&self, row: &Connection, untold: Unended) -> Problem {
        let outcome = match untold.taken {
            TakenBack::Refused => AuditOutcome::Refused,
            _ => AuditOutcome::Failed,
        };
        let entry = self.installation.entry(AuditAction::ConnectionDisconnected);
        let entry = entry.connection(&row.provider, &row.id).ended(outcome);
        let entry = entry.detail(Detail::new().text("reason", &untold.said));
        if let Err(problem) = self.installation.enter(entry).await {
            tracing::error!(code = %problem.code, "that a permission stands could not be entered");
        }
        untold.problem
    }

    /// It is not ended, and may be renewed again. Who took it from us has it still.
    async fn leave_it(&self, store: &Store, id: &str, since: &str) {
        let at = self.installation.now().to_string();
        let change = Change { at: &at, entries: &[] };
        if let Err(error) = store.abandon_renewal(id, since, change).await {
            tracing::error!(%error, "a connection could not be let go; its lease ends by itself");
        }
    }
}

async fn found(store: &Store, id: &str) -> Result<Connection, Problem> {
    let row = store.connection(id).await.map_err(|error| store_did_not_open(&error))?;
    row.ok_or_else(connection_unknown)
}
