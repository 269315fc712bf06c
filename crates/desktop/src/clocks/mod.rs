//! When credentials die, and who keeps them alive until then.
//!
//! What a connection's clocks are is worked out from its row and its provider's file, at a
//! time that is passed in; nothing is called and nothing is changed. Who is told of it, and
//! what is then to be done, are `repairs`; renewing is `connect`.

mod calendar;
mod ics;
mod running;
pub(crate) mod stage;

use patchbay_contract::{Clocks, ConnectionClocks, Problem};

use crate::Installation;
use crate::catalogue::Catalogue;
use crate::hub::shown;

pub(crate) use running::{lives_on_a_key, running};

impl Installation {
    /// The clocks of every connection.
    ///
    /// # Errors
    /// When the database cannot be opened or read.
    pub async fn clocks(&self, catalogue: &Catalogue) -> Result<Clocks, Problem> {
        let now = self.now();
        let (rows, _) = self.stored_connections().await?;
        let of_row = |row: patchbay_store::Connection| {
            let provider = catalogue.find(&row.provider).map(|(provider, _)| provider);
            let clocks = running(&row, provider.as_ref(), now);
            let provider_name = provider.map_or_else(|| row.provider.clone(), |known| known.name);
            ConnectionClocks { connection: shown(row, now), provider_name, clocks }
        };
        Ok(Clocks { connections: rows.into_iter().map(of_row).collect(), at: now })
    }
}
