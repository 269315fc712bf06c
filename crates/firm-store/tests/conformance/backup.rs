//! Backups: written by one kind of database, put back into either.

use std::path::Path;

use patchbay_firm_store::{
    Action, Backup, BackupError, Clocks, Connection, DirectoryAccount, EntityState, MailNews,
    NewApiKey, NewDevice, NewEntry, Proving, Role, SealedCustody, Setting, Store, Taking,
};

use crate::stage::{Stage, minute};

/// Something in every table.
pub(crate) async fn fill(store: &Store) {
    let mut change = store.write().await.unwrap();
    let ana = change.add_member("Ana “Ä” 🧾", None, Role::Owner, minute(1)).await.unwrap();
    let device = NewDevice {
        member: ana.clone(),
        name: "desk".into(),
        public_key: [1; 32],
        token: [2; 32],
        token_expires_at: minute(99),
    };
    change.add_device(&device, minute(1)).await.unwrap().unwrap();
    change.add_link_for_member(&ana, &[3; 32], minute(9), minute(1)).await.unwrap();
    let account = DirectoryAccount { tenant: "here".into(), object: "1".into() };
    change.bind_account(&account, &ana, minute(1)).await.unwrap();
    let key = NewApiKey {
        name: "Reports".into(),
        scopes: vec!["audit:read".into()],
        made_by: ana.clone(),
        expires_at: None,
    };
    change.add_api_key(&key, &[4; 32], minute(1)).await.unwrap();
    for n in 0..1100 {
        let connection = Connection {
            id: format!("c{n:04}"),
            provider: "xero".into(),
            environment: "live".into(),
            label: (n % 2 == 0).then(String::new),
            account_id: None,
            account_name: None,
            owner: None,
            custodian: "this_computer".into(),
            status: "connected".into(),
            last_success: None,
            idle_ends_at: None,
            absolute_ends_at: Some(minute(4)),
            made_at: minute(1),
            changed_at: minute(1),
            version: 1,
        };
        change.add_connection(&connection).await.unwrap();
    }
    crate::custody::with_keys(&mut change, 1).await;
    let sealed = SealedCustody { key: 1, bytes: vec![0xab; 40] };
    change.deliver("c0000", "1", 1, &sealed, minute(1)).await.unwrap();
    change.deliver("c0001", "2", 1, &sealed, minute(1)).await.unwrap();
    assert!(!change.withdraw_custody("c0001", "2", minute(1)).await.unwrap());
    let proving = Proving {
        handover: "1",
        generation: 1,
        problem: None,
        checks: "[]",
        clocks: Clocks::default(),
    };
    assert!(change.proved("c0000", &proving, minute(1)).await.unwrap());
    assert_eq!(change.take_custody("c0000", "1", minute(1)).await.unwrap(), Taking::Taken);
    let mailbox = change.begin_mailbox("c0000", "1", minute(1)).await.unwrap();
    let came = (1..=3).map(crate::mail::header).collect();
    let news = MailNews { came, keep: 500, ..MailNews::default() };
    assert!(change.keep_mail_news(&mailbox, &crate::mail::folder(3), &news).await.unwrap());
    let entity = |entity: &str| EntityState {
        entity: entity.into(),
        synced: i64::from(u32::MAX),
        pending: 0,
        errors: 3,
        last_sync: None,
    };
    change.set_entities("c0000", &[entity("bills"), entity("invoices")]).await.unwrap();
    let setting = Setting {
        name: "a".into(),
        value: "{\"b\":\"\\u0000\"}".into(),
        changed_by: ana.clone(),
        changed_at: minute(1),
        version: 0,
    };
    assert!(change.set(&setting).await.unwrap());
    let entry = NewEntry::new(minute(2), Some(&ana), "192.0.2.1", Action::SettingChanged);
    change.enter(&entry).await.unwrap();
    change.commit().await.unwrap();
}

/// The rows of a backup without its first and last line, which tell the time and the life.
pub(crate) async fn rows(store: &Store, file: &Path) -> Vec<String> {
    store.back_up(file, minute(9)).await.unwrap();
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().filter(|line| line.starts_with('[')).map(str::to_owned).collect()
}

async fn goes_over(from: Stage, to: Stage) {
    let (from, to) = (from.ready().await, to.ready().await);
    fill(&from.store).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.backup");
    let before = rows(&from.store, &file).await;
    let backup = Backup::open(&file).unwrap();
    assert_eq!(backup.rows(), before.len() as u64);
    to.store.put_back(&backup, minute(20)).await.unwrap();
    let after = rows(&to.store, &folder.path().join("two.backup")).await;
    // All of it, and the entry that it was put back.
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(after[..before.len()], before[..]);
    assert!(after[before.len()].contains("database.restored"));
    let (mut old, mut new) = (from.store.read().await.unwrap(), to.store.read().await.unwrap());
    let (old, now) = (old.identity().await.unwrap(), new.identity().await.unwrap());
    assert!(old.id == now.id && old.epoch != now.epoch && old.made_at == now.made_at);
    assert_eq!(new.check_trail().await.unwrap().unwrap().entries, 2);
    let again = to.store.put_back(&backup, minute(21)).await;
    assert!(matches!(again, Err(BackupError::NotEmpty)), "{again:?}");
}

pub(crate) async fn a_backup_of_one_fills_the_same_kind(stage: Stage) {
    let other = stage.another().await;
    goes_over(stage, other).await;
}

pub(crate) async fn a_backup_of_one_fills_the_other_kind(stage: Stage) {
    let other = stage.of_the_other_kind().await;
    goes_over(stage, other).await;
}

pub(crate) async fn a_backup_that_is_not_as_it_was_written_is_refused_and_fills_nothing(
    stage: Stage,
) {
    let stage = stage.ready().await;
    fill(&stage.store).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("one.backup");
    stage.store.back_up(&file, minute(9)).await.unwrap();
    assert!(stage.store.back_up(&file, minute(9)).await.is_err(), "it is written over nothing");
    let text = std::fs::read_to_string(&file).unwrap();
    let cut: String = text.lines().take(20).map(|line| format!("{line}\n")).collect();
    let longer = format!("{text}[\"members\", []]\n");
    let changed = text.replacen("\"owner\"", "\"admin\"", 1);
    assert_ne!(changed, text);
    for (broken, wanted) in [
        (cut, "cut off"),
        (longer, "cut off"),
        (changed, "cut off"),
        ("{}\n".to_owned(), "no backup"),
        (String::new(), "no backup"),
    ] {
        let file = folder.path().join("broken.backup");
        std::fs::write(&file, broken).unwrap();
        let said = Backup::open(&file).unwrap_err().to_string();
        assert!(said.contains(wanted), "{said}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "others can read it");
    }
}
