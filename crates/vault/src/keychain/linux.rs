//! The Secret Service of a Linux desktop: GNOME Keyring, KWallet, KeePassXC.
//!
//! The connection is made anew for every question. It costs milliseconds, and it is
//! what makes a daemon that was restarted, or a session bus that came up late, work
//! without restarting the app.

use keyring_core::Error;
use keyring_core::api::CredentialStoreApi;
use secret_service::blocking::SecretService;
use secret_service::{EncryptionType, Error as ServiceError};
use zbus_secret_service_keyring_store::Store;

use super::{Backend, KeychainFacts, KeychainTrouble, SERVICE};
use crate::Secret;

/// What the person reads in the desktop's own keychain program.
const LABEL: &str = "Patchbay: key of the vault";

/// The same of a firm server's own key, by what its name begins with.
const OF_A_SERVER: (&str, &str) = ("firm-server-", "Patchbay: own key of the firm server");

/// The keychain of this desktop session.
#[derive(Debug)]
pub struct OsKeychain;

impl Backend for OsKeychain {
    fn ask(&mut self, name: &str) -> Result<KeychainFacts, KeychainTrouble> {
        let items = ready(name)?;
        if items > 1 {
            return Err(ambiguous(items, name));
        }
        Ok(KeychainFacts { backend: "Secret Service", holds_key: items == 1 })
    }

    fn read(&mut self, name: &str) -> Result<Option<Secret<String>>, KeychainTrouble> {
        ready(name)?;
        match entry(name)?.get_password() {
            Ok(key) => Ok(Some(Secret::new(key))),
            Err(Error::NoEntry) => Ok(None),
            Err(other) => Err(refused(other, name)),
        }
    }

    fn write(&mut self, name: &str, key: &Secret<String>) -> Result<(), KeychainTrouble> {
        ready(name)?;
        entry(name)?.set_password(key.expose_secret()).map_err(|error| refused(error, name))
    }

    fn delete(&mut self, name: &str) -> Result<(), KeychainTrouble> {
        ready(name)?;
        match entry(name)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(other) => Err(refused(other, name)),
        }
    }

    fn unlock(&mut self) -> Result<(), KeychainTrouble> {
        let service = connect()?;
        let collection = service.get_default_collection().map_err(no_collection)?;
        if collection.is_locked().map_err(failed)? {
            collection.unlock().map_err(failed)?;
        }
        Ok(())
    }
}

fn connect<'a>() -> Result<SecretService<'a>, KeychainTrouble> {
    // No secret travels in this session, so there is nothing to encrypt. The entries
    // below have an encrypted session of their own.
    SecretService::connect(EncryptionType::Plain).map_err(unreachable)
}

/// Makes sure that nothing that follows can prompt or be misled, and counts the keys of
/// that name. Reading from a locked collection would raise a prompt, and a service with
/// no default collection answers "no entry" to every read although nothing could ever
/// be written.
fn ready(name: &str) -> Result<usize, KeychainTrouble> {
    let service = connect()?;
    let collection = service.get_default_collection().map_err(no_collection)?;
    if collection.is_locked().map_err(failed)? {
        return Err(KeychainTrouble::Locked);
    }
    // An entry of ours in another, locked collection would raise a prompt too.
    let ours = [("service", SERVICE), ("username", name)].into();
    let found = service.search_items(ours).map_err(failed)?;
    if !found.locked.is_empty() {
        return Err(KeychainTrouble::Locked);
    }
    Ok(found.unlocked.len())
}

fn entry(name: &str) -> Result<keyring_core::Entry, KeychainTrouble> {
    let (beginning, of_a_server) = OF_A_SERVER;
    let label = if name.starts_with(beginning) { of_a_server } else { LABEL };
    Store::new()
        .and_then(|store| store.build(SERVICE, name, Some(&[("label", label)].into())))
        .map_err(|error| KeychainTrouble::Broken(error.to_string()))
}

fn refused(error: Error, name: &str) -> KeychainTrouble {
    match error {
        Error::Ambiguous(found) => ambiguous(found.len(), name),
        // Its text would quote the bytes that were found, which may be most of a key.
        Error::BadEncoding(_) => KeychainTrouble::Broken("what it keeps is not text".into()),
        Error::NoStorageAccess(_) => KeychainTrouble::Locked,
        other => KeychainTrouble::Broken(other.to_string()),
    }
}

fn ambiguous(found: usize, name: &str) -> KeychainTrouble {
    KeychainTrouble::Broken(format!("it holds {found} keys named {name}, and there must be one"))
}

fn no_collection(error: ServiceError) -> KeychainTrouble {
    match error {
        ServiceError::NoResult => {
            KeychainTrouble::Broken("it has no default collection to store in".into())
        }
        other => failed(other),
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
