//! Fills a trail with a million entries and times the first page of every kind of
//! filter. `cargo xtask bench` runs it and reads what it prints: one JSON object.

use std::process::ExitCode;
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{AuditAction, AuditActor, AuditArea, AuditFilter, AuditOutcome};
use patchbay_store::audit::{Audit, Detail, NewEntry, Signatures};
use patchbay_store::{OpenError, Opening, Store};

const ENTRIES: u64 = 1_000_000;
/// In one transaction.
const AT_ONCE: u64 = 50_000;
const PAGE: u32 = 50;
const RUNS: usize = 7;

const PEOPLE: [&str; 6] =
    ["Dana Miller", "Sam Ortiz", "Lee Park", "Ana Ruiz", "Jo Smith", "Kim Novak"];
const PROVIDERS: [&str; 12] = [
    "quickbooks_online",
    "xero",
    "stripe",
    "gmail",
    "slack",
    "docusign",
    "anthropic",
    "box",
    "zoom",
    "hubspot",
    "square",
    "dropbox",
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match measured().await {
        Ok(figures) => {
            println!("{figures}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("the trail could not be measured: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn measured() -> Result<serde_json::Value, Box<dyn std::error::Error>> {
    let home = tempfile::tempdir()?;
    let opening = Opening { by_version: "bench", at: Timestamp::UNIX_EPOCH };
    let store = Store::open(home.path(), opening).await?;
    let audit = store.audit();
    let begun = Instant::now();
    for first in (0..ENTRIES).step_by(usize::try_from(AT_ONCE)?) {
        let entries: Vec<NewEntry> = (first..first + AT_ONCE).map(entry).collect();
        audit.append(&entries).await?;
    }
    eprintln!("filled in {:.1} s", begun.elapsed().as_secs_f64());
    let mut pages = Vec::new();
    for (name, filter) in filters() {
        let (entries, ms) = first_page(&audit, &filter).await?;
        eprintln!("{ms:8.2} ms  {entries:3} entries  {name}");
        pages.push(serde_json::json!({ "name": name, "entries": entries, "ms": ms }));
    }
    let begun = Instant::now();
    let signatures = Signatures { fits: |_, _, _| false, ours: None };
    let verified = audit.verify(&signatures).await?;
    let verify_ms = begun.elapsed().as_secs_f64() * 1000.0;
    eprintln!("{verify_ms:8.0} ms  to check {} entries: {:?}", verified.checked, verified.broken);
    let size = std::fs::metadata(store.folder().database())?.len();
    eprintln!("{:8} MB", size / 1_000_000);
    store.close().await;
    Ok(serde_json::json!({ "pages": pages, "verify_ms": verify_ms, "bytes": size }))
}

/// The middle of some runs, in milliseconds, and how many entries the page has. What the
/// page says of the whole trail is part of it.
async fn first_page(audit: &Audit, filter: &AuditFilter) -> Result<(usize, f64), OpenError> {
    let (mut times, mut entries) = (Vec::new(), 0);
    for _ in 0..RUNS {
        let begun = Instant::now();
        entries = audit.page(filter, None, PAGE).await?.entries.len();
        audit.facts().await?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    Ok((entries, times[RUNS / 2]))
}

/// Thirty years of a busy firm: mostly credentials used by Patchbay itself, and now and
/// then a person. What is rare is only long ago, and some things never meet.
fn entry(n: u64) -> NewEntry {
    let scattered = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 17;
    let pick = |of: usize, salt: u64| {
        usize::try_from((scattered / salt) % u64::try_from(of).unwrap_or(1)).unwrap_or_default()
    };
    let by_itself = pick(10, 3) < 8;
    let action = if by_itself {
        [AuditAction::CredentialUsed, AuditAction::CredentialRenewed, AuditAction::ConnectionTested]
            [pick(3, 7)]
    } else {
        AuditAction::ALL[pick(AuditAction::ALL.len(), 11)]
    };
    let actor = match (by_itself, n < 2_000) {
        (true, _) => AuditActor::Patchbay,
        (false, true) => AuditActor::Person("Pat Gone".into()),
        (false, false) => AuditActor::Person(PEOPLE[pick(PEOPLE.len(), 13)].into()),
    };
    let outcome = match pick(1_000, 17) {
        0..=4 => AuditOutcome::Failed,
        5 => AuditOutcome::Refused,
        _ => AuditOutcome::Done,
    };
    let at = Timestamp::UNIX_EPOCH
        + SignedDuration::from_secs(900 * i64::try_from(n).unwrap_or_default());
    let provider = pick(PROVIDERS.len(), 19);
    let connection = format!("{}-{}", PROVIDERS[provider], pick(8, 23));
    NewEntry::new(
        at,
        actor,
        ["Patchbay 1.0.0 on FRONT-DESK", "Patchbay 1.0.1 on LAPTOP-7"][pick(2, 29)],
        action,
    )
    .ended(outcome)
    .connection(PROVIDERS[provider], &connection)
    .detail(
        Detail::new()
            .text("account", &format!("Client {} Ltd", pick(5_000, 31)))
            .count("records", n % 977),
    )
}

fn filters() -> Vec<(&'static str, AuditFilter)> {
    let of = |change: &dyn Fn(&mut AuditFilter)| {
        let mut filter = AuditFilter::default();
        change(&mut filter);
        filter
    };
    let person = |name: &str| Some(AuditActor::Person(name.into()));
    let long_ago = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * 365);
    vec![
        ("everything", AuditFilter::default()),
        ("one area", of(&|f| f.area = Some(AuditArea::Credential))),
        ("a rare outcome", of(&|f| f.outcome = Some(AuditOutcome::Refused))),
        ("the common outcome", of(&|f| f.outcome = Some(AuditOutcome::Done))),
        ("somebody who left long ago", of(&|f| f.actor = person("Pat Gone"))),
        ("Patchbay itself", of(&|f| f.actor = Some(AuditActor::Patchbay))),
        (
            "what never happened",
            of(&|f| {
                f.actor = Some(AuditActor::Patchbay);
                f.action = Some(AuditAction::RoleChanged);
            }),
        ),
        (
            "one provider, failed, by one person",
            of(&|f| {
                f.provider = Some("xero".into());
                f.outcome = Some(AuditOutcome::Failed);
                f.actor = person("Dana Miller");
            }),
        ),
        ("one connection", of(&|f| f.connection = Some("box-3".into()))),
        (
            "a day of long ago",
            of(&|f| {
                f.since = Some(long_ago);
                f.until = Some(long_ago + SignedDuration::from_hours(24));
            }),
        ),
        (
            "a day of long ago, done by Patchbay",
            of(&|f| {
                f.since = Some(long_ago);
                f.until = Some(long_ago + SignedDuration::from_hours(24));
                f.outcome = Some(AuditOutcome::Done);
                f.actor = Some(AuditActor::Patchbay);
            }),
        ),
        ("a word in every entry", of(&|f| f.words = "patchbay".into())),
        ("a letter", of(&|f| f.words = "c".into())),
        ("the beginning of a word in every entry", of(&|f| f.words = "patc".into())),
        ("a word in one entry of five thousand", of(&|f| f.words = "4711".into())),
        ("two words", of(&|f| f.words = "xero 4711".into())),
        ("words that never meet", of(&|f| f.words = "gone laptop settings renewed".into())),
        (
            "common words and common filters that never meet",
            of(&|f| {
                f.words = "client used".into();
                f.actor = person("Pat Gone");
            }),
        ),
        (
            "a common word, failed",
            of(&|f| {
                f.words = "client".into();
                f.outcome = Some(AuditOutcome::Failed);
            }),
        ),
        (
            "a common word, on a day of long ago",
            of(&|f| {
                f.words = "client".into();
                f.since = Some(long_ago);
                f.until = Some(long_ago + SignedDuration::from_hours(24));
            }),
        ),
        (
            "common words that never meet",
            of(&|f| {
                f.words = "xero stripe".into();
            }),
        ),
        (
            "two common things that never meet, with a word",
            of(&|f| {
                f.words = "front".into();
                f.provider = Some("xero".into());
                f.connection = Some("box-3".into());
            }),
        ),
    ]
}
