//! What is left in this program's memory after the vault was locked: nothing that was
//! secret. The whole memory is read, as a core dump would hold it.
//!
//! A test program of its own, so that nothing else runs beside it.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

use std::collections::BTreeMap;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use patchbay_contract::{AuditAction, AuditActor};
use patchbay_desktop::vault::{Credential, NewPlace, Vault};
use patchbay_store::audit::NewEntry;
use patchbay_store::{Change, Opening, Store};
use patchbay_vault::{Backend, Key, Keychain, KeychainFacts, KeychainTrouble, Secret};

const AT: &str = "2026-11-21T09:00:00Z";
const NOW: Change<'_> = Change { at: AT, entries: &[] };

/// Something to look for, kept in a form that is not what is looked for.
struct Needle {
    name: &'static str,
    masked: Vec<u8>,
}

const MASK: u8 = 0x5a;

impl Needle {
    fn of(name: &'static str, bytes: &[u8]) -> Self {
        Self { name, masked: bytes.iter().map(|byte| byte ^ MASK).collect() }
    }

    fn is_in(&self, memory: &[u8]) -> bool {
        memory.windows(self.masked.len()).any(|window| {
            window.iter().zip(&self.masked).all(|(byte, masked)| byte ^ MASK == *masked)
        })
    }

    fn clear(&self) -> Vec<u8> {
        self.masked.iter().map(|byte| byte ^ MASK).collect()
    }
}

/// Which of them are anywhere in what this program may write to.
fn found(needles: &[Needle]) -> Vec<&'static str> {
    let memory = File::open("/proc/self/mem").unwrap();
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut found = Vec::new();
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (range, _) = line.split_once(' ').unwrap();
        let (from, to) = range.split_once('-').unwrap();
        let from = u64::from_str_radix(from, 16).unwrap();
        let to = u64::from_str_radix(to, 16).unwrap();
        let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
        if memory.read_exact_at(&mut bytes, from).is_err() {
            continue;
        }
        for needle in needles {
            if !found.contains(&needle.name) && needle.is_in(&bytes) {
                found.push(needle.name);
            }
        }
        // What was read is a copy of everything, and must not be found itself.
        bytes.fill(0);
    }
    found
}

/// A keychain that keeps its keys masked, as one does that is another program.
#[derive(Clone, Default)]
struct Masked(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

impl Masked {
    /// Needles for every key it holds: as the text it keeps, and as the bytes it means.
    fn needles(&self) -> Vec<Needle> {
        let keys = self.0.lock().unwrap();
        keys.values()
            .flat_map(|masked| {
                let text = Needle { name: "a key as text", masked: masked.clone() };
                let key = Key::from_text(&Secret::new(String::from_utf8(text.clear()).unwrap()));
                [text, Needle::of("a key", key.unwrap().expose_secret())]
            })
            .collect()
    }
}

impl Backend for Masked {
    fn ask(&mut self, name: &str) -> Result<KeychainFacts, KeychainTrouble> {
        Ok(KeychainFacts { backend: "test", holds_key: self.0.lock().unwrap().contains_key(name) })
    }

    fn read(&mut self, name: &str) -> Result<Option<Secret<String>>, KeychainTrouble> {
        Ok(self.0.lock().unwrap().get(name).map(|masked| {
            let clear = masked.iter().map(|byte| byte ^ MASK).collect();
            Secret::new(String::from_utf8(clear).unwrap())
        }))
    }

    fn write(&mut self, name: &str, key: &Secret<String>) -> Result<(), KeychainTrouble> {
        let masked = key.expose_secret().bytes().map(|byte| byte ^ MASK).collect();
        self.0.lock().unwrap().insert(name.into(), masked);
        Ok(())
    }

    fn delete(&mut self, name: &str) -> Result<(), KeychainTrouble> {
        self.0.lock().unwrap().remove(name);
        Ok(())
    }

    fn unlock(&mut self) -> Result<(), KeychainTrouble> {
        Ok(())
    }
}

/// A text nobody has written before, and the needle for it.
fn canary(name: &'static str) -> (Secret<String>, Needle) {
    let text = Key::generate().unwrap().to_text();
    let needle = Needle::of(name, text.expose_secret().as_bytes());
    (text, needle)
}

fn entry(action: AuditAction) -> NewEntry {
    NewEntry::new(Timestamp::UNIX_EPOCH, AuditActor::Patchbay, "a test", action)
}

async fn store(folder: &std::path::Path) -> Store {
    let opening = Opening { by_version: "1.0.0", at: Timestamp::UNIX_EPOCH };
    let store = Store::open(folder, opening).await.unwrap();
    let row = patchbay_store::Connection::made("connection", "xero", AT);
    store.fill_practice(&[row], &[], entry(AuditAction::PracticeFilled)).await.unwrap().unwrap();
    store
}

#[tokio::test]
async fn after_locking_no_secret_is_left_in_the_memory() {
    let home = tempfile::tempdir().unwrap();
    let store = store(home.path()).await;
    let masked = Masked::default();
    let vault = Vault::new(Keychain::over(masked.clone(), Duration::from_secs(5)));
    let (token, token_needle) = canary("the credential");
    let (phrase, phrase_needle) = canary("the passphrase");

    let secret = Secret::new(token.expose_secret().clone().into_bytes());
    let credential =
        Credential { id: "a", connection: "connection", kind: "k", hint: None, secret };
    vault.open_or_make(&store, NOW).await.unwrap();
    vault.save(&store, &credential, NOW).await.unwrap();
    drop((credential, token));
    vault.rekey(&store, NOW, &|| ()).await.unwrap();
    let keys = masked.needles();
    let kit = vault.make_kit(&store, AT, |_| entry(AuditAction::RecoveryKitMade)).await.unwrap();
    let kit_needle = Needle::of("the code of the kit", kit.code.expose_secret().as_bytes());
    drop(kit);
    vault.move_to(&store, NewPlace::Passphrase(phrase), NOW).await.unwrap();
    let again = Secret::new(String::from_utf8(phrase_needle.clear()).unwrap());
    vault.lock().unwrap();
    vault.unlock(&store, Some(again)).await.unwrap();
    let revealed = vault.reveal(&store, "a").await.unwrap().unwrap();

    let mut needles = vec![token_needle, phrase_needle, kit_needle];
    needles.extend(keys);
    assert_eq!(found(&needles), ["the credential"], "it is in use, and so the search finds it");
    drop(revealed);
    vault.lock().unwrap();
    assert_eq!(found(&needles), [""; 0]);
}
