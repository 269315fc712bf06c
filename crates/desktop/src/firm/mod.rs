//! The firm's server, as this computer is in at it: it comes in by a code, proves itself by a
//! key of its own, and leaves again.
//!
//! The key and the token are sealed in the vault. What the server answers is read as from a
//! stranger (`answers`). Until the firm has one, the server inside the app stands in for it
//! (`embedded`). Invariant: a device that came in is kept here with its key, or taken back there.

mod address;
mod answers;
mod client;
mod contact;
mod custody;
mod custody_answers;
mod embedded;
mod enrol;
mod leave;
mod sync;
mod token;

pub(crate) use address::server_address;
pub(crate) use client::Unsaid;
pub(crate) use custody::{NamedKey, Said, Withdrawal, trusted_key};
pub(crate) use custody_answers::View;
pub(crate) use embedded::Embedded;
pub use embedded::{EmbeddedDatabase, EmbeddedTrouble, ServerLife};
use jiff::Timestamp;
use patchbay_contract::{Enrolment, EnrolmentView, FirmRole, Problem, Standing};
use patchbay_store::Enrolment as Row;

use crate::Installation;
use crate::problems::store_did_not_open;
pub(crate) use sync::{by_server, held_elsewhere};
pub(crate) use token::Device;

impl Installation {
    /// How this computer is in at the firm's server. Nobody is asked.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn enrolment(&self) -> Result<EnrolmentView, Problem> {
        let store = self.opened().await?;
        let row = store.enrolment().await.map_err(|error| store_did_not_open(&error))?;
        let enrolment = row.filter(|row| !row.embedded).as_ref().map(shown);
        Ok(EnrolmentView { enrolment, device_name: computer() })
    }
}

/// What this computer is called, as long as nobody says otherwise.
fn computer() -> String {
    whoami::hostname().unwrap_or_else(|_| "A computer".into())
}

fn shown(row: &Row) -> Enrolment {
    Enrolment {
        server: row.address.clone(),
        name: row.name.clone(),
        // What is not known may least.
        role: FirmRole::from_name(&row.role).unwrap_or(FirmRole::Support),
        device_name: row.device_name.clone(),
        enrolled_at: row.enrolled_at.parse().unwrap_or(Timestamp::UNIX_EPOCH),
        last_contact_at: row.last_contact_at.as_ref().and_then(|at| at.parse().ok()),
        standing: Standing::from_name(&row.standing).unwrap_or(Standing::ShutOut),
    }
}
