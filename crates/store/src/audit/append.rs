//! Adding to the end of the chain, inside the caller's transaction, so that a change and
//! its entry stand or fall together.

use std::collections::{HashMap, HashSet};

use patchbay_contract::{AuditAction, AuditActor, AuditOutcome};
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use super::chain::{self, Said};
use super::entry::NewEntry;
use super::{Audit, Hash, words};
use crate::OpenError;
use crate::transaction::in_transaction;

/// How many entries go into the database with one statement.
const AT_ONCE: usize = 100;

type Kind = (AuditActor, AuditAction, AuditOutcome, Option<String>, Option<String>);

impl Audit {
    /// Enters these, in this order and all of them or none, and notes the new end
    /// outside the database.
    pub async fn append(&self, entries: &[NewEntry]) -> Result<(), OpenError> {
        self.append_in_one(entries).await.map_err(|error| self.sqlite(error))?;
        self.note_end().await
    }

    async fn append_in_one(&self, entries: &[NewEntry]) -> Result<(), sqlx::Error> {
        in_transaction(&self.writer, async |writer| append(writer, entries).await).await
    }
}

/// Enters these. The caller notes the new end ([`Audit::note_end`]) once it is committed.
pub(crate) async fn append(
    writer: &mut SqliteConnection,
    entries: &[NewEntry],
) -> Result<(), sqlx::Error> {
    let (mut seq, mut previous) = end(&mut *writer).await?;
    let mut kinds = HashMap::new();
    let mut known = HashSet::new();
    for entries in entries.chunks(AT_ONCE) {
        let mut rows = Vec::with_capacity(entries.len());
        let mut new_words = Vec::new();
        for entry in entries {
            seq += 1;
            let kind = kind(writer, entry, &mut kinds).await?;
            let row = Row::new(entry, seq, kind, previous)?;
            previous = row.hash;
            new_words
                .extend(row.words.iter().filter(|word| known.insert((*word).clone())).cloned());
            rows.push(row);
        }
        insert(&mut *writer, &rows).await?;
        learn(&mut *writer, &new_words).await?;
    }
    Ok(())
}

/// The number and the hash of the last entry, or of what the first will follow from.
pub(super) async fn end(reader: &mut SqliteConnection) -> Result<(i64, Hash), sqlx::Error> {
    let last: Option<(i64, Vec<u8>)> =
        sqlx::query_as("select seq, hash from audit_entries order by seq desc limit 1")
            .fetch_optional(&mut *reader)
            .await?;
    if let Some((seq, hash)) = last {
        // The table lets no other length in.
        return Ok((seq, hash.try_into().unwrap_or_default()));
    }
    let installation: String =
        sqlx::query_scalar("select id from installation").fetch_one(reader).await?;
    Ok((0, chain::beginning(&installation)))
}

struct Row<'a> {
    seq: i64,
    place: i64,
    at: String,
    kind: i64,
    origin: &'a str,
    detail: String,
    previous: Hash,
    hash: Hash,
    words: Vec<String>,
    marks: Vec<String>,
}

impl<'a> Row<'a> {
    fn new(entry: &'a NewEntry, seq: i64, kind: i64, previous: Hash) -> Result<Self, sqlx::Error> {
        let at = chain::time(entry.at);
        let detail = entry.detail.to_json().map_err(|error| sqlx::Error::Encode(error.into()))?;
        let hash = Said {
            seq,
            at: &at,
            actor: entry.actor.person(),
            origin: &entry.origin,
            action: entry.action.as_str(),
            outcome: entry.outcome.as_str(),
            provider: entry.provider.as_deref(),
            connection: entry.connection.as_deref(),
            detail: &detail,
            previous: &previous,
        }
        .hash();
        let place = chain::place(&at, seq).unwrap_or(seq);
        let (words, marks) = words::of(entry);
        Ok(Self {
            seq,
            place,
            at,
            kind,
            origin: &entry.origin,
            detail,
            previous,
            hash,
            words,
            marks,
        })
    }
}

async fn insert(writer: &mut SqliteConnection, rows: &[Row<'_>]) -> Result<(), sqlx::Error> {
    let mut entries = QueryBuilder::<Sqlite>::new(
        "insert into audit_entries (seq, place, at, kind, origin, detail, previous, hash) ",
    );
    entries.push_values(rows, |mut values, row| {
        values.push_bind(row.seq).push_bind(row.place).push_bind(&row.at).push_bind(row.kind);
        values.push_bind(row.origin).push_bind(&row.detail);
        values.push_bind(row.previous.as_slice()).push_bind(row.hash.as_slice());
    });
    entries.build().execute(&mut *writer).await?;
    let mut words = QueryBuilder::<Sqlite>::new("insert into audit_words (rowid, words) ");
    words.push_values(rows, |mut values, row| {
        let text = [row.words.as_slice(), &row.marks].concat().join(" ");
        values.push_bind(row.place).push_bind(text);
    });
    words.build().execute(writer).await?;
    Ok(())
}

/// Adds words to the vocabulary.
async fn learn(writer: &mut SqliteConnection, new: &[String]) -> Result<(), sqlx::Error> {
    for new in new.chunks(AT_ONCE) {
        let mut words =
            QueryBuilder::<Sqlite>::new("insert or ignore into audit_vocabulary (word) ");
        words.push_values(new, |mut values, word| {
            values.push_bind(word);
        });
        words.build().execute(&mut *writer).await?;
    }
    Ok(())
}

/// The id of the entry's kind, made if there is none yet.
async fn kind(
    writer: &mut SqliteConnection,
    entry: &NewEntry,
    known: &mut HashMap<Kind, i64>,
) -> Result<i64, sqlx::Error> {
    let kind = (
        entry.actor.clone(),
        entry.action,
        entry.outcome,
        entry.provider.clone(),
        entry.connection.clone(),
    );
    if let Some(id) = known.get(&kind) {
        return Ok(*id);
    }
    sqlx::query(
        "insert into audit_kinds (actor, action, outcome, provider, connection)
         values (?, ?, ?, ?, ?) on conflict do nothing",
    )
    .bind(entry.actor.person())
    .bind(entry.action.as_str())
    .bind(entry.outcome.as_str())
    .bind(&entry.provider)
    .bind(&entry.connection)
    .execute(&mut *writer)
    .await?;
    let id = sqlx::query_scalar(
        "select id from audit_kinds where action = ? and outcome = ?
             and ifnull(actor, '') = ? and ifnull(provider, '') = ? and ifnull(connection, '') = ?",
    )
    .bind(entry.action.as_str())
    .bind(entry.outcome.as_str())
    .bind(entry.actor.person().unwrap_or_default())
    .bind(entry.provider.as_deref().unwrap_or_default())
    .bind(entry.connection.as_deref().unwrap_or_default())
    .fetch_one(writer)
    .await?;
    known.insert(kind, id);
    Ok(id)
}
