//! What the Security page is shown: the tables and the keychain in the contract's words.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{
    Administrator, DoorKind, KeychainFacts, Keys, Kit, Part, Remedy, Rotation, RotationDue,
    Security, SetAside, VaultState,
};
use patchbay_store::Store;
use patchbay_store::vault::{DataKey, Door};
use patchbay_vault::{Keychain, KeychainTrouble, PublicIdentity};

use super::set_aside::kept_aside;
use crate::Installation;
use crate::problems::{self, vault_trouble};
use crate::vault::VaultTrouble;
use crate::vault::opening::{kind, main_door};

/// What the tables say.
type Known = (Option<Keys>, Option<Rotation>, Vec<Kit>, Vec<Administrator>, Vec<SetAside>);

/// A data key older than this is to be changed.
const OLD: SignedDuration = SignedDuration::from_hours(365 * 24);

/// Random nonces of 96 bits are safe for 2^32 values of a key. Long before that a new
/// one is asked for.
const MANY: u64 = 1 << 31;

impl Installation {
    /// How the vault is, where its key lives, and which kits there are.
    pub async fn security(&self) -> Security {
        let at = self.now();
        let store = match self.opened().await {
            Ok(store) => store,
            Err(problem) => {
                let keychain = keychain_facts(self.vault().keychain(), "").await;
                let vault = VaultState::Unknown(problem);
                return Security {
                    vault,
                    keychain,
                    keys: None,
                    rotation: None,
                    kits: Vec::new(),
                    administrators: Vec::new(),
                    set_aside: Vec::new(),
                    at,
                };
            }
        };
        // One after the other: opening makes the tables that are read next true.
        let opened = self.vault().open(&store).await;
        self.take_up_signing(&store).await;
        let keychain = keychain_facts(self.vault().keychain(), &key_name(&store).await).await;
        let vault = state(&store, opened).await;
        match self.known(&store, at).await {
            Ok((keys, rotation, kits, administrators, set_aside)) => {
                Security { vault, keychain, keys, rotation, kits, administrators, set_aside, at }
            }
            Err(trouble) => {
                let vault = VaultState::Unknown(vault_trouble(&trouble));
                Security {
                    vault,
                    keychain,
                    keys: None,
                    rotation: None,
                    kits: Vec::new(),
                    administrators: Vec::new(),
                    set_aside: Vec::new(),
                    at,
                }
            }
        }
    }

    async fn known(&self, store: &Store, now: Timestamp) -> Result<Known, VaultTrouble> {
        let doors = store.doors().await?;
        let data_keys = store.data_keys().await?;
        let (total, left) = store.count_to_rekey().await?;
        let running = self.vault().rekeying();
        let under_way = running.is_some() || data_keys.len() > 1;
        let rotation =
            under_way.then_some(Rotation { done: total - left, total, running: running.is_some() });
        let primary = data_keys.iter().find(|key| key.is_primary());
        let keys = match (store.vault_made_at().await?, doors.iter().find(|d| d.is_main()), primary)
        {
            (Some(made_at), Some(door), Some(key)) => {
                Some(keys(&made_at, door, key, store.count_credentials().await?, now))
            }
            _ => None,
        };
        let mut kits: Vec<Kit> = doors.iter().filter_map(as_kit).collect();
        kits.reverse();
        let administrators = doors.iter().filter_map(as_administrator).collect();
        Ok((keys, rotation, kits, administrators, kept_aside(store).await?))
    }
}

/// Where the key is kept, when somebody chose another place than the keychain.
pub(crate) async fn key_elsewhere(store: &Store) -> Option<DoorKind> {
    let door = main_door(store).await.ok()??;
    kind(&door).ok().filter(|kind| *kind != DoorKind::Keychain)
}

/// The name under which the keychain is asked about the vault's key.
pub(crate) async fn key_name(store: &Store) -> String {
    match (main_door(store).await, store.facts().await) {
        (Ok(Some(door)), Ok(facts)) => crate::vault::name_of(&facts.installation.id, door.id),
        _ => String::new(),
    }
}

/// How the keychain is, and whether it holds the key of that name.
pub(crate) async fn keychain_facts(keychain: &Keychain, name: &str) -> Part<KeychainFacts> {
    match keychain.ask(name).await {
        Ok(facts) => Part::Working(KeychainFacts {
            backend: facts.backend.into(),
            holds_key: facts.holds_key,
        }),
        Err(trouble) => Part::Failed(problems::keychain_trouble(&trouble)),
    }
}

async fn state(store: &Store, opened: Result<(), VaultTrouble>) -> VaultState {
    let door = match main_door(store).await {
        Ok(Some(door)) => kind(&door),
        Ok(None) => return VaultState::NotMade,
        Err(trouble) => return VaultState::Unknown(vault_trouble(&trouble)),
    };
    match (door, opened) {
        (Err(trouble), _) | (_, Err(trouble @ VaultTrouble::Store(_))) => {
            VaultState::Unknown(vault_trouble(&trouble))
        }
        (Ok(door), Ok(())) => VaultState::Open { door },
        (Ok(door), Err(trouble)) => VaultState::Shut {
            door,
            problem: vault_trouble(&trouble),
            remedy: remedy(door, &trouble),
        },
    }
}

fn remedy(door: DoorKind, trouble: &VaultTrouble) -> Remedy {
    match (door, trouble) {
        (_, VaultTrouble::WrongKey | VaultTrouble::Empty | VaultTrouble::Damaged(_)) => {
            Remedy::RecoveryKit
        }
        (DoorKind::Passphrase, _) => Remedy::Passphrase,
        (DoorKind::Memory, _) => Remedy::BeginAnew,
        (DoorKind::Keychain, VaultTrouble::Keychain(KeychainTrouble::Locked)) => {
            Remedy::UnlockKeychain
        }
        (DoorKind::Keychain, _) => Remedy::TryAgain,
    }
}

fn keys(made_at: &str, door: &Door, key: &DataKey, credentials: u64, now: Timestamp) -> Keys {
    let data_key_made_at = time(&key.made_at);
    let sealed = key.sealed.unsigned_abs();
    let rotation_due = if sealed >= MANY {
        Some(RotationDue::Count)
    } else if now.duration_since(data_key_made_at) >= OLD {
        Some(RotationDue::Age)
    } else {
        None
    };
    Keys {
        vault_made_at: time(made_at),
        door_made_at: time(&door.made_at),
        data_key_made_at,
        credentials,
        sealed,
        rotation_due,
    }
}

fn as_kit(door: &Door) -> Option<Kit> {
    let is_kit = door.kind == "recovery_kit" && door.state != "preparing";
    let number = u16::try_from(door.id).ok().filter(|_| is_kit)?;
    Some(Kit {
        number,
        made_at: time(&door.made_at),
        checked_at: door.checked_at.as_deref().map(time),
        retired_at: door.retired_at.as_deref().map(time),
    })
}

fn as_administrator(door: &Door) -> Option<Administrator> {
    let in_use = door.kind == "administrator" && door.state == "in_use";
    let number = u16::try_from(door.id).ok().filter(|_| in_use)?;
    let public = PublicIdentity::from_bytes(door.public_key.as_deref()?).ok()?;
    Some(Administrator {
        number,
        name: door.name.clone().unwrap_or_default(),
        fingerprint: public.fingerprint(),
        made_at: time(&door.made_at),
    })
}

pub(super) fn time(text: &str) -> Timestamp {
    text.parse().unwrap_or(Timestamp::UNIX_EPOCH)
}
