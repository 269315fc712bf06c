//! The Security page's questions and wishes, between the contract and the vault.
//!
//! Here is what is wished of the vault itself; the kits and the other administrators
//! are in [`others`], what the page is shown in [`view`].

mod noted;
mod others;
mod set_aside;
mod view;

use std::sync::Arc;

use patchbay_contract::{AuditAction, DoorChoice, DoorKind, KeyKind, Problem, Unlock};
use patchbay_store::audit::Detail;
use patchbay_store::{Change, Store};
use patchbay_vault::Secret;

use crate::Installation;
use crate::problems::vault_trouble;
use crate::vault::{NewPlace, Told, VaultTrouble, kind_name};

pub(crate) use set_aside::stored_value;
pub(crate) use view::{key_elsewhere, key_name, keychain_facts};

impl Installation {
    /// Opens the vault if that needs nobody, and ends what was cut off.
    pub async fn tend_vault(&self, tell: Told<'_>) -> Result<(), Problem> {
        let store = self.open_vault().await?;
        let (vault, at) = (self.vault(), self.now().to_string());
        vault.tidy(&store).await;
        let ended = self.entry_by_itself(AuditAction::KeyRotated).detail(which_key(KeyKind::Data));
        told(vault.go_on(&store, Change { at: &at, entries: &[ended] }, tell).await)
    }

    /// The store, with the vault open and the key at hand that signs the audit trail.
    pub(crate) async fn open_vault(&self) -> Result<Arc<Store>, Problem> {
        let store = self.opened().await?;
        told(self.vault().open(&store).await)?;
        self.take_up_signing(&store).await;
        Ok(store)
    }

    /// The same for what is to be saved: the first of it makes the vault, with its key in
    /// the keychain. Where that cannot keep it, the person chooses first.
    pub(crate) async fn open_vault_to_save(&self) -> Result<Arc<Store>, Problem> {
        let store = self.opened().await?;
        let at = self.now().to_string();
        let made = self.entry_by_itself(AuditAction::KeyMade).detail(kept(DoorKind::Keychain));
        let making = Change { at: &at, entries: &[made] };
        told(self.vault().open_or_make(&store, making).await)?;
        self.take_up_signing(&store).await;
        Ok(store)
    }

    /// Makes the vault by choice.
    pub async fn make_vault(&self, choice: DoorChoice) -> Result<(), Problem> {
        let store = self.opened().await?;
        let entry = self.entry(AuditAction::KeyMade).detail(kept(choice.kind()));
        let make = async |change: Change<'_>| {
            let done = self.vault().make(&store, place(choice), change).await;
            self.take_up_signing(&store).await;
            done
        };
        self.changing(entry, make).await
    }

    /// Opens a vault that is shut, as a person wants.
    pub async fn unlock_vault(&self, unlock: Unlock) -> Result<(), Problem> {
        let store = self.opened().await?;
        let vault = self.vault();
        let (entry, done) = match unlock {
            Unlock::Keychain => {
                (self.entry(AuditAction::KeyUnlocked), vault.unlock(&store, None).await)
            }
            Unlock::Passphrase(passphrase) => (
                self.entry(AuditAction::KeyUnlocked).detail(kept(DoorKind::Passphrase)),
                vault.unlock(&store, Some(Secret::new(passphrase))).await,
            ),
            Unlock::Kit { code, door } => {
                let entry = self.entry(AuditAction::RecoveryKitUsed).detail(kept(door.kind()));
                let code = Secret::new(code);
                let enter = async |change: Change<'_>| {
                    let done = vault.use_kit(&store, &code, place(door), change).await;
                    self.take_up_signing(&store).await;
                    done.map(drop)
                };
                return self.changing(entry, enter).await;
            }
            Unlock::Help { answer, door } => {
                let entry = self.entry(AuditAction::AdministratorHelped).detail(kept(door.kind()));
                let enter = async |change: Change<'_>| {
                    let done = vault.use_help(&store, &answer, place(door), change).await;
                    self.take_up_signing(&store).await;
                    done.map(drop)
                };
                return self.changing(entry, enter).await;
            }
        };
        self.take_up_signing(&store).await;
        self.noted(entry, done).await
    }

    /// Shuts the vault until somebody unlocks it. The trail is signed before its key goes.
    pub async fn lock_vault(&self) -> Result<(), Problem> {
        let store = self.opened().await?;
        let done = self.vault().lock();
        let locked = done.is_ok();
        let noted = self.noted(self.entry(AuditAction::KeyLocked), done).await;
        if locked {
            self.sign_trail(&store.audit(), 1).await;
            self.set_audit_key(None);
        }
        noted
    }

    /// Gives the vault another door, or a new passphrase.
    pub async fn move_vault(&self, choice: DoorChoice) -> Result<(), Problem> {
        let store = self.open_vault().await?;
        let entry = self.entry(AuditAction::KeyMoved).detail(kept(choice.kind()));
        let enter =
            async |change: Change<'_>| self.vault().move_to(&store, place(choice), change).await;
        self.changing(entry, enter).await
    }

    /// Changes a key.
    pub async fn rotate_keys(&self, kind: KeyKind, tell: Told<'_>) -> Result<(), Problem> {
        let store = self.open_vault().await?;
        let entry = self.entry(AuditAction::KeyRotated).detail(which_key(kind));
        let vault = self.vault();
        let rotate = async |change: Change<'_>| {
            let place = match (kind, vault.open_door()) {
                (KeyKind::Data, _) => return vault.rekey(&store, change, tell).await,
                (KeyKind::Door, Some(DoorKind::Keychain)) => NewPlace::Keychain,
                (KeyKind::Door, Some(DoorKind::Memory)) => NewPlace::Memory,
                // A new key of a passphrase is a new passphrase.
                (KeyKind::Door, Some(DoorKind::Passphrase)) => {
                    return Err(VaultTrouble::PassphraseNeeded);
                }
                (KeyKind::Door, None) => return Err(VaultTrouble::Locked),
            };
            vault.move_to(&store, place, change).await
        };
        self.changing(entry, rotate).await
    }

    /// Opens every sealed value once, and counts them.
    pub async fn verify_vault(&self) -> Result<u64, Problem> {
        let store = self.open_vault().await?;
        told(self.vault().verify(&store).await)
    }
}

/// Where a key is kept, for the audit trail.
fn kept(door: DoorKind) -> Detail {
    Detail::new().word("kept", kind_name(door))
}

/// Which key was changed, for the audit trail.
fn which_key(kind: KeyKind) -> Detail {
    let word = match kind {
        KeyKind::Data => "data",
        KeyKind::Door => "door",
    };
    Detail::new().word("key", word)
}

fn place(choice: DoorChoice) -> NewPlace {
    match choice {
        DoorChoice::Keychain => NewPlace::Keychain,
        DoorChoice::Passphrase(passphrase) => NewPlace::Passphrase(Secret::new(passphrase)),
        DoorChoice::Memory => NewPlace::Memory,
    }
}

fn told<T>(done: Result<T, VaultTrouble>) -> Result<T, Problem> {
    done.map_err(|trouble| {
        tracing::warn!(%trouble, "the vault was not changed");
        vault_trouble(&trouble)
    })
}
