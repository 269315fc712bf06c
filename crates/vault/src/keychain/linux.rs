//! The Secret Service of a Linux desktop: GNOME Keyring, KWallet, KeePassXC.
//!
//! The connection is made anew for every question. It costs milliseconds, and it is
//! what makes a daemon that was restarted, or a session bus that came up late, work
//! without restarting the app.

use keyring_core::api::CredentialStoreApi;
use secret_service::blocking::SecretService;
use secret_service::{EncryptionType, Error as ServiceError};
use zbus_secret_service_keyring_store::Store;

use super::{Backend, KEY_NAME, KeychainFacts, KeychainTrouble, SERVICE};

/// The keychain of this desktop session.
#[derive(Debug)]
pub struct OsKeychain;

impl Backend for OsKeychain {
    fn ask(&mut self) -> Result<KeychainFacts, KeychainTrouble> {
        // No secret travels in this session, so there is nothing to encrypt.
        let service = SecretService::connect(EncryptionType::Plain).map_err(unreachable)?;
        // Reading from a locked collection would raise a prompt, and a service with
        // no default collection answers "no entry" to every read although nothing
        // could ever be written. Both are found out before the key is looked for.
        let collection = service.get_default_collection().map_err(|error| match error {
            ServiceError::NoResult => {
                KeychainTrouble::Broken("it has no default collection to store in".into())
            }
            other => failed(other),
        })?;
        if collection.is_locked().map_err(failed)? {
            return Err(KeychainTrouble::Locked);
        }
        // An entry of ours in another, locked collection would raise a prompt too.
        let ours = [("service", SERVICE), ("username", KEY_NAME)].into();
        if !service.search_items(ours).map_err(failed)?.locked.is_empty() {
            return Err(KeychainTrouble::Locked);
        }
        Ok(KeychainFacts { backend: "Secret Service", holds_key: holds_key()? })
    }
}

/// Whether our entry exists. Reads its attributes only, never the key.
fn holds_key() -> Result<bool, KeychainTrouble> {
    use keyring_core::Error;

    let entry = Store::new()
        .and_then(|store| store.build(SERVICE, KEY_NAME, None))
        .map_err(|error| KeychainTrouble::Broken(error.to_string()))?;
    match entry.get_attributes() {
        Ok(_) => Ok(true),
        Err(Error::NoEntry) => Ok(false),
        Err(Error::Ambiguous(found)) => Err(KeychainTrouble::Broken(format!(
            "it holds {} entries named {KEY_NAME} where there must be one",
            found.len()
        ))),
        Err(Error::NoStorageAccess(_)) => Err(KeychainTrouble::Locked),
        Err(other) => Err(KeychainTrouble::Broken(other.to_string())),
    }
}

/// What a failed connection says: there is no bus, or nobody on it keeps secrets.
fn unreachable(error: ServiceError) -> KeychainTrouble {
    match failed(error) {
        KeychainTrouble::Broken(why) => KeychainTrouble::Absent(why),
        other => other,
    }
}

fn failed(error: ServiceError) -> KeychainTrouble {
    match error {
        ServiceError::Locked => KeychainTrouble::Locked,
        ServiceError::Prompt => KeychainTrouble::Denied("the prompt was dismissed".into()),
        ServiceError::Unavailable => KeychainTrouble::Absent(error.to_string()),
        other => {
            let said = other.to_string();
            if said.contains("AccessDenied") {
                KeychainTrouble::Denied(said)
            } else {
                KeychainTrouble::Broken(said)
            }
        }
    }
}
