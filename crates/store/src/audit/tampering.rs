//! Every way of tampering there is a name for, done to a real database behind the
//! program's back, and found.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{AuditAction, AuditActor, AuditBreak, AuditBreakKind, AuditOutcome};
use patchbay_vault::SigningKey;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};
use tempfile::TempDir;

use super::chain::{self, Said};
use super::entry::COLUMNS;
use super::{ANCHOR_FILE, Detail, Entry, NewEntry, OwnKey, Signatures, Signer, Verified};
use crate::{DATABASE_FILE, Opening, Store};

/// How many entries the trail of a test has, and how many of them are signed.
const ENTRIES: i64 = 9;
const SIGNED: i64 = 6;

struct Key(SigningKey);

impl Key {
    fn of(seed: u8) -> Self {
        Self(SigningKey::from_seed(&patchbay_vault::Key::from_bytes(&[seed; 32])))
    }
}

impl Signer for Key {
    fn public_key(&self) -> [u8; 32] {
        self.0.public()
    }

    fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message)
    }
}

fn entry(n: i64) -> NewEntry {
    let at = Timestamp::UNIX_EPOCH + SignedDuration::from_mins(n);
    let actor = match n % 3 {
        0 => AuditActor::Patchbay,
        _ => AuditActor::Person("Dana Miller".into()),
    };
    let action = AuditAction::ALL[usize::try_from(n).unwrap()];
    let outcome = AuditOutcome::ALL[usize::try_from(n % 3).unwrap()];
    NewEntry::new(at, actor, "Patchbay 1.0.0 on FRONT-DESK", action)
        .ended(outcome)
        .connection("xero", &format!("connection-{n}"))
        .detail(Detail::new().text("account", "Miller & Co").count("n", n.unsigned_abs()))
}

async fn opened(home: &TempDir) -> Store {
    let opening = Opening { by_version: "1.0.0", at: Timestamp::UNIX_EPOCH };
    Store::open(home.path(), opening).await.unwrap()
}

/// A closed store with a trail of which the first entries are signed.
async fn trail() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let store = opened(&home).await;
    let audit = store.audit();
    for n in 1..=SIGNED {
        audit.append(&[entry(n)]).await.unwrap();
    }
    assert!(audit.sign(&Key::of(1), Timestamp::UNIX_EPOCH, 1).await.unwrap());
    let rest: Vec<NewEntry> = (SIGNED + 1..=ENTRIES).map(entry).collect();
    audit.append(&rest).await.unwrap();
    store.close().await;
    home
}

/// Writes to the file as another program would, that has read our source.
async fn behind_our_back(home: &TempDir) -> SqliteConnection {
    let file = home.path().join(DATABASE_FILE);
    let options = SqliteConnectOptions::new().filename(file).foreign_keys(false);
    let mut theirs = options.connect().await.unwrap();
    let triggers: Vec<String> =
        sqlx::query_scalar("select name from sqlite_master where type = 'trigger'")
            .fetch_all(&mut theirs)
            .await
            .unwrap();
    for trigger in triggers {
        run(&mut theirs, &format!("drop trigger {trigger}")).await;
    }
    theirs
}

async fn run(theirs: &mut SqliteConnection, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(theirs).await.expect(sql);
}

async fn tamper(home: &TempDir, sql: &str) {
    let mut theirs = behind_our_back(home).await;
    run(&mut theirs, sql).await;
    theirs.close().await.unwrap();
}

fn our_key_known() -> Signatures {
    Signatures {
        fits: patchbay_vault::verify,
        ours: Some(vec![OwnKey { public: Key::of(1).public_key(), until: None }]),
    }
}

fn no_key_known() -> Signatures {
    Signatures { ours: None, ..our_key_known() }
}

async fn verify_with(home: &TempDir, signatures: &Signatures) -> Verified {
    let store = opened(home).await;
    let verified = store.audit().verify(signatures).await.unwrap();
    store.close().await;
    verified
}

async fn found(home: &TempDir) -> Option<AuditBreak> {
    verify_with(home, &our_key_known()).await.broken
}

fn broken(seq: i64, kind: AuditBreakKind) -> Option<AuditBreak> {
    Some(AuditBreak { seq: seq.unsigned_abs(), kind })
}

/// Hashes everything from this entry on anew, as somebody without the key can.
async fn chain_anew(theirs: &mut SqliteConnection, from: i64) {
    let entries: Vec<Entry> = sqlx::query_as(AssertSqlSafe(format!(
        "select {COLUMNS} from audit_entries e join audit_kinds k on k.id = e.kind order by e.seq"
    )))
    .fetch_all(&mut *theirs)
    .await
    .unwrap();
    let mut previous = Vec::new();
    for entry in entries {
        if entry.seq < from {
            previous = entry.hash;
            continue;
        }
        let hash = Said { previous: &previous, ..Said::from(&entry) }.hash();
        sqlx::query("update audit_entries set previous = ?, hash = ? where seq = ?")
            .bind(&previous)
            .bind(hash.as_slice())
            .bind(entry.seq)
            .execute(&mut *theirs)
            .await
            .unwrap();
        previous = hash.to_vec();
    }
}

#[tokio::test]
async fn a_trail_nobody_touched_is_whole_and_says_how_far_it_is_signed() {
    let home = trail().await;
    let verified = verify_with(&home, &our_key_known()).await;
    assert_eq!(
        verified,
        Verified { checked: 9, broken: None, signed_until: Some(SIGNED.unsigned_abs()) }
    );
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(found(&empty).await, None);
}

/// The keys of this installation once the second key came after the first.
async fn keys_after_the_second(store: &Store) -> Signatures {
    let own = store.audit().own_keys(Key::of(2).public_key(), patchbay_vault::verify).await;
    Signatures { fits: patchbay_vault::verify, ours: Some(own.unwrap()) }
}

#[tokio::test]
async fn a_former_key_is_taken_on_the_word_of_the_key_after_it_and_for_nothing_later() {
    let home = trail().await;
    let store = opened(&home).await;
    let audit = store.audit();
    let word = audit.signed_so_far().await.unwrap().vouched_by(&Key::of(2));
    super::former::keep(&mut store.writer.acquire().await.unwrap(), &word).await.unwrap();
    let keys = keys_after_the_second(&store).await;
    let verified = audit.verify(&keys).await.unwrap();
    assert_eq!((verified.broken, verified.signed_until), (None, Some(SIGNED.unsigned_abs())));
    assert!(audit.sign(&Key::of(1), Timestamp::UNIX_EPOCH, 1).await.unwrap());
    let found = audit.verify(&keys).await.unwrap().broken;
    assert_eq!(found, broken(ENTRIES, AuditBreakKind::Forged), "its time was over");
}

#[tokio::test]
async fn a_former_key_that_the_key_of_now_does_not_vouch_for_is_not_taken() {
    let home = trail().await;
    let store = opened(&home).await;
    let audit = store.audit();
    // Somebody without the second key signs in its name.
    let forged = audit.signed_so_far().await.unwrap().vouched_by(&Key::of(3));
    super::former::keep(&mut store.writer.acquire().await.unwrap(), &forged).await.unwrap();
    let second: String = Key::of(2).public_key().iter().map(|byte| format!("{byte:02x}")).collect();
    store.close().await;
    tamper(&home, &format!("update former_signing_keys set vouched_by = x'{second}'")).await;
    let store = opened(&home).await;
    let found = store.audit().verify(&keys_after_the_second(&store).await).await.unwrap().broken;
    assert_eq!(found, broken(SIGNED, AuditBreakKind::Forged));
}

#[tokio::test]
async fn a_change_of_any_single_field_of_any_entry_is_found_and_the_entry_named() {
    for (field, other) in [
        ("at", "'1970-01-01T00:00:59.000Z'"),
        ("at", "'when it suits'"),
        ("place", "place + 1024"),
        ("origin", "'elsewhere'"),
        ("detail", "'{}'"),
        ("detail", "detail || ' '"),
        ("previous", "zeroblob(32)"),
        ("hash", "zeroblob(32)"),
        ("kind", "(select id from audit_kinds where id <> kind limit 1)"),
        ("kind", "4711"),
    ] {
        for seq in 1..=ENTRIES {
            let home = trail().await;
            let sql = format!("update audit_entries set {field} = {other} where seq = {seq}");
            tamper(&home, &sql).await;
            assert_eq!(found(&home).await, broken(seq, AuditBreakKind::Changed), "{sql}");
        }
    }
}

#[tokio::test]
async fn a_change_of_who_what_or_how_it_ended_is_found_and_the_entry_named() {
    for (field, other) in [
        ("actor", "'Somebody Else'"),
        ("actor", "case when actor is null then 'Patchbay' else null end"),
        ("action", "'settings.changed'"),
        ("outcome", "case outcome when 'done' then 'failed' else 'done' end"),
        ("provider", "'stripe'"),
        ("provider", "null"),
        ("connection", "'another'"),
        ("connection", "null"),
    ] {
        for seq in 1..=ENTRIES {
            let home = trail().await;
            let sql = format!(
                "update audit_kinds set {field} = {other}
                 where id = (select kind from audit_entries where seq = {seq})"
            );
            tamper(&home, &sql).await;
            assert_eq!(found(&home).await, broken(seq, AuditBreakKind::Changed), "{sql}");
        }
    }
}

#[tokio::test]
async fn an_entry_that_was_taken_out_is_named() {
    for seq in [1, 4, 8] {
        let home = trail().await;
        tamper(&home, &format!("delete from audit_entries where seq = {seq}")).await;
        assert_eq!(found(&home).await, broken(seq, AuditBreakKind::Missing));
    }
}

#[tokio::test]
async fn two_entries_that_changed_places_are_named() {
    let home = trail().await;
    let swap = "update audit_entries set seq = 99 where seq = 3;
                update audit_entries set seq = 3 where seq = 4;
                update audit_entries set seq = 4 where seq = 99;";
    tamper(&home, swap).await;
    assert_eq!(found(&home).await, broken(3, AuditBreakKind::OutOfOrder));
}

#[tokio::test]
async fn a_tail_that_was_cut_off_with_its_checkpoints_is_seen_by_the_anchor() {
    for kept in [8, SIGNED, 3, 0] {
        let home = trail().await;
        let cut = format!(
            "delete from audit_entries where seq > {kept};
             delete from audit_checkpoints where seq > {kept};"
        );
        tamper(&home, &cut).await;
        assert_eq!(found(&home).await, broken(kept + 1, AuditBreakKind::TailCut));
    }
}

#[tokio::test]
async fn new_entries_and_a_new_signature_do_not_cover_a_cut_up() {
    let home = trail().await;
    tamper(&home, "delete from audit_entries where seq > 7").await;
    let store = opened(&home).await;
    for n in 1..=5 {
        store.audit().append(&[entry(n)]).await.unwrap();
    }
    assert!(!store.audit().sign(&Key::of(1), Timestamp::UNIX_EPOCH, 1).await.unwrap());
    store.close().await;
    assert_eq!(found(&home).await, broken(ENTRIES, AuditBreakKind::Rewritten));
}

#[tokio::test]
async fn a_chain_written_anew_without_the_key_does_not_fit_what_was_signed() {
    let home = trail().await;
    let mut theirs = behind_our_back(&home).await;
    run(&mut theirs, "update audit_entries set detail = '{}' where seq = 2").await;
    chain_anew(&mut theirs, 2).await;
    theirs.close().await.unwrap();
    assert_eq!(found(&home).await, broken(SIGNED, AuditBreakKind::Rewritten));
}

#[tokio::test]
async fn an_entry_written_anew_with_its_own_hash_is_named_by_the_one_that_followed_it() {
    let home = trail().await;
    let mut theirs = behind_our_back(&home).await;
    run(&mut theirs, "update audit_entries set detail = '{}' where seq = 2").await;
    let previous: Vec<u8> = sqlx::query_scalar("select previous from audit_entries where seq = 3")
        .fetch_one(&mut theirs)
        .await
        .unwrap();
    chain_anew(&mut theirs, 2).await;
    // Those behind it are put back as they were.
    run(&mut theirs, "delete from audit_checkpoints").await;
    sqlx::query("update audit_entries set previous = ? where seq = 3")
        .bind(previous)
        .execute(&mut theirs)
        .await
        .unwrap();
    theirs.close().await.unwrap();
    let third = found(&home).await.unwrap();
    assert_eq!(third, AuditBreak { seq: 3, kind: AuditBreakKind::Changed });
}

#[tokio::test]
async fn a_signature_that_was_changed_or_made_by_another_key_is_called_forged() {
    let home = trail().await;
    tamper(&home, "update audit_checkpoints set signature = zeroblob(64)").await;
    assert_eq!(found(&home).await, broken(SIGNED, AuditBreakKind::Forged));

    // Somebody writes everything anew and signs it all with a key of their own.
    let home = trail().await;
    let mut theirs = behind_our_back(&home).await;
    run(&mut theirs, "update audit_entries set detail = '{}' where seq = 2").await;
    chain_anew(&mut theirs, 2).await;
    run(&mut theirs, "delete from audit_checkpoints").await;
    theirs.close().await.unwrap();
    std::fs::remove_file(home.path().join(ANCHOR_FILE)).unwrap();
    let store = opened(&home).await;
    assert!(store.audit().sign(&Key::of(2), Timestamp::UNIX_EPOCH, 1).await.unwrap());
    store.close().await;
    assert_eq!(found(&home).await, broken(ENTRIES, AuditBreakKind::Forged));
    // What cannot be known without our key is said, and not hidden.
    assert_eq!(verify_with(&home, &no_key_known()).await.broken, None);
}

#[tokio::test]
async fn a_checkpoint_or_the_anchor_that_is_gone_is_named() {
    let home = trail().await;
    tamper(&home, "delete from audit_checkpoints").await;
    assert_eq!(found(&home).await, broken(SIGNED, AuditBreakKind::Unsigned));

    let home = trail().await;
    std::fs::remove_file(home.path().join(ANCHOR_FILE)).unwrap();
    assert_eq!(found(&home).await, broken(ENTRIES, AuditBreakKind::AnchorGone));
    std::fs::write(home.path().join(ANCHOR_FILE), "no anchor").unwrap();
    assert_eq!(found(&home).await, broken(ENTRIES, AuditBreakKind::AnchorGone));
}

#[tokio::test]
async fn a_trail_of_another_installation_does_not_pass_for_ours() {
    let home = trail().await;
    tamper(&home, "update installation set id = 'another'").await;
    assert_eq!(found(&home).await, broken(1, AuditBreakKind::Rewritten));
}

#[tokio::test]
async fn our_own_statements_can_neither_change_nor_remove_an_entry() {
    let home = trail().await;
    let store = opened(&home).await;
    for sql in [
        "update audit_entries set origin = 'x'",
        "delete from audit_entries",
        "update audit_kinds set actor = 'x'",
        "delete from audit_kinds",
        "update audit_checkpoints set at = 'x'",
        "delete from audit_checkpoints",
    ] {
        let refused = sqlx::query(sql).execute(&store.writer).await.unwrap_err();
        assert!(refused.to_string().contains("is never"), "{sql}: {refused}");
    }
    store.close().await;
}

#[tokio::test]
async fn a_change_that_is_rolled_back_takes_its_entry_with_it() {
    let home = trail().await;
    let store = opened(&home).await;
    let mut transaction = store.writer.begin().await.unwrap();
    super::append(&mut transaction, &[entry(1)]).await.unwrap();
    transaction.rollback().await.unwrap();
    assert_eq!(store.audit().facts().await.unwrap().total, ENTRIES.unsigned_abs());
    store.close().await;
    assert_eq!(found(&home).await, None);
}

#[test]
fn a_place_is_made_of_the_time_and_the_number() {
    assert_eq!(chain::place("1970-01-01T00:00:00.001Z", 3), Some(1024 + 3));
}
