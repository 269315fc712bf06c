//! How a thing is on this computer, and how what came is put into its table.

use sqlx::SqliteConnection;

use super::{SyncKind, Thing, choices};
use crate::Connection;

/// How a thing is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Local {
    /// It is not here, or not any more.
    Nothing,
    /// A connection.
    Connection(Box<Connection>),
    /// The value of a setting, in JSON.
    Setting(String),
}

/// Before the name of a provider: how documents are signed with it.
const SIGNING: &str = "signing.";
/// The same: the file of that id which the firm shares.
pub(super) const FILE: &str = "provider_file.";

pub(super) async fn read(
    connection: &mut SqliteConnection,
    thing: &Thing,
) -> Result<Local, sqlx::Error> {
    Ok(match thing.kind {
        SyncKind::Connection => {
            let row: Option<Connection> = sqlx::query_as("select * from connections where id = ?")
                .bind(&thing.id)
                .fetch_optional(connection)
                .await?;
            row.map_or(Local::Nothing, |row| Local::Connection(Box::new(row)))
        }
        SyncKind::Setting => {
            let value = sqlx::query_scalar("select value from firm_settings where id = ?")
                .bind(&thing.id)
                .fetch_optional(connection)
                .await?;
            value.map_or(Local::Nothing, Local::Setting)
        }
    })
}

/// Gives a connection that is here another name.
pub(super) async fn rename(
    writer: &mut SqliteConnection,
    id: &str,
    label: Option<&str>,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("update connections set label = ?, changed_at = ? where id = ?")
        .bind(label)
        .bind(at)
        .bind(id)
        .execute(writer)
        .await?;
    Ok(())
}

/// Sets a setting as it came, in JSON. One that is none of the firm's, and a value that does not
/// fit, are left alone.
pub(super) async fn set(
    writer: &mut SqliteConnection,
    name: &str,
    facts: Option<&str>,
    at: &str,
) -> Result<(), sqlx::Error> {
    if let Some(provider) = name.strip_prefix(FILE) {
        return share(writer, provider, facts, at).await;
    }
    if let Some((kind, of)) = choices::of(name) {
        return choices::put(writer, kind, of, facts, at).await;
    }
    let sql = match (name.strip_prefix(SIGNING), name) {
        (Some(_), _) if facts.is_none() => "delete from signing_defaults where provider = ?1",
        (Some(_), _) => {
            "insert into signing_defaults (provider, flow, identity, changed_at)
             select ?1, ?2 ->> 'flow', ?2 ->> 'identity', ?3
             where json_type(?2) = 'object' and ?2 ->> 'flow' in ('sequential', 'parallel')
                 and json_type(?2, '$.identity') in ('null', 'text')
             on conflict (provider) do update
                set flow = excluded.flow, identity = excluded.identity,
                    changed_at = excluded.changed_at"
        }
        (None, _) if !is_the_firms(name) => return Ok(()),
        (None, _) if facts.is_none() => "delete from settings where name = ?1",
        (None, "ai_order") => {
            "insert into settings (name, value, changed_at)
             select ?1, ?2, ?3 where json_type(?2) = 'array' and length(?2) <= 8000
             on conflict (name) do update
                set value = excluded.value, changed_at = excluded.changed_at"
        }
        (None, _) => {
            "insert into settings (name, value, changed_at)
             select ?1, ?2 ->> '$', ?3
             where json_type(?2) = 'text' and length(?2 ->> '$') between 1 and 500
             on conflict (name) do update
                set value = excluded.value, changed_at = excluded.changed_at"
        }
    };
    let id = name.strip_prefix(SIGNING).unwrap_or(name);
    let statement = sqlx::query(sql).bind(id);
    match facts {
        Some(facts) => statement.bind(facts).bind(at).execute(writer).await?,
        None => statement.execute(writer).await?,
    };
    Ok(())
}

/// Has the firm share a provider file as it came. Nothing is used of it before a person takes it.
async fn share(
    writer: &mut SqliteConnection,
    provider: &str,
    facts: Option<&str>,
    at: &str,
) -> Result<(), sqlx::Error> {
    let statement = match facts {
        None => sqlx::query("delete from firm_files where provider = ?1").bind(provider),
        Some(facts) => sqlx::query(
            "insert into firm_files (provider, text, changed_at)
             select ?1, ?2 ->> '$', ?3
             where json_type(?2) = 'text'
                 and octet_length(?2 ->> '$') between 1 and 65536
             on conflict (provider) do update
                set text = excluded.text, changed_at = excluded.changed_at",
        )
        .bind(provider)
        .bind(facts)
        .bind(at),
    };
    statement.execute(writer).await?;
    Ok(())
}

fn is_the_firms(name: &str) -> bool {
    matches!(name, "relay_address" | "ai_order") || name.starts_with("ai_model.")
}
