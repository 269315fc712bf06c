//! Who holds a connection, and how far it is on its way. Nobody is asked.

use patchbay_contract::{CustodyNow, HandoverStep, Problem};
use patchbay_store::{Connection, Handover};

use crate::Installation;
use crate::hub::{shown, title};
use crate::problems::{connection_unknown, store_did_not_open};

impl Installation {
    /// Who holds a connection.
    ///
    /// # Errors
    /// When there is no such connection, or the database cannot be read.
    pub async fn custody_of(&self, connection: &str) -> Result<CustodyNow, Problem> {
        let all = self.custodies().await?;
        let is_it = |one: &CustodyNow| one.connection == connection;
        all.into_iter().find(is_it).ok_or_else(connection_unknown)
    }

    /// Who holds each of the connections.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn custodies(&self) -> Result<Vec<CustodyNow>, Problem> {
        let store = self.opened().await?;
        let failed = |error| store_did_not_open(&error);
        let server = self.at_the_firms().await?.map(|row| row.address);
        let handovers = store.handovers().await.map_err(failed)?;
        let rows = store.connections().await.map_err(failed)?;
        let of = |row: Connection| {
            let on_its_way = handovers.iter().find(|one| one.connection == row.id);
            self.now_of(row, on_its_way, server.clone())
        };
        Ok(rows.into_iter().map(of).collect())
    }

    fn now_of(
        &self,
        row: Connection,
        one: Option<&Handover>,
        server: Option<String>,
    ) -> CustodyNow {
        let (title, now) = (title(&row), self.now());
        let row = shown(row, now);
        CustodyNow {
            title,
            custodian: row.custodian,
            step: one.and_then(|one| HandoverStep::from_name(&one.state)),
            since: one.and_then(|one| one.since.parse().ok()),
            server,
            problem: one.and_then(|one| serde_json::from_str(one.problem.as_deref()?).ok()),
            provider: row.provider,
            connection: row.id,
        }
    }
}
