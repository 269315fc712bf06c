//! The connections that this server holds: what opens them is sealed here under its own key, and
//! here they are proven and kept alive. Whose a hand-over is and how far it is, the database
//! decides ([`patchbay_firm_store::Custody`]); what is asked at a provider is
//! [`patchbay_custody`]'s. Invariant: what opens a connection is in clear in memory alone, inside a
//! secret; it is renewed by one server at a time, and what a renewal brings is sealed and saved
//! before anything else is done with it.

mod check;
mod found;
mod keys;
mod look_after;
pub(crate) mod mail;
mod model;
mod opened;
mod own;
mod plan;
mod prove;
mod renew;
mod rounds;
mod trouble;
mod under_way;

pub(crate) use keys::Keys;
pub(crate) use look_after::{Why, look_after, revoke};
pub(crate) use opened::{Opened, pair_sealed_anew};
pub(crate) use plan::next_check;
pub(crate) use prove::Handed;
pub(crate) use rounds::keep;
pub(crate) use trouble::KeyTrouble;
