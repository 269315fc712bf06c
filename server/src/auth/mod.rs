//! Who asks, and whether they may: devices of people, and keys of software.
//!
//! What each route needs is one table ([`rules`]); what is not in it, nobody may. A token is
//! looked up by its SHA-256, so that how long that takes says nothing about it.

mod caller;
mod guard;
mod rules;
mod secret;

pub(crate) use caller::{Caller, Who};
pub(crate) use guard::guarded;
pub(crate) use rules::{Scope, check, may_decide_about};
pub(crate) use secret::{Secret, hash_of};
