//! Keeps secrets: the operating system's keychain and, behind it, what is sealed.
//!
//! Today: [`Secret`], which cannot be printed or serialised, and [`Keychain`], which
//! asks the real keychain how it is without ever waiting for it on a thread that
//! matters. This crate alone names the keyring. It knows nothing of tables, files or
//! windows. Invariant: asking never changes anything, whatever the answer.

mod keychain;
mod secret;
mod signing;

pub use keychain::{Backend, Keychain, KeychainFacts, KeychainTrouble, OsKeychain};
pub use secret::Secret;
pub use signing::{PUBLIC_KEY_LENGTH, SIGNATURE_LENGTH, SigningKey, verify};
