//! The vault as the app has it: the keychain, the tables and the open ring, joined.
//!
//! The vault crate seals and knows no tables; the store keeps bytes and knows no seals.
//! Here is the order in which the two change, such that whenever the process ends,
//! everything that was saved opens again. What the page is told is in
//! `crates/desktop/src/security`. Invariant: reading never deletes, overwrites or makes a key.

mod administrators;
mod broken;
mod doors;
mod kits;
pub(crate) mod opening;
mod rekey;
mod sealing;
mod trouble;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(crate) use administrators::ADMINISTRATOR;
use administrators::HelpAwaited;
pub(crate) use patchbay_contract::DoorKind;
use patchbay_vault::{Key, Keychain, Ring, Secret};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

pub use administrators::{Asked, Given, Read};
pub use doors::NewPlace;
pub use kits::NewKit;
pub use rekey::Told;
pub use sealing::Credential;
pub use trouble::VaultTrouble;

/// How far a change of the data key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many values are sealed anew.
    pub done: u64,
    /// Of how many.
    pub total: u64,
}

/// The vault of one installation.
#[derive(Debug)]
pub struct Vault {
    keychain: Keychain,
    /// What is open, if it is.
    open: Mutex<Option<Arc<Open>>>,
    /// Told each time it is opened.
    opening: Notify,
    /// Cancelled when it is shut.
    shut: Mutex<CancellationToken>,
    /// Somebody locked it; only somebody opens it again.
    locked: AtomicBool,
    /// One change of doors or keys at a time.
    changing: tokio::sync::Mutex<()>,
    rekeying: Mutex<Option<Progress>>,
    /// The code of the kit just made, until it is proven to be on paper.
    kit_to_prove: Mutex<Option<KitToProve>>,
    /// The help that was asked for and is awaited.
    help: Mutex<Option<HelpAwaited>>,
}

/// An open vault.
#[derive(Debug)]
struct Open {
    ring: Ring,
    door: u32,
    kind: DoorKind,
    /// The main door's key, which wraps a new data key.
    door_key: Key,
}

#[derive(Debug)]
struct KitToProve {
    number: u16,
    code: Secret<String>,
    groups: [usize; 2],
}

impl Vault {
    /// The vault that this keychain opens. Nothing is asked yet.
    #[must_use]
    pub fn new(keychain: Keychain) -> Self {
        let shut = CancellationToken::new();
        shut.cancel();
        Self {
            keychain,
            open: Mutex::default(),
            opening: Notify::new(),
            shut: Mutex::new(shut),
            locked: AtomicBool::new(false),
            changing: tokio::sync::Mutex::default(),
            rekeying: Mutex::default(),
            kit_to_prove: Mutex::default(),
            help: Mutex::default(),
        }
    }

    /// The keychain.
    #[must_use]
    pub fn keychain(&self) -> &Keychain {
        &self.keychain
    }

    /// Shuts the vault. Its keys leave the memory, and only somebody opens it again. One
    /// whose key is nowhere else stays open: shutting it would be losing it.
    pub fn lock(&self) -> Result<(), VaultTrouble> {
        if self.open_door() == Some(DoorKind::Memory) {
            return Err(VaultTrouble::OnlyInMemory);
        }
        self.locked.store(true, Ordering::Release);
        self.shut();
        Ok(())
    }

    /// The door that is open.
    #[must_use]
    pub fn open_door(&self) -> Option<DoorKind> {
        held(&self.open).as_ref().map(|open| open.kind)
    }

    /// Waits until it is opened, for the one who waits. It may have been since they waited last.
    pub async fn is_opened(&self) {
        self.opening.notified().await;
    }

    /// Ends when it is shut. One that is not open has been.
    pub(crate) fn until_shut(&self) -> CancellationToken {
        held(&self.shut).clone()
    }

    /// How far the change of the data key is that runs now.
    #[must_use]
    pub fn rekeying(&self) -> Option<Progress> {
        *held(&self.rekeying)
    }

    fn shut(&self) {
        held(&self.open).take();
        held(&self.kit_to_prove).take();
        held(&self.shut).cancel();
    }

    fn opened(&self) -> Result<Arc<Open>, VaultTrouble> {
        held(&self.open).clone().ok_or(VaultTrouble::Locked)
    }

    fn set_open(&self, open: Open) {
        self.locked.store(false, Ordering::Release);
        let mut shut = held(&self.shut);
        if shut.is_cancelled() {
            *shut = CancellationToken::new();
        }
        *held(&self.open) = Some(Arc::new(open));
        self.opening.notify_one();
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The name of a door's key in the keychain: whose, and which.
pub(crate) fn name_of(firm: &str, door: u32) -> String {
    format!("{firm}/{door}")
}

/// The kind of a door as the tables name it.
pub(crate) fn kind_name(kind: DoorKind) -> &'static str {
    match kind {
        DoorKind::Keychain => "keychain",
        DoorKind::Passphrase => "passphrase",
        DoorKind::Memory => "memory",
    }
}

#[cfg(test)]
mod tests;
