//! Handing out what is to be told, each thing once at a time, and noting what the server said.
//!
//! What is told is written down when it is handed out first, with the version that it follows:
//! sent again, it is the same request under the same key, whatever changed meanwhile. That is
//! told behind it.

use serde::{Deserialize, Serialize};
use sqlx::SqliteConnection;

use super::agreement::{agree, same};
use super::{
    Local, NOT_WAITING, Theirs, Thing, choices, enqueue, files, held, local, synced, taking,
};
use crate::audit::{self, NewEntry};
use crate::{OpenError, Store};

/// Something to tell the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// Its row in the outbox.
    pub row: i64,
    /// By which the server knows what it was told already.
    pub idempotency_key: String,
    /// What it is about.
    pub thing: Thing,
    /// The version it follows; none where the server has nothing of it.
    pub version: Option<i64>,
    /// As it is to be, as JSON; none where it is gone.
    pub facts: Option<String>,
}

/// What is written down of it.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    version: Option<i64>,
    pub(super) facts: Option<String>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    idempotency_key: String,
    subject: String,
    body: String,
    tries: u32,
}

/// The server's word where the role does not allow it.
pub(super) const MAY_NOT: &str = "role_not_allowed";

/// News of which nobody can be told is a mistake of ours, and no reason to stop.
pub(super) const NO_NEWS: &str = "delete from outbox where id = ?";

impl Store {
    /// The next things that the server is to be told, up to so many, counted as tried from here
    /// on. What one is like is made of its row by `facts`, as JSON. What is as the server has it
    /// is no news.
    pub async fn next_wishes(
        &self,
        most: usize,
        facts: impl Fn(&Local) -> Option<String>,
    ) -> Result<Vec<Wish>, OpenError> {
        // Of one thing the oldest: what follows it is told when that one is answered.
        let sql = format!(
            "select id, idempotency_key, subject, body, tries from outbox
             where id in (select min(id) from outbox where {NOT_WAITING} group by subject)
             order by id limit {most}"
        );
        self.in_transaction(async |writer| {
            let mut wishes = Vec::new();
            loop {
                let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql.clone()))
                    .fetch_all(&mut *writer)
                    .await?;
                let mut no_news = false;
                for row in &rows {
                    if let Some(wish) = wish(&mut *writer, row, &facts).await? {
                        wishes.push(wish);
                    } else {
                        sqlx::query(NO_NEWS).bind(row.id).execute(&mut *writer).await?;
                        no_news = true;
                    }
                }
                // What stood behind what was no news may be.
                if !no_news || !wishes.is_empty() {
                    break;
                }
            }
            for wish in &wishes {
                sqlx::query("update outbox set tries = tries + 1 where id = ?")
                    .bind(wish.row)
                    .execute(&mut *writer)
                    .await?;
            }
            Ok(wishes)
        })
        .await
    }

    /// The server took it, as this version.
    pub async fn wish_was_met(&self, wish: &Wish, version: i64, at: &str) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query(NO_NEWS).bind(wish.row).execute(&mut *writer).await?;
            agree(&mut *writer, &wish.thing, version, wish.facts.as_deref(), None, at).await?;
            files::tell_its_connections_again(writer, &wish.thing, at).await
        })
        .await
    }

    /// The server does not take it, and will not: why, in a word of its own. It is told again
    /// once it changes. Where the role does not allow it, what the whole firm goes by is as the
    /// server has it then: a provider file, which is in its folder here all the same, and what is
    /// done by default.
    ///
    /// Says whether something here is another by that, which is entered.
    pub async fn wish_was_refused(
        &self,
        wish: &Wish,
        why: &str,
        entry: &NewEntry,
    ) -> Result<bool, OpenError> {
        let is_other = self
            .in_transaction(async |writer| {
                sqlx::query(NO_NEWS).bind(wish.row).execute(&mut *writer).await?;
                sqlx::query(
                "insert into synced (kind, id, version, facts, refused) values (?, ?, 0, 'null', ?)
                 on conflict (kind, id) do update set refused = excluded.refused",
            )
            .bind(wish.thing.kind.as_str())
            .bind(&wish.thing.id)
            .bind(why)
            .execute(&mut *writer)
            .await?;
                if why != MAY_NOT || !put_back(&mut *writer, &wish.thing).await? {
                    return Ok(false);
                }
                audit::append(writer, std::slice::from_ref(entry)).await?;
                Ok(true)
            })
            .await?;
        if is_other {
            self.note_what_is_done().await;
        }
        Ok(is_other)
    }

    /// Nothing of it is left to be told.
    pub async fn wish_is_over(&self, wish: &Wish) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query(NO_NEWS).bind(wish.row).execute(writer).await?;
            Ok(())
        })
        .await
    }

    /// The same, and what is here follows whatever the server has, which changes nothing here.
    pub async fn follow(
        &self,
        wish: &Wish,
        theirs: &Theirs<'_>,
        at: &str,
    ) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            let Theirs { version, facts, changed_by, changed_at } = *theirs;
            agree(&mut *writer, &wish.thing, version, facts, changed_by, changed_at).await?;
            sqlx::query(NO_NEWS).bind(wish.row).execute(&mut *writer).await?;
            enqueue(writer, &wish.thing, at).await
        })
        .await
    }

    /// It is to be told anew, as another request: the server has another version, and what is
    /// here follows that.
    pub async fn tell_again(&self, wish: &Wish, at: &str) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query(NO_NEWS).bind(wish.row).execute(&mut *writer).await?;
            enqueue(writer, &wish.thing, at).await
        })
        .await
    }
}

/// Has what the whole firm goes by be as the server has it. What it never had stays as it is here.
/// Says whether it did.
async fn put_back(writer: &mut SqliteConnection, thing: &Thing) -> Result<bool, sqlx::Error> {
    if !files::is_one(thing) && !choices::is_one(thing) {
        return Ok(false);
    }
    let Some(known) = synced(&mut *writer, thing).await?.filter(|known| known.version > 0) else {
        return Ok(false);
    };
    let facts = Some(known.facts.as_str()).filter(|facts| *facts != "null");
    let at = known.changed_at.as_deref().unwrap_or_default();
    taking::put(writer, thing, facts, known.fits, at).await?;
    Ok(known.fits)
}

/// What a row of the outbox wishes; nothing where there is no news in it.
async fn wish(
    writer: &mut SqliteConnection,
    row: &Row,
    facts: impl Fn(&Local) -> Option<String>,
) -> Result<Option<Wish>, sqlx::Error> {
    let Some(thing) = Thing::of_subject(&row.subject) else { return Ok(None) };
    let wish = |version, facts| Wish {
        row: row.id,
        idempotency_key: row.idempotency_key.clone(),
        thing: thing.clone(),
        version,
        facts,
    };
    if row.tries > 0 {
        let body: Option<Body> = serde_json::from_str(&row.body).ok();
        return Ok(body.map(|body| wish(body.version, body.facts)));
    }
    let here = local::read(&mut *writer, &thing).await?;
    let agreed = synced(&mut *writer, &thing).await?.filter(|agreed| agreed.version > 0);
    let now = match (&here, &agreed) {
        (Local::Connection(row), Some(agreed)) if held::by_server(row) => {
            held::told(&agreed.facts, facts(&here))
        }
        _ => facts(&here),
    };
    let is_agreed = match &agreed {
        Some(agreed) => same(&agreed.facts, now.as_deref()),
        None => now.is_none(),
    };
    if is_agreed {
        sqlx::query("update synced set refused = null where kind = ? and id = ?")
            .bind(thing.kind.as_str())
            .bind(&thing.id)
            .execute(writer)
            .await?;
        return Ok(None);
    }
    let version = agreed.map(|agreed| agreed.version);
    let body = serde_json::to_string(&Body { version, facts: now.clone() });
    let body = body.map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query("update outbox set body = ? where id = ?")
        .bind(body)
        .bind(row.id)
        .execute(writer)
        .await?;
    Ok(Some(wish(version, now)))
}
