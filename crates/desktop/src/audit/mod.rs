//! The audit trail, joined: who the person is, what a page shows, what a check says and
//! what an export holds. How entries are chained is the store's.

mod check;
mod export;
#[cfg(test)]
mod export_tests;
mod formula;
mod key;
mod page;
mod record;

pub(crate) use formula::neutral;
pub use key::AuditKey;
