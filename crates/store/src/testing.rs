//! What tests of several tables share: a store with a vault of one key, bytes that stand
//! for seals, and changes with an entry each.

use jiff::Timestamp;
use patchbay_contract::{AuditAction, AuditActor};
use tempfile::TempDir;

use crate::audit::NewEntry;
use crate::vault::{NewDataKey, NewDoor, SealedBytes, Wrap};
use crate::{Change, Connection, Opening, Store, connections};

/// When something happens.
pub(crate) const AT: &str = "2026-11-21T09:00:00Z";
/// A minute after that.
pub(crate) const LATER: &str = "2026-11-21T09:01:00Z";

/// A change without an entry.
pub(crate) const NOW: Change<'_> = Change { at: AT, entries: &[] };

/// A change with one entry.
pub(crate) fn change(at: &str) -> Change<'_> {
    static ENTRIES: std::sync::LazyLock<[NewEntry; 1]> = std::sync::LazyLock::new(|| [entry()]);
    Change { at, entries: &*ENTRIES }
}

/// An entry.
pub(crate) fn entry() -> NewEntry {
    NewEntry::new(
        Timestamp::UNIX_EPOCH,
        AuditActor::Patchbay,
        "a test",
        AuditAction::ConnectionConfigured,
    )
}

/// How many entries there are.
pub(crate) async fn entered(store: &Store) -> u64 {
    store.audit().facts().await.unwrap().total
}

/// An empty store.
pub(crate) async fn store(home: &TempDir) -> Store {
    let opening = Opening { by_version: "1.0.0", at: Timestamp::UNIX_EPOCH };
    Store::open(home.path(), opening).await.unwrap()
}

/// A store with a vault of one keychain door.
pub(crate) async fn store_with_vault() -> (TempDir, Store) {
    let home = tempfile::tempdir().unwrap();
    let store = store(&home).await;
    make_vault(&store).await;
    (home, store)
}

/// Makes the vault, and says which door it has.
pub(crate) async fn make_vault(store: &Store) -> u32 {
    let id = store.prepare_door("keychain", AT).await.unwrap();
    assert!(store.make_vault(&door(id, 1), &data_key(1), NOW).await.unwrap());
    id
}

/// Adds this connection.
pub(crate) async fn add(store: &Store, row: &Connection) {
    let mut writer = store.writer.acquire().await.unwrap();
    connections::add(&mut writer, row).await.unwrap();
}

pub(crate) fn data_key(id: u32) -> NewDataKey {
    NewDataKey { id, check_value: vec![1], bridge: None, made_at: AT.into() }
}

pub(crate) fn wrap(data_key: u32) -> Wrap {
    Wrap { data_key, wrapped: b"wrapped".to_vec() }
}

pub(crate) fn door(id: u32, data_key: u32) -> NewDoor {
    NewDoor { id, stretch: None, check_value: vec![2], wraps: vec![wrap(data_key)] }
}

/// Bytes that stand for a seal.
pub(crate) fn sealed(key_id: u32, text: &str) -> SealedBytes {
    SealedBytes { key_id, bytes: text.as_bytes().to_vec() }
}
