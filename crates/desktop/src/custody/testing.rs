//! Testing a connection that the server holds: the server makes the checks, with what it has,
//! and what it found is shown here as it is.

use patchbay_contract::{HandoverStep, Problem, Tested};
use patchbay_store::{Connection, Store};

use super::{found, is};
use crate::firm::{Said, View};
use crate::hub::title;
use crate::keys::Keys;
use crate::problems::{held_by_server, server_cannot_hold};

impl Keys {
    /// What the server finds now.
    ///
    /// # Errors
    /// When the server does not answer, or does not hold it.
    pub(crate) async fn tested_there(
        &self,
        store: &Store,
        row: &Connection,
    ) -> Result<Tested, Problem> {
        let installation = self.installation();
        let one = found(store, &row.id).await?;
        let Some(one) = one.filter(|one| is(one, HandoverStep::Held)) else {
            return Err(held_by_server());
        };
        let mut device = installation.at_the_server(store).await?;
        match installation.test_there(store, &mut device, &one).await? {
            Said::So(View { checks, problem, .. }) => Ok(Tested {
                connection: row.id.clone(),
                provider: row.provider.clone(),
                title: title(row),
                checks,
                problem,
            }),
            Said::NoUse(code) => Err(server_cannot_hold(&code)),
            _ => {
                // It holds it no more: that is found out and written down.
                installation.settled(&row.id).await?;
                Err(held_by_server())
            }
        }
    }
}
