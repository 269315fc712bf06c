//! What the vault costs, beside the bare cipher and the bare database doing the same:
//! printed as JSON for `cargo xtask bench`, one row a line.

#![allow(clippy::unwrap_used, reason = "a measurement ends by panicking")]

// The real one is asked once a start.
#[path = "../tests/support/in_memory.rs"]
mod in_memory;

use std::path::Path;
use std::time::{Duration, Instant};

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use jiff::Timestamp;
use patchbay_contract::{AuditAction, AuditActor};
use patchbay_desktop::vault::{Credential, Vault};
use patchbay_store::audit::NewEntry;
use patchbay_store::{Change, Opening, Store};
use patchbay_vault::{Key, KeyId, Keychain, Ring, Secret};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use in_memory::InMemory;

/// As long as the tokens of the larger providers.
const VALUE: usize = 2_048;
const ROWS: usize = 10_000;
const BATCH: usize = 500;
const ROUNDS: usize = 31;
const AT: &str = "2026-11-21T09:00:00Z";
const NOW: Change<'_> = Change { at: AT, entries: &[] };

#[tokio::main(flavor = "current_thread")]
async fn main() {
    seal_and_open();
    save().await;
    rekey().await;
}

fn print(name: &str, figure: f64, limit: f64, runs: usize) {
    println!(
        "{}",
        serde_json::json!({ "name": name, "figure": figure, "limit": limit, "runs": runs })
    );
}

/// The middle time of one, in microseconds.
fn timed(rounds: usize, each: usize, mut act: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..rounds)
        .map(|_| {
            let begun = Instant::now();
            for _ in 0..each {
                act();
            }
            micros(begun.elapsed()) / each as f64
        })
        .collect();
    median(&mut times)
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The cipher by itself, with a nonce that costs nothing.
struct Raw(Aes256Gcm, u64);

impl Raw {
    fn new() -> Self {
        Self(Aes256Gcm::new(&[7; 32].into()), 0)
    }

    fn nonce(&self) -> Nonce<aes_gcm::aead::consts::U12> {
        let mut nonce = [0; 12];
        nonce[..8].copy_from_slice(&self.1.to_be_bytes());
        nonce.into()
    }

    fn seal(&mut self, value: &[u8]) -> Vec<u8> {
        self.1 += 1;
        self.0.encrypt(&self.nonce(), Payload { msg: value, aad: &[] }).unwrap()
    }

    fn open(&self, sealed: &[u8]) -> Vec<u8> {
        self.0.decrypt(&self.nonce(), Payload { msg: sealed, aad: &[] }).unwrap()
    }
}

fn seal_and_open() {
    let value = vec![b'x'; VALUE];
    let ring = Ring::of("firm", KeyId(1), Key::generate().unwrap());
    let mut raw = Raw::new();
    let raw_seal = timed(ROUNDS, 2_000, || drop(raw.seal(&value)));
    let seal = timed(ROUNDS, 2_000, || drop(ring.seal("credentials", "id", "sealed", 1, &value)));
    print("seal", seal, raw_seal, ROUNDS);
    let raw_sealed = raw.seal(&value);
    let raw_open = timed(ROUNDS, 2_000, || drop(raw.open(&raw_sealed)));
    let sealed = ring.seal("credentials", "id", "sealed", 1, &value).unwrap();
    let open = timed(ROUNDS, 2_000, || {
        drop(ring.open("credentials", "id", "sealed", 1, &sealed.bytes).unwrap());
    });
    print("open", open, raw_open, ROUNDS);
}

async fn vault_in(folder: &Path) -> (Store, Vault) {
    let opening = Opening { by_version: "1.0.0", at: Timestamp::UNIX_EPOCH };
    let store = Store::open(folder, opening).await.unwrap();
    let row = patchbay_store::Connection::made("connection", "xero", AT);
    let filled = NewEntry::new(
        Timestamp::UNIX_EPOCH,
        AuditActor::Patchbay,
        "a test",
        AuditAction::PracticeFilled,
    );
    store.fill_practice(&[row], &[], filled).await.unwrap().unwrap();
    let vault = Vault::new(Keychain::over(InMemory::default(), Duration::from_secs(5)));
    vault.open_or_make(&store, NOW).await.unwrap();
    (store, vault)
}

async fn save_one(store: &Store, vault: &Vault, id: &str, value: &[u8]) {
    let secret = Secret::new(value.to_vec());
    let credential = Credential { id, connection: "connection", kind: id, hint: None, secret };
    vault.save(store, &credential, NOW).await.unwrap();
}

/// A bare database with the same settings and one table of the same bytes.
async fn bare_database(file: &Path) -> SqliteConnection {
    let mut connection = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging()
        .connect()
        .await
        .unwrap();
    sqlx::query("create table bare (id text primary key, sealed blob not null) strict")
        .execute(&mut connection)
        .await
        .unwrap();
    connection
}

async fn write_bare(connection: &mut SqliteConnection, id: &str, sealed: &[u8]) {
    sqlx::query(
        "insert into bare (id, sealed) values (?, ?)
         on conflict (id) do update set sealed = excluded.sealed",
    )
    .bind(id)
    .bind(sealed)
    .execute(connection)
    .await
    .unwrap();
}

async fn save() {
    let (home, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (store, vault) = vault_in(home.path()).await;
    let mut bare = bare_database(&elsewhere.path().join("bare.db")).await;
    let value = vec![b'x'; VALUE];
    let mut raw = Raw::new();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    save_one(&store, &vault, "warm", &value).await;
    for n in 0..300 {
        let id = format!("c{}", n % 20);
        let begun = Instant::now();
        save_one(&store, &vault, &id, &value).await;
        ours.push(micros(begun.elapsed()));
        let begun = Instant::now();
        // Three times the cipher is what the budget allows beside the write.
        let sealed = (raw.seal(&value), raw.seal(&value), raw.seal(&value)).2;
        write_bare(&mut bare, &id, &sealed).await;
        theirs.push(micros(begun.elapsed()));
    }
    let runs = ours.len();
    print("save", median(&mut ours), median(&mut theirs), runs);
}

async fn rekey() {
    let (home, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (store, vault) = vault_in(home.path()).await;
    let mut bare = bare_database(&elsewhere.path().join("bare.db")).await;
    let mut raw = Raw::new();
    let value = vec![b'x'; VALUE];
    let ids: Vec<String> = (0..ROWS).map(|n| format!("c{n:05}")).collect();
    for id in &ids {
        save_one(&store, &vault, id, &value).await;
    }
    let sealed = raw.seal(&value);
    let mut transaction = bare.begin().await.unwrap();
    for id in &ids {
        write_bare(&mut transaction, id, &sealed).await;
    }
    transaction.commit().await.unwrap();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let begun = Instant::now();
        vault.rekey(&store, NOW, &|| ()).await.unwrap();
        ours.push(micros(begun.elapsed()) / 1000.0);
        let begun = Instant::now();
        bare_rekey(&mut bare, &mut raw, &value, &ids).await;
        theirs.push(micros(begun.elapsed()) / 1000.0);
    }
    let runs = ours.len();
    print("rekey", median(&mut ours), median(&mut theirs), runs);
}

/// Opened and sealed anew by the bare cipher, one transaction per 500.
async fn bare_rekey(bare: &mut SqliteConnection, raw: &mut Raw, value: &[u8], ids: &[String]) {
    for batch in ids.chunks(BATCH) {
        let mut transaction = bare.begin().await.unwrap();
        for id in batch {
            let sealed: Vec<u8> = sqlx::query_scalar("select sealed from bare where id = ?")
                .bind(id)
                .fetch_one(&mut *transaction)
                .await
                .unwrap();
            assert_eq!(sealed.len(), VALUE + 16);
            let sealed = raw.seal(value);
            let opened = raw.open(&sealed);
            assert_eq!(opened.len(), VALUE);
            write_bare(&mut transaction, id, &sealed).await;
        }
        transaction.commit().await.unwrap();
    }
}
