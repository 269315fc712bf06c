//! Ending a connection that the server holds, or has something of: it has the provider take the
//! permission back, since it alone has what that needs, and removes what it has.

use patchbay_contract::custody::CustodyState;
use patchbay_contract::{HandoverStep, Problem};
use patchbay_custody::{Ended, Unended};

use super::settling::nothing_there;
use super::{found, is};
use crate::Installation;
use crate::firm::{Said, Withdrawal};

/// What came of it at the server.
#[derive(Debug)]
pub(crate) enum TakenThere {
    /// The server has nothing of it: this computer tells the provider.
    Nothing,
    /// The server told the provider, which took it so.
    By(Ended),
    /// The provider could not be told, or said no: the server holds it still.
    Stands(Unended),
}

impl Installation {
    /// Has the server end its part of a connection that is being ended, `despite` its
    /// permission standing where that is wished.
    ///
    /// # Errors
    /// When the server does not answer, or does not remove it.
    pub(crate) async fn ended_there(
        &self,
        connection: &str,
        despite: bool,
    ) -> Result<TakenThere, Problem> {
        let store = self.opened().await?;
        let Some(one) = found(&store, connection).await? else { return Ok(TakenThere::Nothing) };
        if is(&one, HandoverStep::TakingBack) {
            // What it had is another permission, and no use to anybody: it goes in any case.
            return self.withdrawn(connection, true).await.map(|_| TakenThere::Nothing);
        }
        if !is(&one, HandoverStep::Held) && !self.called_back(connection).await? {
            return Ok(TakenThere::Nothing);
        }
        self.withdrawn(connection, despite).await
    }

    async fn withdrawn(&self, connection: &str, despite: bool) -> Result<TakenThere, Problem> {
        let _ours = self.handing().lock().await;
        let store = self.open_vault().await?;
        let Some(one) = found(&store, connection).await? else { return Ok(TakenThere::Nothing) };
        let mut device = self.at_the_server(&store).await?;
        let said = self.withdraw(&store, &mut device, &one, Withdrawal::Revoked).await?;
        if let Some(stands) = stands(&said) {
            if !despite {
                return Ok(TakenThere::Stands(stands));
            }
            nothing_there(self.withdraw(&store, &mut device, &one, Withdrawal::Forgotten).await?)?;
            return Ok(TakenThere::By(Ended::nothing(&stands)));
        }
        let ended = match &said {
            Said::So(view) => view.revoked.clone(),
            _ => None,
        };
        nothing_there(said)?;
        Ok(TakenThere::By(ended.unwrap_or_else(Ended::by_hand)))
    }
}

/// Why the server holds it still, where the provider was not told or said no.
fn stands(said: &Said) -> Option<Unended> {
    let Said::So(view) = said else { return None };
    let (taken, problem) = (view.revoked.as_ref()?, view.problem.clone()?);
    (view.state == CustodyState::Held).then(|| Unended {
        taken: taken.taken,
        said: taken.said.clone().unwrap_or_else(|| problem.what.clone()),
        problem,
    })
}
