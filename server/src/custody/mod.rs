//! The connections that this server holds: what opens them is sealed here under its own key, and
//! here they are proven and kept alive. Whose a hand-over is and how far it is, the database
//! decides ([`patchbay_firm_store::Custody`]). Invariant: what opens a connection is in clear in
//! memory alone, inside a secret, and for one request at a time.

mod keys;
mod trouble;

pub(crate) use keys::{Keys, Opened, pair_sealed_anew};
pub(crate) use trouble::KeyTrouble;
