//! What goes along with the firm's server: connections without what opens them, and what the
//! firm has set.
//!
//! Taken first, then told: what somebody else changed is known before ours is sent. The
//! server's order and its clock count; who holds a connection says how it is; where two changed
//! one setting or one name, a person decides. One program of this computer does it at a time,
//! and what is cut off is done again under the same key. The tables are the store's
//! (`crates/store/src/sync`).

mod elsewhere;
mod facts;
mod feed;
mod fitting;
mod names;
mod pull;
mod push;
mod readable;
mod trail;
mod view;

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{AuditAction, ErrorCode, GoingAlong, Problem, Standing, SyncChoice};
use patchbay_store::audit::Detail;
use patchbay_store::{Change, Store};

use super::token::Device;
use crate::Installation;
use crate::problems::{
    device_shut_out, not_enrolled, nothing_to_settle, practice_stays_apart, server_restored,
    store_did_not_open, sync_under_way,
};
use crate::shared_files::waiting;
pub(crate) use elsewhere::{by_server, held_elsewhere};
use facts::of_local;
use fitting::fits;
use view::thing;

/// How long one program has the turn: longer than a round takes. Should one take longer still,
/// two at once say the same under the same keys.
const TURN: SignedDuration = SignedDuration::from_mins(5);
/// How long until the next time, where all went well.
const NEXT: SignedDuration = SignedDuration::from_mins(5);
/// The longest wait after failures.
const LONGEST_WAIT: i64 = 15;
/// How long until the next time at the server inside the app, which nobody else tells anything.
const NEXT_INSIDE: SignedDuration = SignedDuration::from_hours(1);

impl Installation {
    /// How far it is. Nobody is asked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sync_view(&self) -> Result<GoingAlong, Problem> {
        let store = self.opened().await?;
        let enrolment = store.enrolment().await.map_err(|error| store_did_not_open(&error))?;
        let row = match enrolment {
            Some(row) if !row.embedded => row,
            row => {
                let embedded = self.embedded_view(&store, row.as_ref()).await?;
                return Ok(GoingAlong { embedded, ..GoingAlong::default() });
            }
        };
        let view = view::of(&store, self.now()).await;
        let mut view = view.map_err(|error| store_did_not_open(&error))?;
        let proposals = waiting(&store, &self.own_files()).await;
        view.proposals = proposals.map_err(|error| store_did_not_open(&error))?;
        view.trouble = match Standing::from_name(&row.standing) {
            Some(Standing::In) => view.trouble,
            Some(Standing::AnotherLife) => Some(server_restored()),
            Some(Standing::ShutOut) | None => Some(device_shut_out(&row.address)),
        };
        Ok(view)
    }

    /// Takes and tells now, one after the other where several want that.
    ///
    /// # Errors
    /// When this computer is in nowhere, another program of it is at it, the vault is shut, or
    /// the server does not answer, says no or was restored. What could not be told waits.
    pub async fn sync_now(&self) -> Result<GoingAlong, Problem> {
        self.go_along().await?;
        self.sync_view().await
    }

    /// The same. Says whether something of this computer is another than before.
    async fn go_along(&self) -> Result<bool, Problem> {
        let _ours = self.syncing().lock().await;
        let row = self.enrolled().await?;
        // The app alone runs it.
        if row.embedded && self.embedded_server().is_none() {
            return Err(not_enrolled());
        }
        if self.is_practice_firm().await? {
            return Err(practice_stays_apart());
        }
        let store = self.opened().await?;
        let failed = |error| store_did_not_open(&error);
        let until = (self.now() + TURN).to_string();
        if !store.take_sync_turn(&self.now().to_string(), &until).await.map_err(failed)? {
            return Err(sync_under_way());
        }
        let done = self.take_and_tell(&store).await;
        let now = self.now();
        match done {
            Ok(is_other) => {
                let next = (now + if row.embedded { NEXT_INSIDE } else { NEXT }).to_string();
                store.sync_went_well(&now.to_string(), &next).await.map_err(failed)?;
                Ok(is_other)
            }
            Err(problem) => {
                let problem = match row.embedded {
                    true => self.embedded_failed(&store, &row, &problem).await,
                    false => problem,
                };
                let failures = store.sync_state().await.map_err(failed)?.failures;
                let wait = 2_i64.saturating_pow(failures).min(LONGEST_WAIT);
                let next = (now + SignedDuration::from_mins(wait)).to_string();
                let told = serde_json::to_string(&problem).unwrap_or_else(|_| "null".into());
                store.sync_failed(&told, &next).await.map_err(failed)?;
                Err(problem)
            }
        }
    }

    /// The same where it is time for it: there is something to tell, or nobody asked for a
    /// while. Where it was done, says whether something of this computer is another than before.
    ///
    /// # Errors
    /// As [`Installation::sync_now`].
    pub async fn sync_if_due(&self) -> Result<Option<bool>, Problem> {
        let store = self.opened().await?;
        let failed = |error| store_did_not_open(&error);
        let Some(row) = store.enrolment().await.map_err(failed)? else { return Ok(None) };
        // Nothing changes by itself for one that is not let in, or waits for a person.
        if row.standing != Standing::In.as_str() {
            return Ok(None);
        }
        if row.embedded && !self.may_ask_embedded(&row) {
            return Ok(None);
        }
        let state = store.sync_state().await.map_err(failed)?;
        let next = state.next_try_at.as_ref().and_then(|at| at.parse::<Timestamp>().ok());
        // A clock that was put back makes nobody wait longer than the longest wait.
        let longest = SignedDuration::from_mins(LONGEST_WAIT);
        let longest = self.now() + if row.embedded { NEXT_INSIDE } else { longest };
        let waits = next.is_some_and(|next| self.now() < next && next <= longest);
        let has_news = state.failures == 0 && !store.to_be_told().await.map_err(failed)?.is_empty();
        if waits && !has_news {
            return Ok(None);
        }
        match self.go_along().await {
            Err(problem) if problem.code == ErrorCode::SyncUnderWay => Ok(None),
            done => done.map(Some),
        }
    }

    /// Has a thing that both changed be as it is here, or as the server has it.
    ///
    /// # Errors
    /// When there is nothing to decide any more, or the database cannot be written.
    pub async fn settle_sync(&self, choice: &SyncChoice) -> Result<GoingAlong, Problem> {
        self.enrolled_at_the_firms().await?;
        let store = self.opened().await?;
        let detail = Detail::new()
            .text("what", &choice.thing.id)
            .word("kept", if choice.ours { "what is here" } else { "what the server has" });
        let entry = self.entry(AuditAction::ServerSettled).detail(detail);
        let at = self.now().to_string();
        let change = Change { at: &at, entries: &[entry] };
        let settled = store.settle(&thing(&choice.thing), choice.ours, change, fits).await;
        if !settled.map_err(|error| store_did_not_open(&error))? {
            return Err(nothing_to_settle());
        }
        self.sign_what_was_entered().await;
        self.sync_view().await
    }

    async fn take_and_tell(&self, store: &Store) -> Result<bool, Problem> {
        self.contact_server(false).await?;
        let row = self.enrolled().await?;
        if row.standing == Standing::AnotherLife.as_str() {
            return Err(server_restored());
        }
        if row.embedded {
            let mut device: Device = self.device(store, row).await?;
            return self.tell_what_changed(store, &mut device).await;
        }
        // Who renews comes first: how a connection is may depend on it.
        let moved = self.settle_handovers().await?;
        let row = self.enrolled().await?;
        let mut device: Device = self.device(store, row).await?;
        let mut is_other = self.take_what_changed(store, &mut device).await? || moved;
        is_other |= self.tell_what_changed(store, &mut device).await?;
        if let Err(problem) = self.learn_names(store, &mut device).await {
            // Who offered something is shown by their id meanwhile.
            tracing::info!(code = %problem.code, "who offered a provider file was not learnt");
        }
        if let Err(problem) = self.tell_trails(store, &mut device).await {
            // What goes along has gone along. It is told with the next round.
            tracing::warn!(code = %problem.code, "where this trail ends was not told");
        }
        Ok(is_other)
    }
}
