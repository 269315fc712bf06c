//! Ending a connection that the server holds, or has something of: it removes what it has, and
//! where it alone can, has the provider take the permission back.

use patchbay_contract::{ErrorCode, HandoverStep, Problem, TakenBack};

use super::settling::nothing_there;
use super::{found, is};
use crate::Installation;
use crate::firm::Said;

/// How the provider took it that what the server had is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TakenThere {
    /// The server has nothing of it: this computer tells the provider.
    Nothing,
    /// The server told the provider, which took it so.
    By(TakenBack),
}

impl Installation {
    /// Has the server end its part of a connection that is being ended.
    ///
    /// # Errors
    /// When the server does not answer, or does not remove it.
    pub(crate) async fn ended_there(&self, connection: &str) -> Result<TakenThere, Problem> {
        let store = self.opened().await?;
        let Some(one) = found(&store, connection).await? else { return Ok(TakenThere::Nothing) };
        if !is(&one, HandoverStep::Held) {
            let is_ours = match is(&one, HandoverStep::TakingBack) {
                // What it had is another permission, and no use to anybody: it is ended too.
                true => return self.withdrawn(connection).await.map(|_| TakenThere::Nothing),
                false => !self.called_back(connection).await?,
            };
            if is_ours {
                return Ok(TakenThere::Nothing);
            }
        }
        self.withdrawn(connection).await.map(TakenThere::By)
    }

    async fn withdrawn(&self, connection: &str) -> Result<TakenBack, Problem> {
        let _ours = self.handing().lock().await;
        let store = self.open_vault().await?;
        let Some(one) = found(&store, connection).await? else { return Ok(TakenBack::ByHand) };
        let mut device = self.at_the_server(&store).await?;
        let said = match self.withdraw(&store, &mut device, &one, true).await {
            // One that knows no such wish removes what it has, and a person tells the provider.
            Err(problem) if problem.code == ErrorCode::ServerRefused => {
                self.withdraw(&store, &mut device, &one, false).await?
            }
            said => said?,
        };
        let taken = match &said {
            Said::So(view) if view.revoked == Some(true) => TakenBack::Confirmed,
            _ => TakenBack::ByHand,
        };
        nothing_there(said)?;
        Ok(taken)
    }
}
