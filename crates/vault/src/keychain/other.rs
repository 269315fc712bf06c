//! The macOS login keychain and the Windows Credential Manager.

use keyring_core::Error;
use keyring_core::api::CredentialStoreApi;

#[cfg(target_os = "macos")]
use apple_native_keyring_store::keychain::Store;
#[cfg(windows)]
use windows_native_keyring_store::Store;

use super::{Backend, KEY_NAME, KeychainFacts, KeychainTrouble, SERVICE};

#[cfg(target_os = "macos")]
const NAME: &str = "macOS Keychain";
#[cfg(windows)]
const NAME: &str = "Windows Credential Manager";

/// The keychain of this account.
#[derive(Debug)]
pub struct OsKeychain;

impl Backend for OsKeychain {
    fn ask(&mut self) -> Result<KeychainFacts, KeychainTrouble> {
        let entry = Store::new()
            .and_then(|store| store.build(SERVICE, KEY_NAME, None))
            .map_err(|error| KeychainTrouble::Broken(error.to_string()))?;
        let holds_key = match entry.get_credential() {
            Ok(_) => true,
            Err(Error::NoEntry) => false,
            Err(Error::NoStorageAccess(error)) => {
                return Err(KeychainTrouble::Absent(error.to_string()));
            }
            Err(other) => return Err(KeychainTrouble::Broken(other.to_string())),
        };
        Ok(KeychainFacts { backend: NAME, holds_key })
    }
}
