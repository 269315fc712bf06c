//! The vault over a keychain that does what a test tells it, and real tables.

mod administrators;
mod broken;
mod keys;
mod kits;
mod states;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use patchbay_contract::{AuditAction, AuditActor};
use patchbay_store::audit::NewEntry;
use patchbay_store::vault::{Resealed, SealedBytes, SealedTable};
use patchbay_store::{Change, Opening, Store};
use patchbay_vault::{Backend, Keychain, KeychainFacts, KeychainTrouble, Secret};

use super::*;
use crate::vault::Credential;

const AT: &str = "2026-11-21T09:00:00Z";
const NOW: Change<'_> = Change { at: AT, entries: &[] };

/// A keychain in memory, whose answers a test may spoil.
#[derive(Clone, Default)]
struct Played(Arc<Mutex<Inside>>);

#[derive(Default)]
struct Inside {
    keys: BTreeMap<String, String>,
    trouble: Option<KeychainTrouble>,
    refuses_to_delete: bool,
}

impl Played {
    fn keychain(&self) -> Keychain {
        Keychain::over(self.clone(), Duration::from_secs(5))
    }

    fn spoil(&self, trouble: Option<KeychainTrouble>) {
        self.0.lock().unwrap().trouble = trouble;
    }

    fn keep_what_is_deleted(&self, keep: bool) {
        self.0.lock().unwrap().refuses_to_delete = keep;
    }

    fn names(&self) -> Vec<String> {
        self.0.lock().unwrap().keys.keys().cloned().collect()
    }

    fn change(&self, act: impl FnOnce(&mut BTreeMap<String, String>)) {
        act(&mut self.0.lock().unwrap().keys);
    }

    fn answer<T>(
        &self,
        act: impl FnOnce(&mut BTreeMap<String, String>) -> T,
    ) -> Result<T, KeychainTrouble> {
        let mut inside = self.0.lock().unwrap();
        match &inside.trouble {
            Some(trouble) => Err(trouble.clone()),
            None => Ok(act(&mut inside.keys)),
        }
    }
}

impl Backend for Played {
    fn ask(&mut self, name: &str) -> Result<KeychainFacts, KeychainTrouble> {
        self.answer(|keys| KeychainFacts { backend: "test", holds_key: keys.contains_key(name) })
    }

    fn read(&mut self, name: &str) -> Result<Option<Secret<String>>, KeychainTrouble> {
        self.answer(|keys| keys.get(name).cloned().map(Secret::new))
    }

    fn write(&mut self, name: &str, key: &Secret<String>) -> Result<(), KeychainTrouble> {
        self.answer(|keys| {
            let before = keys.insert(name.into(), key.expose_secret().clone());
            assert_eq!(before, None, "a key in the keychain is never overwritten");
        })
    }

    fn delete(&mut self, name: &str) -> Result<(), KeychainTrouble> {
        if self.0.lock().unwrap().refuses_to_delete {
            return Err(KeychainTrouble::Denied("not now".into()));
        }
        self.answer(|keys| drop(keys.remove(name)))
    }

    fn unlock(&mut self) -> Result<(), KeychainTrouble> {
        self.answer(|_| ())
    }
}

fn entry(action: AuditAction) -> NewEntry {
    NewEntry::new(Timestamp::UNIX_EPOCH, AuditActor::Patchbay, "a test", action)
}

/// As `make_kit` wants it entered.
fn made(_: u16) -> NewEntry {
    entry(AuditAction::RecoveryKitMade)
}

/// One installation: its folder, its keychain, and the program that runs now.
struct Run {
    home: tempfile::TempDir,
    played: Played,
    store: Store,
    vault: Vault,
}

impl Run {
    async fn first() -> Self {
        let (home, played) = (tempfile::tempdir().unwrap(), Played::default());
        let store = open(home.path()).await;
        let vault = Vault::new(played.keychain());
        Self { home, played, store, vault }
    }

    /// With a vault in the keychain, and these credentials.
    async fn with(ids: &[&str]) -> Self {
        let run = Self::first().await;
        run.connection().await;
        for id in ids {
            run.save(id).await.unwrap();
        }
        run
    }

    /// The program ends and starts again.
    async fn again(self) -> Self {
        let Self { home, played, store, .. } = self;
        store.close().await;
        drop(store);
        let store = open(home.path()).await;
        let vault = Vault::new(played.keychain());
        Self { home, played, store, vault }
    }

    async fn connection(&self) {
        let row = patchbay_store::Connection::made("connection", "xero", AT);
        self.store
            .fill_practice(&[row], &[], entry(AuditAction::PracticeFilled))
            .await
            .unwrap()
            .unwrap();
    }

    async fn save(&self, id: &str) -> Result<(), VaultTrouble> {
        let credential = Credential {
            id,
            connection: "connection",
            kind: id,
            hint: None,
            secret: Secret::new(secret(id)),
        };
        self.vault.open_or_make(&self.store, NOW).await?;
        self.vault.save(&self.store, &credential, NOW).await
    }

    /// Whether the credential of that id opens and is what was saved.
    async fn holds(&self, id: &str) -> bool {
        let revealed = self.vault.reveal(&self.store, id).await.unwrap();
        revealed.is_some_and(|found| *found.expose_secret() == secret(id))
    }

    /// Flips a bit of a sealed credential behind the program's back.
    async fn spoil(&self, id: &str) {
        let row = self.store.sealed_credential(id).await.unwrap().unwrap();
        let mut bytes = row.sealed.clone();
        *bytes.last_mut().unwrap() ^= 1;
        let sealed = SealedBytes { key_id: row.key_id, bytes };
        let spoiled = Resealed { row, sealed };
        self.store.replace_resealed(SealedTable::Credentials, &[spoiled]).await.unwrap();
    }

    /// Begins a change of the data key and cuts it off before anything is sealed anew.
    async fn rekey_cut_off(&self) {
        let begun = AtomicBool::new(false);
        let tell = || begun.store(true, Ordering::Relaxed);
        let cut_off = std::future::poll_fn(|_| match begun.load(Ordering::Relaxed) {
            false => std::task::Poll::Pending,
            true => std::task::Poll::Ready(()),
        });
        tokio::select! {
            biased;
            () = cut_off => {}
            done = self.vault.rekey(&self.store, NOW, &tell) => panic!("it was not cut off: {done:?}"),
        }
        assert_eq!(self.store.data_keys().await.unwrap().len(), 2);
    }

    async fn open(&self) -> Result<(), VaultTrouble> {
        self.vault.open(&self.store).await
    }

    async fn move_to(&self, place: NewPlace) -> Result<(), VaultTrouble> {
        self.vault.move_to(&self.store, place, NOW).await
    }

    async fn rekey(&self) -> Result<(), VaultTrouble> {
        self.vault.rekey(&self.store, NOW, &|| ()).await
    }
}

async fn open(folder: &Path) -> Store {
    let opening = Opening { by_version: "1.0.0", at: Timestamp::UNIX_EPOCH };
    Store::open(folder, opening).await.unwrap()
}

fn secret(id: &str) -> Vec<u8> {
    format!("canary of {id}").into_bytes()
}

fn phrase(text: &str) -> Secret<String> {
    Secret::new(text.into())
}

fn passphrase(text: &str) -> NewPlace {
    NewPlace::Passphrase(phrase(text))
}
