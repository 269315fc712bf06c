//! What the firm does by default, as it came: the connections that are used, where segments of
//! clients pay, and whose money accounts hold. The connection that is meant may be another
//! computer's, or be heard of later.
//!
//! Whether it looks as it should was found out before; what does not is left alone here too.

use serde_json::Value;
use sqlx::SqliteConnection;

use super::handing::MAY_NOT;
use super::{SyncKind, Thing};
use crate::receipts;

/// Which choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// The connection of a kind.
    Default,
    /// What a segment is called, and where it pays.
    Segment,
    /// Whose money the accounts of a connection hold.
    Money,
}

/// The segment that is always there, and has no name.
const EVERYBODY_ELSE: &str = "everybody_else";

/// Which choice a setting is, and of what.
pub(super) fn of(name: &str) -> Option<(Choice, &str)> {
    let (kind, of) = name.split_once('.')?;
    let choice = match kind {
        "default" => Choice::Default,
        "client_segment" => Choice::Segment,
        "account_money" => Choice::Money,
        _ => return None,
    };
    Some((choice, of))
}

fn of_thing(thing: &Thing) -> Option<(Choice, &str)> {
    (thing.kind == SyncKind::Setting).then(|| of(&thing.id)).flatten()
}

/// Whether a thing is one of them.
pub(super) fn is_one(thing: &Thing) -> bool {
    of_thing(thing).is_some()
}

/// Whether it is said here whose money those are: by the form that connected them.
pub(super) async fn is_said_here(
    connection: &mut SqliteConnection,
    thing: &Thing,
) -> Result<bool, sqlx::Error> {
    let Some((Choice::Money, of)) = of_thing(thing) else { return Ok(false) };
    sqlx::query_scalar(
        "select exists (select 1 from payment_accounts a join connections c on c.id = a.connection
                        where a.connection = ? and a.account <> '')",
    )
    .bind(of)
    .fetch_one(connection)
    .await
}

/// Whether it is said at another computer whose money those are: nobody here does.
pub(super) async fn is_said_elsewhere(
    connection: &mut SqliteConnection,
    thing: &Thing,
) -> Result<bool, sqlx::Error> {
    let Some((Choice::Money, of)) = of_thing(thing) else { return Ok(false) };
    sqlx::query_scalar("select not exists (select 1 from connections where id = ?)")
        .bind(of)
        .fetch_one(connection)
        .await
}

/// Whether this person may not choose it. What they did choose counts for nobody then.
pub(super) fn may_not(thing: &Thing, why_refused: &str) -> bool {
    why_refused == MAY_NOT && is_one(thing)
}

/// Whether the default that was agreed on is of a connection that was ended since, here or
/// elsewhere. That it is none any more is nobody's choice then.
pub(super) async fn named_what_is_gone(
    connection: &mut SqliteConnection,
    thing: &Thing,
    agreed: Option<&str>,
) -> Result<bool, sqlx::Error> {
    let Some((Choice::Default, _)) = of_thing(thing) else { return Ok(false) };
    let agreed = agreed.and_then(|agreed| serde_json::from_str::<Value>(agreed).ok());
    let Some(named) = agreed.as_ref().and_then(|agreed| agreed["connection"].as_str()) else {
        return Ok(false);
    };
    if receipts::has(&mut *connection, named).await? {
        return Ok(true);
    }
    sqlx::query_scalar(
        "select not exists (select 1 from connections where id = ?1)
            and not exists (select 1 from synced where kind = 'connection' and id = ?1)",
    )
    .bind(named)
    .fetch_one(connection)
    .await
}

/// Chooses a connection no more that was ended elsewhere, where that was chosen here before it was
/// heard, and nobody knows of it yet. What the server knows of, it takes out of choices itself.
pub(super) async fn unchoose(
    writer: &mut SqliteConnection,
    connection: &str,
) -> Result<(), sqlx::Error> {
    for sql in [
        "delete from defaults where connection = ? and exists (
             select 1 from outbox where subject = 'setting/default.' || defaults.kind)",
        "delete from payment_defaults where connection = ? and exists (
             select 1 from outbox
             where subject = 'setting/client_segment.' || payment_defaults.segment)",
    ] {
        sqlx::query(sql).bind(connection).execute(&mut *writer).await?;
    }
    Ok(())
}

/// Puts it as it came; nothing where it is set no more.
pub(super) async fn put(
    writer: &mut SqliteConnection,
    choice: Choice,
    of: &str,
    facts: Option<&str>,
    at: &str,
) -> Result<(), sqlx::Error> {
    match choice {
        Choice::Default => run(writer, &[chosen(facts)], of, facts, at).await,
        Choice::Segment => run(writer, segment(of, facts), of, facts, at).await,
        Choice::Money => run(writer, MONEY, of, facts, at).await,
    }
}

/// One after the other: each by what it is about, as it came, and when.
async fn run(
    writer: &mut SqliteConnection,
    statements: &[&'static str],
    of: &str,
    facts: Option<&str>,
    at: &str,
) -> Result<(), sqlx::Error> {
    let facts = facts.unwrap_or("null");
    for sql in statements {
        sqlx::query(*sql).bind(of).bind(facts).bind(at).execute(&mut *writer).await?;
    }
    Ok(())
}

const fn chosen(facts: Option<&str>) -> &'static str {
    match facts {
        None => "delete from defaults where kind = ?1",
        Some(_) => {
            "insert into defaults (kind, connection, address, changed_at)
             select ?1, ?2 ->> 'connection', ?2 ->> 'address', ?3
             where ?1 in ('meeting', 'esign', 'email', 'tax')
                 and json_type(?2, '$.connection') = 'text'
                 and json_type(?2, '$.address') = iif(?1 = 'email', 'text', 'null')
             on conflict (kind) do update
                set connection = excluded.connection, address = excluded.address,
                    changed_at = excluded.changed_at"
        }
    }
}

fn segment(id: &str, facts: Option<&str>) -> &'static [&'static str] {
    const PAYS_NOWHERE: &str = "delete from payment_defaults where segment = ?1";
    const PAYS: &str =
        "insert into payment_defaults (segment, money, connection, account, changed_at)
        select ?1, key, value ->> 'connection', value ->> 'account', ?3
        from json_each(?2)
        where key in ('operating', 'trust') and type = 'object'
            and json_type(value, '$.connection') = 'text'
            and json_type(value, '$.account') = 'text'
            and exists (select 1 from segments where id = ?1)";
    match (id, facts) {
        (EVERYBODY_ELSE, None) => &[PAYS_NOWHERE],
        (EVERYBODY_ELSE, Some(_)) => &[PAYS_NOWHERE, PAYS],
        (_, None) => &["delete from segments where id = ?1 and name is not null"],
        (_, Some(_)) => &[
            PAYS_NOWHERE,
            "insert into segments (id, name, made_at, changed_at)
             select ?1, ?2 ->> 'name', ?3, ?3
             where json_type(?2, '$.name') = 'text' and trim(?2 ->> 'name') <> ''
             on conflict (id) do update set name = excluded.name, changed_at = excluded.changed_at",
            PAYS,
        ],
    }
}

/// Taken away and put anew: a segment may pay into one of them, and does not any more where it
/// holds other money by now.
const MONEY: &[&str] = &[
    "delete from payment_accounts where connection = ?1",
    "insert into payment_accounts (connection, account, money, changed_at)
     select ?1, key, value, ?3 from json_each(?2)
     where json_type(?2) = 'object' and value in ('operating', 'trust')",
];
