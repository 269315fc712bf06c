//! The words of an entry, as the search keeps and looks for them.
//!
//! Words are split here and not by the database, so that a word that is looked for is
//! split as it was when it was kept. What can be filtered by is kept as a word too, one
//! that begins with `_` as no other can: so the search itself skips what a filter would
//! throw away.

//!
//! A short beginning has an index of its own. A longer one is looked up in the vocabulary
//! first and then asked for by its whole words: the database reads the entries of a whole
//! word in order and stops when a page is full, and of a long beginning it would gather
//! all of them.

use patchbay_contract::AuditFilter;
use patchbay_contract::search::words;
use sqlx::SqliteConnection;

use super::NewEntry;

/// How many letters a beginning has that the index of words knows by itself.
const SHORT: usize = 3;
/// How many whole words stand for a beginning. Of more, the database makes what it can.
const STAND_FOR: i64 = 200;

/// What is kept of an entry: its words, and what it can be filtered by.
pub(super) fn of(entry: &NewEntry) -> (Vec<String>, Vec<String>) {
    let texts = [entry.actor.person(), entry.provider.as_deref(), entry.connection.as_deref()];
    let mut kept: Vec<String> = texts
        .into_iter()
        .flatten()
        .chain([entry.origin.as_str(), entry.action.as_str()])
        .chain(entry.detail.values())
        .flat_map(words)
        .collect();
    kept.sort_unstable();
    kept.dedup();
    let marks = [
        mark("g", entry.action.area().as_str()),
        mark("a", entry.action.as_str()),
        mark("o", entry.outcome.as_str()),
        mark("w", entry.actor.person().unwrap_or_default()),
        mark("p", entry.provider.as_deref().unwrap_or_default()),
        mark("c", entry.connection.as_deref().unwrap_or_default()),
    ];
    (kept, marks.into())
}

/// Whether the filter has words to look for.
pub(super) fn has_any(filter: &AuditFilter) -> bool {
    words(&filter.words).next().is_some()
}

/// What to look for; nothing when no entry has such a word.
pub(super) async fn wanted(
    reader: &mut SqliteConnection,
    filter: &AuditFilter,
) -> Result<Option<String>, sqlx::Error> {
    let mut wanted = Vec::new();
    for beginning in words(&filter.words) {
        if beginning.chars().count() <= SHORT {
            wanted.push(format!("\"{beginning}\"*"));
            continue;
        }
        let whole: Vec<String> = sqlx::query_scalar(
            "select word from audit_vocabulary where word >= ? and word < ? limit ?",
        )
        .bind(&beginning)
        .bind(format!("{beginning}{}", char::MAX))
        .bind(STAND_FOR + 1)
        .fetch_all(&mut *reader)
        .await?;
        let count = i64::try_from(whole.len()).unwrap_or(i64::MAX);
        wanted.push(match whole.as_slice() {
            [] => return Ok(None),
            _ if count > STAND_FOR => format!("\"{beginning}\"*"),
            [one] => format!("\"{one}\""),
            several => format!("(\"{}\")", several.join("\" OR \"")),
        });
    }
    wanted.extend(marks(filter));
    Ok(Some(wanted.join(" AND ")))
}

fn marks(filter: &AuditFilter) -> impl Iterator<Item = String> {
    let marks = [
        filter.area.map(|area| mark("g", area.as_str())),
        filter.action.map(|action| mark("a", action.as_str())),
        filter.outcome.map(|outcome| mark("o", outcome.as_str())),
        filter.actor.as_ref().map(|actor| mark("w", actor.person().unwrap_or_default())),
        filter.provider.as_deref().map(|id| mark("p", id)),
        filter.connection.as_deref().map(|id| mark("c", id)),
    ];
    marks.into_iter().flatten().map(|mark| format!("\"{mark}\""))
}

/// Two ids may share a mark; the exact one is asked of the table besides.
fn mark(kind: &str, id: &str) -> String {
    let id: String = id.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    format!("_{kind}_{id}")
}
