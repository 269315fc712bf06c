//! What a filter shows is what a person would have picked out by hand.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{AuditAction, AuditActor, AuditArea, AuditFilter, AuditOutcome};

use super::{Audit, Detail, Entry, NewEntry};
use crate::{Opening, Store};

const SIZE: u32 = 7;

fn at(minute: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minute)
}

/// Entries of every kind, some of one minute, and one of a clock that went wrong.
fn entries() -> Vec<NewEntry> {
    (0..300_i64)
        .map(|n| {
            let pick = |of: i64| usize::try_from(n * 7 / of).unwrap();
            let people = ["Dana Miller", "Sam Ortíz"];
            let actor = match pick(3) % 3 {
                2 => AuditActor::Patchbay,
                person => AuditActor::Person(people[person].into()),
            };
            let minute = if n == 250 { 3 } else { n / 2 };
            let provider = ["xero", "quickbooks_online", "stripe"][pick(5) % 3];
            NewEntry::new(
                at(minute),
                actor,
                "Patchbay 1.0.0 on FRONT-DESK",
                AuditAction::ALL[pick(2) % AuditAction::ALL.len()],
            )
            .ended(AuditOutcome::ALL[pick(11) % 3])
            .connection(provider, &format!("{provider}-{}", n % 4))
            .detail(Detail::new().text("account", ["Miller & Co", "Harbor Dental"][pick(13) % 2]))
        })
        .collect()
}

/// Whether an entry fits, told the slow way.
fn fits(entry: &Entry, filter: &AuditFilter) -> bool {
    let shown = entry.shown();
    let text = format!(
        "{} {} {} {} {} {}",
        shown.actor.person().unwrap_or_default(),
        shown.origin,
        entry.action,
        entry.provider.as_deref().unwrap_or_default(),
        entry.connection.as_deref().unwrap_or_default(),
        shown.detail.values().cloned().collect::<Vec<_>>().join(" "),
    )
    .to_lowercase()
    .replace('í', "i");
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let action = shown.action.unwrap();
    filter
        .words
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .all(|wanted| words.iter().any(|word| word.starts_with(wanted)))
        && filter.area.is_none_or(|area| action.area() == area)
        && filter.action.is_none_or(|wanted| action == wanted)
        && filter.outcome.is_none_or(|outcome| shown.outcome == outcome)
        && (filter.provider.is_none() || shown.provider == filter.provider)
        && (filter.connection.is_none() || shown.connection == filter.connection)
        && filter.actor.as_ref().is_none_or(|actor| shown.actor == *actor)
        && filter.since.is_none_or(|since| shown.at >= since)
        && filter.until.is_none_or(|until| shown.at < until)
}

/// Every combination of some values of every filter.
fn filters() -> Vec<AuditFilter> {
    let mut all = vec![AuditFilter::default()];
    let mut with = |change: &dyn Fn(&mut AuditFilter)| {
        let changed = all.clone().into_iter().map(|mut filter| {
            change(&mut filter);
            filter
        });
        let changed: Vec<_> = changed.collect();
        all.extend(changed);
    };
    with(&|filter| filter.words = "xer front".into());
    with(&|filter| filter.area = Some(AuditArea::Credential));
    with(&|filter| filter.action = Some(AuditAction::CredentialUsed));
    with(&|filter| filter.outcome = Some(AuditOutcome::Failed));
    with(&|filter| filter.provider = Some("xero".into()));
    with(&|filter| filter.connection = Some("xero-1".into()));
    with(&|filter| filter.actor = Some(AuditActor::Person("Dana Miller".into())));
    with(&|filter| filter.since = Some(at(20)));
    with(&|filter| filter.until = Some(at(110)));
    for words in [
        "MILLER",
        "ortiz",
        "quickbooks",
        "zzz",
        "dental xero",
        "xero\" OR * NEAR(a b)",
        "Co-",
        "\u{93e} ①",
        "_o_done",
    ] {
        all.push(AuditFilter { words: words.into(), ..AuditFilter::default() });
    }
    all.push(AuditFilter { actor: Some(AuditActor::Patchbay), ..AuditFilter::default() });
    all
}

async fn all_pages(audit: &Audit, filter: &AuditFilter) -> Vec<Entry> {
    let (mut entries, mut older) = (Vec::new(), None);
    loop {
        let page = audit.page(filter, older, SIZE).await.unwrap();
        assert!(page.entries.len() <= 7);
        entries.extend(page.entries);
        older = page.more_from;
        if older.is_none() {
            return entries;
        }
    }
}

async fn all_in_time(audit: &Audit, filter: &AuditFilter) -> Vec<Entry> {
    let (mut entries, mut after) = (Vec::new(), None);
    loop {
        let page = audit.after(filter, after, SIZE).await.unwrap();
        entries.extend(page.entries);
        after = page.more_from;
        if after.is_none() {
            return entries;
        }
    }
}

#[tokio::test]
async fn every_combination_of_filters_shows_what_fits_newest_first_page_after_page() {
    let home = tempfile::tempdir().unwrap();
    let opening = Opening { by_version: "1.0.0", at: Timestamp::UNIX_EPOCH };
    let store = Store::open(home.path(), opening).await.unwrap();
    let audit = store.audit();
    audit.append(&entries()).await.unwrap();
    let mut everything = audit.batch(0, i64::MAX).await.unwrap();
    assert_eq!(everything.len(), 300);
    everything.sort_by_key(|entry| (std::cmp::Reverse(entry.at.clone()), -entry.seq));
    let mut full = 0;
    for filter in filters() {
        let wanted: Vec<i64> =
            everything.iter().filter(|entry| fits(entry, &filter)).map(|entry| entry.seq).collect();
        let shown: Vec<i64> = all_pages(&audit, &filter).await.iter().map(|e| e.seq).collect();
        assert_eq!(shown, wanted, "{filter:?}");
        let mut in_time: Vec<i64> =
            all_in_time(&audit, &filter).await.iter().map(|e| e.seq).collect();
        in_time.reverse();
        assert_eq!(in_time, wanted, "the other way round: {filter:?}");
        full += usize::from(!shown.is_empty());
    }
    assert!(full > 50, "only {full} filters showed anything");
    store.close().await;
}

#[tokio::test]
async fn the_trail_says_who_and_what_is_in_it() {
    let home = tempfile::tempdir().unwrap();
    let opening = Opening { by_version: "1.0.0", at: Timestamp::UNIX_EPOCH };
    let store = Store::open(home.path(), opening).await.unwrap();
    store.audit().append(&entries()).await.unwrap();
    let facts = store.audit().facts().await.unwrap();
    assert_eq!(facts.total, 300);
    assert_eq!(facts.people, ["Dana Miller", "Sam Ortíz"]);
    assert_eq!(facts.providers, ["quickbooks_online", "stripe", "xero"]);
    assert_eq!(facts.signed_until, None);
    store.close().await;
}
