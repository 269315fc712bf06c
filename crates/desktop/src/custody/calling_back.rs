//! Calling a connection back that is on its way to the server: it stays here once the server has
//! said that it holds nothing of it. One that the server holds already is taken back by signing
//! in again.

use patchbay_contract::custody::CustodyState;
use patchbay_contract::{CustodyNow, HandoverStep, Problem};
use patchbay_store::{Handover, Store};

use super::settling::nothing_there;
use super::{Handing, found, is};
use crate::Installation;
use crate::firm::{Device, Said, Withdrawal};
use crate::problems::{handover_waits, held_by_server};

impl Handing {
    /// Has it stay here. Where the server holds it by now, that is what comes of it.
    ///
    /// # Errors
    /// When the server holds it since long, or does not answer: nothing changes then.
    pub async fn call_back(&self, connection: &str) -> Result<CustodyNow, Problem> {
        let installation = self.keys.installation();
        installation.called_back(connection).await?;
        self.keys.notices().hub_changed();
        installation.custody_of(connection).await
    }
}

impl Installation {
    /// The same. Says whether the server holds it by now.
    pub(crate) async fn called_back(&self, connection: &str) -> Result<bool, Problem> {
        let _ours = self.handing().lock().await;
        let store = self.opened().await?;
        let Some(one) = found(&store, connection).await? else { return Ok(false) };
        if is(&one, HandoverStep::Held) {
            return Err(held_by_server());
        }
        if is(&one, HandoverStep::TakingBack) {
            self.settled_by_us(connection).await?;
            return Ok(false);
        }
        match self.asked_back(&store, &one).await {
            Ok(is_held) => Ok(is_held),
            Err(problem) => {
                let problem = match is(&one, HandoverStep::LettingGo) {
                    true => handover_waits(problem),
                    false => problem,
                };
                self.note(&store, &one, Some(&problem)).await?;
                Err(problem)
            }
        }
    }

    async fn asked_back(&self, store: &Store, one: &Handover) -> Result<bool, Problem> {
        let vault = self.open_vault().await?;
        let mut device = self.at_the_server(&vault).await?;
        self.stays_unless_held(store, &mut device, one).await
    }

    /// Calls it back. The server may have heard that it was let go, though its answer did not come:
    /// then it may have renewed it already, and what is here is spent. Says whether it is so.
    pub(super) async fn stays_unless_held(
        &self,
        store: &Store,
        device: &mut Device,
        one: &Handover,
    ) -> Result<bool, Problem> {
        match self.withdraw(store, device, one, Withdrawal::UnlessHeld).await? {
            Said::So(view) if view.state == CustodyState::Held => {
                self.is_held(store, device, one).await?;
                Ok(true)
            }
            said => {
                nothing_there(said)?;
                self.is_kept(store, device, one).await?;
                Ok(false)
            }
        }
    }
}
