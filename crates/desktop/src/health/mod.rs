//! How a connection is, in five parts, each with its last proof: told from what is written down
//! (its row, its newest tests, the rounds of its mailbox), with nobody asked for it. What a test
//! says about which part is in `about`, and what follows from all of it in `parts`.

mod about;
mod parts;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use patchbay_contract::{ConnectionHealth, ErrorCode, PastProbe, Problem};
use patchbay_store::MailboxRow;

use crate::Installation;
use crate::catalogue::Catalogue;
use crate::hub::shown;
use crate::problems::{connection_unknown, store_did_not_open};
use parts::{Known, Round, parts};

impl Installation {
    /// The five parts of a connection.
    ///
    /// # Errors
    /// When there is no such connection, or the database cannot be read.
    pub async fn health(
        &self,
        catalogue: &Catalogue,
        id: &str,
    ) -> Result<ConnectionHealth, Problem> {
        let store = self.opened().await?;
        let failed = |error| store_did_not_open(&error);
        let row = store.connection(id).await.map_err(failed)?.ok_or_else(connection_unknown)?;
        let mut tests = self.probes_of(id, u32::MAX).await?;
        tests.retain(found_out_something);
        let mailboxes = store.mailboxes().await.map_err(failed)?;
        let mailbox = mailboxes.into_iter().find(|one| one.connection == row.id);
        if !catalogue.is_built_in(&row.provider) {
            catalogue.read_own_at_least_once();
        }
        let provider = catalogue.find(&row.provider).map(|(provider, _)| provider);
        let (id, now) = (row.id.clone(), self.now());
        let odd_books = row.condition == "works";
        let connection = shown(row, now);
        let known = Known {
            provider: provider.as_ref(),
            connection: &connection,
            odd_books,
            tests: &tests,
            round: mailbox.map(round),
            now,
        };
        Ok(ConnectionHealth { connection: id, parts: parts(&known) })
    }
}

/// One that somebody else kept from being made says nothing.
fn found_out_something(test: &PastProbe) -> bool {
    test.trouble.as_ref().is_none_or(|trouble| trouble.code != ErrorCode::ConnectionBusy)
}

/// What the rounds of a mailbox say.
fn round(row: MailboxRow) -> Round {
    Round {
        last: row.last_round.and_then(|at| at.parse::<Timestamp>().ok()),
        trouble: row.problem.and_then(|text| serde_json::from_str(&text).ok()),
        waits: row.waits,
        paused: row.paused,
    }
}
