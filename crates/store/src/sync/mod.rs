//! The tables `synced` and `sync_state`, and the rows of `outbox` that are for the firm's
//! server: what the two agreed on last, what is to be told, what came, and where a person has
//! to decide.
//!
//! What is to be told is noted by triggers, in the transaction of whatever changed it. What a
//! thing looks like on the wire is the caller's; here are the rows it is made of, none of which
//! has a place for a secret. Nobody is called.

mod agreement;
mod choices;
mod choosing;
mod files;
mod handing;
mod held;
mod local;
mod state;
mod taking;
#[cfg(test)]
mod tests;

use sqlx::SqliteConnection;

pub use handing::Wish;
pub use held::condition_behind;
pub use local::Local;
pub use state::SyncState;
pub use taking::{Eyes, Feed, Taken as TakenChange, Theirs};

use crate::{OpenError, Store};

/// Which kind of thing goes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncKind {
    /// A connection, without what opens it.
    Connection,
    /// A setting of the firm's.
    Setting,
}

impl SyncKind {
    /// Its name, in the tables and on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connection => "connection",
            Self::Setting => "setting",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Connection, Self::Setting].into_iter().find(|kind| kind.as_str() == name)
    }
}

/// A thing that goes along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// Its kind.
    pub kind: SyncKind,
    /// Its id or name.
    pub id: String,
}

impl Thing {
    /// This one.
    #[must_use]
    pub fn new(kind: SyncKind, id: &str) -> Self {
        Self { kind, id: id.into() }
    }

    /// As the outbox names it.
    fn subject(&self) -> String {
        format!("{}/{}", self.kind.as_str(), self.id)
    }

    fn of_subject(subject: &str) -> Option<Self> {
        let (kind, id) = subject.split_once('/')?;
        Some(Self::new(SyncKind::from_name(kind)?, id))
    }
}

/// The row of `synced`. Facts are JSON; null where a setting is set no more.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Synced {
    /// Of which kind it is.
    pub kind: String,
    /// Which it is.
    pub id: String,
    /// The server's version that the two agreed on.
    pub version: i64,
    /// As it was then.
    pub facts: String,
    /// Who had changed it.
    pub changed_by: Option<String>,
    /// When, by the server's clock.
    pub changed_at: Option<String>,
    /// The server's version now, where a person has to decide.
    pub their_version: Option<i64>,
    /// As the server has it.
    pub their_facts: Option<String>,
    /// Who changed it there.
    pub their_changed_by: Option<String>,
    /// When.
    pub their_changed_at: Option<String>,
    /// Whether this version of Patchbay can use what the server has.
    pub fits: bool,
    /// Why the server did not take what is here.
    pub refused: Option<String>,
}

const COLUMNS: &str = "kind, id, version, facts, changed_by, changed_at, their_version, \
                       their_facts, their_changed_by, their_changed_at, fits, refused";

/// What of the outbox is told: not what waits for a person who decides.
const NOT_WAITING: &str = "kind = 'sync'
    and not exists (select 1 from synced s
                    where s.their_version is not null and s.kind || '/' || s.id = outbox.subject)";

impl Store {
    /// Everything that the server has, as far as it is known here.
    pub async fn synced(&self) -> Result<Vec<Synced>, OpenError> {
        let sql = format!("select {COLUMNS} from synced order by kind, id");
        sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// The things whose news the server has not heard yet. Where a person has to decide first,
    /// that is another matter.
    pub async fn to_be_told(&self) -> Result<Vec<Thing>, OpenError> {
        let sql = format!(
            "select subject from outbox where {NOT_WAITING} group by subject order by min(id)"
        );
        let subjects: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))?;
        Ok(subjects.iter().filter_map(|subject| Thing::of_subject(subject)).collect())
    }

    /// How a thing is here.
    pub async fn local(&self, thing: &Thing) -> Result<Local, OpenError> {
        let mut reader = self.readers.acquire().await.map_err(|error| self.sqlite(error))?;
        local::read(&mut reader, thing).await.map_err(|error| self.sqlite(error))
    }
}

async fn synced(
    connection: &mut SqliteConnection,
    thing: &Thing,
) -> Result<Option<Synced>, sqlx::Error> {
    let sql = format!("select {COLUMNS} from synced where kind = ? and id = ?");
    sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(thing.kind.as_str())
        .bind(&thing.id)
        .fetch_optional(connection)
        .await
}

/// Puts news of a thing into the outbox, unless some are there that nobody has heard.
async fn enqueue(
    writer: &mut SqliteConnection,
    thing: &Thing,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into outbox (idempotency_key, kind, subject, body, made_at)
         select lower(hex(randomblob(16))), 'sync', ?1, 'null', ?2
         where not exists (select 1 from outbox where subject = ?1 and tries = 0)",
    )
    .bind(thing.subject())
    .bind(at)
    .execute(writer)
    .await?;
    Ok(())
}

/// Takes the news of a thing out of the outbox that nobody has heard.
async fn drop_unheard(writer: &mut SqliteConnection, thing: &Thing) -> Result<(), sqlx::Error> {
    sqlx::query("delete from outbox where subject = ? and tries = 0")
        .bind(thing.subject())
        .execute(writer)
        .await?;
    Ok(())
}

/// Has everything told that is here: to a server that knows nothing of it yet.
pub(crate) async fn tell_everything(
    writer: &mut SqliteConnection,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into outbox (idempotency_key, kind, subject, body, made_at)
         select lower(hex(randomblob(16))), 'sync', subject, 'null', ?
         from (select 'connection/' || id as subject from connections
               union all select 'setting/' || id from firm_settings
                   -- Whose money another computer's accounts hold, that one tells.
                   where id not glob 'account_money.*'
                       or substr(id, 15) in (select id from connections)) here
         where not exists (select 1 from outbox o where o.subject = here.subject and o.tries = 0)
         -- Settings first: of a connection the server may have to know the provider file.
         order by subject desc",
    )
    .bind(at)
    .execute(writer)
    .await?;
    Ok(())
}

/// Forgets what was agreed on, and up to where: with another server, or another life of this
/// one, nothing was. What may have been heard there is not repeated.
pub(crate) async fn begin_anew(writer: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    for sql in [
        "delete from outbox where kind = 'sync'",
        "delete from synced",
        "update sync_state set cursor = null, last_sync_at = null, failures = 0,
             next_try_at = null, last_problem = null, taken_until = null, left_out = '[]'",
    ] {
        sqlx::query(sql).execute(&mut *writer).await?;
    }
    Ok(())
}

/// Has told once more what the server did not take: of somebody who has another role now.
pub(crate) async fn try_refused_again(
    writer: &mut SqliteConnection,
    at: &str,
) -> Result<(), sqlx::Error> {
    let refused: Vec<(String, String)> =
        sqlx::query_as("select kind, id from synced where refused is not null")
            .fetch_all(&mut *writer)
            .await?;
    for (kind, id) in refused {
        let Some(kind) = SyncKind::from_name(&kind) else { continue };
        enqueue(&mut *writer, &Thing::new(kind, &id), at).await?;
    }
    Ok(())
}
