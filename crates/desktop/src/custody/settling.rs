//! Going on with what was left half done: the server is told or asked again, and its word is
//! what counts. Nothing of the vault but this computer's own token is needed for that.

use patchbay_contract::custody::CustodyState;
use patchbay_contract::{AuditAction, AuditOutcome, HandoverStep, Problem};
use patchbay_store::audit::{Detail, NewEntry};
use patchbay_store::{Change, Handover, Store, SyncKind};

use super::preview::row;
use super::{found, is};
use crate::Installation;
use crate::firm::{Device, Said, Withdrawal};
use crate::problems::{
    GIVEN_UP, handover_waits, held_by_server, not_proven, server_cannot_hold, store_did_not_open,
    taking_back_waits,
};

impl Installation {
    /// Goes on with every connection whose hand-over waits for the server's word. One that does
    /// not go on keeps no other from it. Says whether something is another than before.
    ///
    /// # Errors
    /// When the database or the vault cannot be opened.
    pub(crate) async fn settle_handovers(&self) -> Result<bool, Problem> {
        let store = self.opened().await?;
        let all = store.handovers().await.map_err(|error| store_did_not_open(&error))?;
        if all.is_empty() || store.enrolment().await.ok().flatten().is_none() {
            return Ok(false);
        }
        let mut is_other = false;
        for one in all {
            match self.settled(&one.connection).await {
                Ok(moved) => is_other |= moved,
                Err(problem) => {
                    tracing::info!(code = %problem.code, "a hand-over did not go on");
                }
            }
        }
        Ok(is_other)
    }

    /// Nothing, where this computer is who renews a connection. Where it was let go and the
    /// server's word is missing, the server is asked first.
    ///
    /// # Errors
    /// When the server holds it, or did not say yet.
    pub(crate) async fn is_renewed_here(&self, store: &Store, id: &str) -> Result<(), Problem> {
        let one = found(store, id).await?;
        if one.is_some_and(|one| is(&one, HandoverStep::LettingGo)) {
            self.settled(id).await?;
        }
        let row = store.connection(id).await.map_err(|error| store_did_not_open(&error))?;
        match row {
            Some(row) if row.custodian != "this_computer" => Err(held_by_server()),
            _ => Ok(()),
        }
    }

    /// Goes on with one. Says whether it is further than before.
    ///
    /// # Errors
    /// When the server does not answer, or says nothing that helps.
    pub(crate) async fn settled(&self, connection: &str) -> Result<bool, Problem> {
        let _ours = self.handing().lock().await;
        self.settled_by_us(connection).await
    }

    /// The same for whoever has the turn.
    pub(super) async fn settled_by_us(&self, connection: &str) -> Result<bool, Problem> {
        let store = self.opened().await?;
        let Some(one) = found(&store, connection).await? else { return Ok(false) };
        let waits = match HandoverStep::from_name(&one.state) {
            Some(HandoverStep::LettingGo) => handover_waits,
            Some(HandoverStep::TakingBack) => taking_back_waits,
            Some(HandoverStep::Held) if self.is_doubtful(&store, &one).await? => handover_waits,
            _ => return Ok(false),
        };
        match self.asked_about(&one).await {
            Ok(moved) => Ok(moved),
            Err(problem) => {
                let problem = waits(problem);
                self.note(&store, &one, Some(&problem)).await?;
                Err(problem)
            }
        }
    }

    async fn asked_about(&self, one: &Handover) -> Result<bool, Problem> {
        let store = self.open_vault().await?;
        let mut device = self.at_the_server(&store).await?;
        match HandoverStep::from_name(&one.state) {
            Some(HandoverStep::LettingGo) => self.let_go_of(&store, &mut device, one).await,
            Some(HandoverStep::TakingBack) => self.taken_back(&store, &mut device, one).await,
            _ => self.still_held(&store, &mut device, one).await,
        }
    }

    /// Says again that this computer has let go, and does as the server says then.
    async fn let_go_of(
        &self,
        store: &Store,
        device: &mut Device,
        one: &Handover,
    ) -> Result<bool, Problem> {
        match self.say_let_go(store, device, one).await? {
            Said::So(view) if view.state == CustodyState::Held => {
                self.is_held(store, device, one).await
            }
            Said::So(view) if view.state == CustodyState::Withdrawn => {
                self.is_kept(store, device, one).await
            }
            // It holds nothing of this number, and never will.
            Said::Nothing | Said::Withdrawn | Said::Other => self.is_kept(store, device, one).await,
            // It does not hold it, and could not be moved to now: called back, it never will.
            Said::NotProven => self.stays_unless_held(store, device, one).await.map(|_| true),
            Said::So(view) => Err(not_proven(view.problem)),
            Said::NoUse(code) => Err(server_cannot_hold(&code)),
        }
    }

    async fn taken_back(
        &self,
        store: &Store,
        device: &mut Device,
        one: &Handover,
    ) -> Result<bool, Problem> {
        nothing_there(self.withdraw(store, device, one, Withdrawal::Forgotten).await?)?;
        let entry = self.entry_of_handover(store, device, one, "this computer").await?;
        let at = self.now().to_string();
        let done = store.was_taken_back(one, Change { at: &at, entries: &[entry] }).await;
        self.sign_what_was_entered().await;
        done.map_err(|error| store_did_not_open(&error))
    }

    /// Asks whether the server holds it still, where what goes along says otherwise.
    async fn still_held(
        &self,
        store: &Store,
        device: &mut Device,
        one: &Handover,
    ) -> Result<bool, Problem> {
        let said = match self.custody_there(store, device, one).await? {
            // A server that was restored from before it was told.
            Said::So(view) if view.state != CustodyState::Withdrawn => match view.state {
                CustodyState::Held => Said::So(view),
                _ => self.say_let_go(store, device, one).await?,
            },
            said => said,
        };
        match said {
            Said::So(view) if view.state == CustodyState::Held => {
                self.note(store, one, None).await?;
                Ok(false)
            }
            Said::NoUse(code) => Err(server_cannot_hold(&code)),
            _ => {
                let entry = self.entry_of_handover(store, device, one, "nobody").await?;
                let entry = entry.ended(AuditOutcome::Failed);
                let at = self.now().to_string();
                let change = Change { at: &at, entries: &[entry] };
                let given_up = store.was_given_up(one, GIVEN_UP, change).await;
                given_up.map_err(|error| store_did_not_open(&error))
            }
        }
    }

    /// The server has said that it holds it: what opens it is removed here.
    pub(super) async fn is_held(
        &self,
        store: &Store,
        device: &Device,
        one: &Handover,
    ) -> Result<bool, Problem> {
        let entry = self.entry_of_handover(store, device, one, "the firm’s server").await?;
        let at = self.now().to_string();
        let change = Change { at: &at, entries: &[entry] };
        let held = store.held_by_server(one, change).await;
        let held = held.map_err(|error| store_did_not_open(&error))?;
        self.sign_what_was_entered().await;
        Ok(held)
    }

    /// The server has said that it holds nothing of it: it stays here.
    pub(super) async fn is_kept(
        &self,
        store: &Store,
        device: &Device,
        one: &Handover,
    ) -> Result<bool, Problem> {
        let entry = self.entry_of_handover(store, device, one, "this computer").await?;
        let at = self.now().to_string();
        let change = Change { at: &at, entries: &[entry.ended(AuditOutcome::Refused)] };
        let kept = store.keep_here(one, change).await;
        kept.map_err(|error| store_did_not_open(&error))
    }

    /// Who holds it from now on.
    pub(super) async fn entry_of_handover(
        &self,
        store: &Store,
        device: &Device,
        one: &Handover,
        holder: &str,
    ) -> Result<NewEntry, Problem> {
        let row = row(store, &one.connection).await?;
        let detail = Detail::new().text("server", &device.row.address).text("held by", holder);
        let entry = self.entry(AuditAction::ConnectionHandedOver);
        Ok(entry.connection(&row.provider, &row.id).detail(detail))
    }

    pub(super) async fn note(
        &self,
        store: &Store,
        one: &Handover,
        problem: Option<&Problem>,
    ) -> Result<(), Problem> {
        let problem = problem.and_then(|problem| serde_json::to_string(problem).ok());
        let noted = store.note_handover(one, &self.now().to_string(), problem.as_deref()).await;
        noted.map_err(|error| store_did_not_open(&error))
    }

    /// Whether what goes along does not say that the server holds it.
    async fn is_doubtful(&self, store: &Store, one: &Handover) -> Result<bool, Problem> {
        if !is(one, HandoverStep::Held) {
            return Ok(false);
        }
        let all = store.synced().await.map_err(|error| store_did_not_open(&error))?;
        let said = all
            .into_iter()
            .find(|row| row.kind == SyncKind::Connection.as_str() && row.id == one.connection);
        let facts = said.and_then(|row| serde_json::from_str::<serde_json::Value>(&row.facts).ok());
        Ok(facts.is_none_or(|facts| facts["custodian"] != "firm_server"))
    }
}

/// Nothing, where the server has said that it holds nothing of it and never will.
pub(super) fn nothing_there(said: Said) -> Result<(), Problem> {
    match said {
        Said::So(view) if view.state != CustodyState::Withdrawn => Err(not_proven(view.problem)),
        Said::NoUse(code) => Err(server_cannot_hold(&code)),
        Said::So(_) | Said::Nothing | Said::Withdrawn | Said::Other | Said::NotProven => Ok(()),
    }
}
