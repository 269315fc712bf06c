//! The tables of the vault: data keys, doors and wraps, and the rows that are sealed.
//!
//! This crate keeps the bytes and the order in which they change; what is in them, and
//! which door is to be used, is the desktop's and the vault's. Every function is one
//! transaction: whenever the process ends, the tables say a whole state.

mod about;
mod credentials;
mod data_keys;
mod doors;
mod own_secrets;
mod owners;
mod rekey;
mod scrub;
pub(crate) mod sealed;
mod set_aside;
mod webhook_secrets;

pub use credentials::{Credential, NewCredential};
pub use data_keys::{DataKey, NewDataKey};
pub use doors::{Door, NewDoor, Wrap};
pub use owners::{Owned, Owner};
pub use rekey::Resealed;
pub use sealed::{SealedBytes, SealedRow, SealedTable};
pub use set_aside::SetAside;
pub use webhook_secrets::{NewWebhookSecret, WebhookSecret};

pub(crate) use credentials::{put_credential, seal_credential};

#[cfg(test)]
mod every_table_tests;
#[cfg(test)]
mod tests;
