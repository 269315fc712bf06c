//! The macOS login keychain and the Windows Credential Manager.

use keyring_core::Error;
use keyring_core::api::CredentialStoreApi;

#[cfg(target_os = "macos")]
use apple_native_keyring_store::keychain::Store;
#[cfg(windows)]
use windows_native_keyring_store::Store;

use super::{Backend, KeychainFacts, KeychainTrouble, SERVICE};
use crate::Secret;

#[cfg(target_os = "macos")]
const NAME: &str = "macOS Keychain";
#[cfg(windows)]
const NAME: &str = "Windows Credential Manager";

/// The keychain of this account.
#[derive(Debug)]
pub struct OsKeychain;

impl Backend for OsKeychain {
    fn ask(&mut self, name: &str) -> Result<KeychainFacts, KeychainTrouble> {
        let holds_key = match entry(name)?.get_credential() {
            Ok(_) => true,
            Err(Error::NoEntry) => false,
            Err(other) => return Err(refused(other)),
        };
        Ok(KeychainFacts { backend: NAME, holds_key })
    }

    fn read(&mut self, name: &str) -> Result<Option<Secret<String>>, KeychainTrouble> {
        match entry(name)?.get_password() {
            Ok(key) => Ok(Some(Secret::new(key))),
            Err(Error::NoEntry) => Ok(None),
            Err(other) => Err(refused(other)),
        }
    }

    fn write(&mut self, name: &str, key: &Secret<String>) -> Result<(), KeychainTrouble> {
        entry(name)?.set_password(key.expose_secret()).map_err(refused)
    }

    fn delete(&mut self, name: &str) -> Result<(), KeychainTrouble> {
        match entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(other) => Err(refused(other)),
        }
    }

    /// Both systems ask by themselves whenever a key is read.
    fn unlock(&mut self) -> Result<(), KeychainTrouble> {
        Ok(())
    }
}

fn entry(name: &str) -> Result<keyring_core::Entry, KeychainTrouble> {
    let store = Store::new().map_err(|error| KeychainTrouble::Broken(error.to_string()))?;
    // By itself Windows lets a key roam with the profile to other machines.
    let modifiers = [("persistence", "Local")].into();
    let modifiers = if cfg!(windows) { Some(&modifiers) } else { None };
    store
        .build(SERVICE, name, modifiers)
        .map_err(|error| KeychainTrouble::Broken(error.to_string()))
}

fn refused(error: Error) -> KeychainTrouble {
    match error {
        Error::NoStorageAccess(error) => KeychainTrouble::Denied(error.to_string()),
        // Its text would quote the bytes that were found, which may be most of a key.
        Error::BadEncoding(_) => KeychainTrouble::Broken("what it keeps is not text".into()),
        other => KeychainTrouble::Broken(other.to_string()),
    }
}
