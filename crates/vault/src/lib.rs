//! Keeps secrets: the operating system's keychain and, behind it, what is sealed.
//!
//! A [`Ring`] of data keys seals every credential for its one [`Place`]. Its keys are
//! kept wrapped, once for each door: the key in the [`Keychain`], a passphrase, the
//! code of a [`KitCode`], another administrator's [`Identity`]. [`Secret`] cannot be printed or serialised. This crate alone
//! names the keyring and the ciphers. It knows nothing of tables, files or windows:
//! what is kept where, and in which order, is the desktop's. Invariant: reading never
//! changes anything, whatever the answer.

mod administrator;
mod code;
mod core_dumps;
mod envelope;
mod key;
mod keychain;
mod passphrase;
mod place;
mod recovery_kit;
mod ring;
mod secret;
mod signing;
mod wrap;

pub use administrator::{Identity, NotAnIdentity, PublicIdentity};
pub use code::{GROUP, NotACode};
pub use core_dumps::forbid_core_dumps;
pub use envelope::{KeyId, NotSealed, Unsealable, key_of};
pub use key::{KEY_BYTES, Key, NoRandomness, NotAKey};
pub use keychain::{Backend, Keychain, KeychainFacts, KeychainTrouble, OsKeychain};
pub use passphrase::{NotStretched, SHORTEST_PASSPHRASE, Stretch, is_long_enough};
pub use place::Place;
pub use recovery_kit::{KitCode, NotThisKit, is_group};
pub use ring::{Ring, Sealed};
pub use secret::Secret;
pub use signing::{PUBLIC_KEY_LENGTH, SIGNATURE_LENGTH, SigningKey, verify};
pub use wrap::DoorKey;
