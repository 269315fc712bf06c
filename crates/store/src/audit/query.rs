//! Looking into the trail: a page of what fits a filter, the newest first, as quick in
//! a trail of a million entries as in one of ten, whatever the filter.
//!
//! How: entries of one kind (who, what, which connection, how it ended) stand in one
//! place of an index, in order. The newest fifty that fit can only be of the fifty kinds
//! that fit and have the newest entry; so at most fifty times fifty are looked at, and
//! one for each kind there is. Of what is common a page is full long before that, so the
//! newest entries of all are looked through first. Words are looked up in an index of words, in the same
//! order.

use patchbay_contract::AuditFilter;
use sqlx::{QueryBuilder, Sqlite};

use super::entry::COLUMNS;
use super::{Audit, Entry, chain, words};
use crate::OpenError;

/// How many of the newest entries are looked through before anything else is tried.
const NEWEST: i64 = 1_000;

/// Some of what fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The entries.
    pub entries: Vec<Entry>,
    /// Where to go on when there are more.
    pub more_from: Option<i64>,
}

/// What the trail says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// How many entries it has.
    pub total: u64,
    /// Everybody in it.
    pub people: Vec<String>,
    /// Every provider in it.
    pub providers: Vec<String>,
    /// The last entry that a signature covers.
    pub signed_until: Option<u64>,
}

impl Page {
    /// Of one entry more than a page has, if there is one.
    fn of(mut entries: Vec<Entry>, size: u32) -> Self {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let more = entries.len() > size;
        entries.truncate(size);
        let more_from = entries.last().filter(|_| more).map(|entry| entry.place);
        Self { entries, more_from }
    }
}

impl Audit {
    /// The newest entries that fit, or those older than where a page ended.
    pub async fn page(
        &self,
        filter: &AuditFilter,
        older_than: Option<i64>,
        size: u32,
    ) -> Result<Page, OpenError> {
        let bounds = Bounds::new(filter, older_than, size);
        let sqlite = |error| self.sqlite(error);
        let mut reader = self.readers.acquire().await.map_err(sqlite)?;
        let mut query = if words::has_any(filter) {
            match words::wanted(&mut reader, filter).await.map_err(sqlite)? {
                Some(wanted) => by_words(filter, &bounds, wanted, "desc"),
                None => return Ok(Page { entries: Vec::new(), more_from: None }),
            }
        } else if narrows(filter) {
            let entries: Vec<Entry> = among_the_newest(filter, &bounds)
                .build_query_as()
                .fetch_all(&mut *reader)
                .await
                .map_err(sqlite)?;
            if entries.len() > usize::try_from(size).unwrap_or(usize::MAX) {
                return Ok(Page::of(entries, size));
            }
            by_kind(filter, &bounds)
        } else {
            by_place(&bounds)
        };
        let entries = query.build_query_as().fetch_all(&mut *reader).await.map_err(sqlite)?;
        Ok(Page::of(entries, size))
    }

    /// What fits and is later than a place, the oldest first and some at a time: for
    /// reading everything from one end to the other.
    pub async fn after(
        &self,
        filter: &AuditFilter,
        after: Option<i64>,
        size: u32,
    ) -> Result<Page, OpenError> {
        let mut bounds = Bounds::new(filter, None, size);
        bounds.from = after.map_or(bounds.from, |place| bounds.from.max(place + 1));
        let sqlite = |error| self.sqlite(error);
        let mut reader = self.readers.acquire().await.map_err(sqlite)?;
        let mut query = if words::has_any(filter) {
            match words::wanted(&mut reader, filter).await.map_err(sqlite)? {
                Some(wanted) => by_words(filter, &bounds, wanted, "asc"),
                None => return Ok(Page { entries: Vec::new(), more_from: None }),
            }
        } else {
            in_time(filter, &bounds)
        };
        let entries = query.build_query_as().fetch_all(&mut *reader).await.map_err(sqlite)?;
        Ok(Page::of(entries, size))
    }

    /// What the trail says of itself.
    pub async fn facts(&self) -> Result<Facts, OpenError> {
        let sqlite = |error| self.sqlite(error);
        let mut reader = self.readers.acquire().await.map_err(sqlite)?;
        // The numbers are dense, so the last is the count.
        let total: Option<i64> = sqlx::query_scalar("select max(seq) from audit_entries")
            .fetch_one(&mut *reader)
            .await
            .map_err(sqlite)?;
        let people = sqlx::query_scalar(
            "select distinct actor from audit_kinds where actor is not null order by 1",
        )
        .fetch_all(&mut *reader)
        .await
        .map_err(sqlite)?;
        let providers = sqlx::query_scalar(
            "select distinct provider from audit_kinds where provider is not null order by 1",
        )
        .fetch_all(&mut *reader)
        .await
        .map_err(sqlite)?;
        let signed: Option<i64> = sqlx::query_scalar("select max(seq) from audit_checkpoints")
            .fetch_one(&mut *reader)
            .await
            .map_err(sqlite)?;
        let number = |seq: i64| u64::try_from(seq).unwrap_or_default();
        Ok(Facts {
            total: total.map_or(0, number),
            people,
            providers,
            signed_until: signed.map(number),
        })
    }
}

/// From where to where, and how many: one more than asked for, to know if there are more.
struct Bounds {
    from: i64,
    before: i64,
    count: i64,
}

impl Bounds {
    fn new(filter: &AuditFilter, older_than: Option<i64>, size: u32) -> Self {
        let until = filter.until.map_or(i64::MAX, chain::first_place);
        Self {
            from: filter.since.map_or(i64::MIN, chain::first_place),
            before: older_than.map_or(until, |place| place.min(until)),
            count: i64::from(size) + 1,
        }
    }

    fn push(&self, query: &mut Query<'_>, place: &str) {
        query.push(format!("{place} < ")).push_bind(self.before);
        query.push(format!(" and {place} >= ")).push_bind(self.from);
    }
}

type Query<'a> = QueryBuilder<Sqlite>;

fn narrows(filter: &AuditFilter) -> bool {
    let AuditFilter {
        words: _,
        area,
        action,
        outcome,
        provider,
        connection,
        actor,
        since: _,
        until: _,
    } = filter;
    area.is_some()
        || action.is_some()
        || outcome.is_some()
        || provider.is_some()
        || connection.is_some()
        || actor.is_some()
}

/// Everything, newest first.
fn by_place(bounds: &Bounds) -> Query<'static> {
    let mut query = selecting();
    query.push(" where ");
    bounds.push(&mut query, "e.place");
    query.push(" order by e.place desc limit ").push_bind(bounds.count);
    query
}

/// What fits among the newest of all.
fn among_the_newest(filter: &AuditFilter, bounds: &Bounds) -> Query<'static> {
    let mut query =
        Query::new(format!("select {COLUMNS} from (select * from audit_entries where "));
    bounds.push(&mut query, "place");
    query.push(" order by place desc limit ").push_bind(NEWEST);
    query.push(") e join audit_kinds k on k.id = e.kind where true");
    push_kinds(&mut query, filter);
    query.push(" order by e.place desc limit ").push_bind(bounds.count);
    query
}

/// Of each kind that fits, and no further than it can matter.
fn by_kind(filter: &AuditFilter, bounds: &Bounds) -> Query<'static> {
    let mut query = Query::new(
        "with newest as (select k.id as kind, (select max(place) from audit_entries where kind = k.id and ",
    );
    bounds.push(&mut query, "place");
    query.push(") as place from audit_kinds k where true");
    push_kinds(&mut query, filter);
    query.push("), first as materialized (select kind from newest where place is not null order by place desc limit ");
    query.push_bind(bounds.count);
    query.push("), fitting as materialized (select value as place from first, json_each((select json_group_array(place) from (select place from audit_entries where kind = first.kind and ");
    bounds.push(&mut query, "place");
    query.push(" order by place desc limit ").push_bind(bounds.count);
    query.push("))) order by value desc limit ").push_bind(bounds.count);
    query.push(format!(") select {COLUMNS} from fitting f cross join audit_entries e on e.place = f.place join audit_kinds k on k.id = e.kind order by e.place desc"));
    query
}

/// Through the index of words.
fn by_words(filter: &AuditFilter, bounds: &Bounds, wanted: String, order: &str) -> Query<'static> {
    let mut query = Query::new(format!(
        "select {COLUMNS} from audit_words w cross join audit_entries e on e.place = w.rowid \
         cross join audit_kinds k on k.id = e.kind where audit_words match "
    ));
    query.push_bind(wanted).push(" and ");
    bounds.push(&mut query, "w.rowid");
    push_kinds(&mut query, filter);
    query.push(format!(" order by w.rowid {order} limit ")).push_bind(bounds.count);
    query
}

/// One after the other, leaving out what does not fit.
fn in_time(filter: &AuditFilter, bounds: &Bounds) -> Query<'static> {
    let mut query = Query::new(format!(
        "select {COLUMNS} from audit_entries e cross join audit_kinds k on k.id = e.kind where "
    ));
    bounds.push(&mut query, "e.place");
    push_kinds(&mut query, filter);
    query.push(" order by e.place limit ").push_bind(bounds.count);
    query
}

fn selecting() -> Query<'static> {
    Query::new(format!("select {COLUMNS} from audit_entries e join audit_kinds k on k.id = e.kind"))
}

/// The conditions on `audit_kinds k`.
fn push_kinds(query: &mut Query<'_>, filter: &AuditFilter) {
    if let Some(area) = filter.area {
        query.push(" and k.action in (");
        let mut actions = query.separated(", ");
        for action in area.actions() {
            actions.push_bind(action.as_str());
        }
        query.push(")");
    }
    if let Some(action) = filter.action {
        query.push(" and k.action = ").push_bind(action.as_str());
    }
    if let Some(outcome) = filter.outcome {
        query.push(" and k.outcome = ").push_bind(outcome.as_str());
    }
    if let Some(provider) = &filter.provider {
        query.push(" and k.provider = ").push_bind(provider.clone());
    }
    if let Some(connection) = &filter.connection {
        query.push(" and k.connection = ").push_bind(connection.clone());
    }
    if let Some(actor) = &filter.actor {
        query.push(" and k.actor is ").push_bind(actor.person().map(ToOwned::to_owned));
    }
}
