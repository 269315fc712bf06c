//! What the two agree on of a thing, and where they do not: the row of `synced`.

use sqlx::SqliteConnection;

use super::handing::{Body, NO_NEWS};
use super::{SyncKind, Theirs, Thing, drop_unheard};

/// Whether a thing as the server has it is what it was told before, by a request whose answer
/// did not come. That is met then.
pub(super) async fn was_told(
    writer: &mut SqliteConnection,
    thing: &Thing,
    theirs: Option<&str>,
) -> Result<bool, sqlx::Error> {
    let told: Option<(i64, String)> = sqlx::query_as(
        "select id, body from outbox where subject = ? and tries > 0 order by id limit 1",
    )
    .bind(thing.subject())
    .fetch_optional(&mut *writer)
    .await?;
    let Some((row, body)) = told else { return Ok(false) };
    let Ok(body) = serde_json::from_str::<Body>(&body) else { return Ok(false) };
    if !same(theirs.unwrap_or("null"), body.facts.as_deref()) {
        return Ok(false);
    }
    sqlx::query(NO_NEWS).bind(row).execute(writer).await?;
    Ok(true)
}

/// Whether two say the same, whatever their spaces and the order of their fields.
pub(super) fn same(agreed: &str, now: Option<&str>) -> bool {
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    read(agreed).unwrap_or_default() == now.and_then(read).unwrap_or_default()
}

/// Notes what the two agree on. What the server has no more of is forgotten.
pub(super) async fn agree(
    writer: &mut SqliteConnection,
    thing: &Thing,
    version: i64,
    facts: Option<&str>,
    changed_by: Option<&str>,
    at: &str,
) -> Result<(), sqlx::Error> {
    if facts.is_none() && thing.kind == SyncKind::Connection {
        sqlx::query("delete from synced where kind = 'connection' and id = ?")
            .bind(&thing.id)
            .execute(writer)
            .await?;
        return Ok(());
    }
    sqlx::query(
        "insert into synced (kind, id, version, facts, changed_by, changed_at)
         values (?, ?, ?, ?, ?, ?)
         on conflict (kind, id) do update
            set version = excluded.version, facts = excluded.facts,
                changed_by = excluded.changed_by, changed_at = excluded.changed_at,
                their_version = null, their_facts = null, their_changed_by = null,
                their_changed_at = null, fits = 1, refused = null
            -- An answer that comes late says nothing of what is agreed by now.
            where excluded.version >= synced.version",
    )
    .bind(thing.kind.as_str())
    .bind(&thing.id)
    .bind(version)
    .bind(facts.unwrap_or("null"))
    .bind(changed_by)
    .bind(at)
    .execute(writer)
    .await?;
    Ok(())
}

/// Notes that both changed it: a person decides, and until then nobody is told anything of it.
pub(super) async fn disagree(
    writer: &mut SqliteConnection,
    thing: &Thing,
    theirs: &Theirs<'_>,
) -> Result<(), sqlx::Error> {
    drop_unheard(&mut *writer, thing).await?;
    sqlx::query(
        "insert into synced (kind, id, version, facts, their_version, their_facts,
             their_changed_by, their_changed_at)
         values (?, ?, 0, 'null', ?, ?, ?, ?)
         on conflict (kind, id) do update
            set their_version = excluded.their_version, their_facts = excluded.their_facts,
                their_changed_by = excluded.their_changed_by,
                their_changed_at = excluded.their_changed_at, refused = null",
    )
    .bind(thing.kind.as_str())
    .bind(&thing.id)
    .bind(theirs.version)
    .bind(theirs.facts.unwrap_or("null"))
    .bind(theirs.changed_by)
    .bind(theirs.changed_at)
    .execute(writer)
    .await?;
    Ok(())
}
