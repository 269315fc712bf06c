//! The server's audit trail: entries that follow from each other, each holding the hash of
//! the one before it. Whoever changes something hands its entry to the same transaction.
//!
//! What a check proves: that no entry was changed, taken out of the middle or put elsewhere.
//! What it cannot prove: that nothing was cut off at the end, or that all of it was not
//! written anew, by somebody who holds the whole database. Against that only a copy elsewhere
//! helps: a backup, the last hash written down, or the computers of the firm, which keep what they
//! were told of it in their own trails (`witness`).

mod action;
mod chain;
mod detail;
mod query;
mod witness;

pub use action::Action;
pub use detail::NewEntry;
pub use query::{AuditBroken, AuditEntry, AuditFilter, AuditWhole};
pub use witness::TrailPlace;
