//! The tables `doors` and `wraps`: the ways into the vault, and the data keys that each
//! of them holds.
//!
//! A door whose key lies in the keychain is written in three steps, because two stores
//! never change as one: the row is prepared, the keychain is written, the row is taken
//! into use. Whichever step was the last, the row says what is left to tidy.

use sqlx::SqliteConnection;

use super::NewDataKey;
use super::data_keys::insert_primary;
use crate::{Change, OpenError, Store, attempts};

/// The row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Door {
    /// Rises and is never given twice.
    pub id: u32,
    /// `keychain`, `passphrase`, `memory`, `recovery_kit` or `administrator`.
    pub kind: String,
    /// `preparing`, `in_use`, `retiring` or `retired`.
    pub state: String,
    /// How the passphrase was stretched.
    pub stretch: Option<String>,
    /// Tells the door's key from a wrong one.
    pub check_value: Option<Vec<u8>>,
    /// An administrator's name.
    pub name: Option<String>,
    /// An administrator's public key.
    pub public_key: Option<Vec<u8>>,
    /// When it was made.
    pub made_at: String,
    /// When somebody proved that the kit is on paper.
    pub checked_at: Option<String>,
    /// When it was retired.
    pub retired_at: Option<String>,
}

impl Door {
    /// Whether it is the door the app itself goes through.
    #[must_use]
    pub fn is_main(&self) -> bool {
        let main = matches!(self.kind.as_str(), "keychain" | "passphrase" | "memory");
        self.state == "in_use" && main
    }
}

/// A door that is prepared, about to be taken into use.
#[derive(Debug, Clone)]
pub struct NewDoor {
    /// The number it was prepared under.
    pub id: u32,
    /// How the passphrase was stretched.
    pub stretch: Option<String>,
    /// Its check value.
    pub check_value: Vec<u8>,
    /// Every data key, wrapped by it.
    pub wraps: Vec<Wrap>,
}

/// A data key as one door holds it.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Wrap {
    /// The data key.
    pub data_key: u32,
    /// The key, sealed with the door's.
    pub wrapped: Vec<u8>,
}

impl Store {
    /// Every door there is or was, the oldest first.
    pub async fn doors(&self) -> Result<Vec<Door>, OpenError> {
        sqlx::query_as("select * from doors order by id")
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// What a door holds.
    pub async fn wraps_of(&self, door: u32) -> Result<Vec<Wrap>, OpenError> {
        sqlx::query_as("select data_key, wrapped from wraps where door = ? order by data_key")
            .bind(door)
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// Reserves the number of a door that is to be made.
    pub async fn prepare_door(&self, kind: &str, at: &str) -> Result<u32, OpenError> {
        // Without a transaction of its own the number would be there before it is written,
        // and nobody would hear that the writing failed.
        self.in_transaction(async |writer| {
            sqlx::query_scalar(
                "insert into doors (kind, state, made_at) values (?, 'preparing', ?) returning id",
            )
            .bind(kind)
            .bind(at)
            .fetch_one(writer)
            .await
        })
        .await
    }

    /// Makes the vault: its first data key behind its first door. Says whether it did:
    /// a vault that somebody could still open is never replaced. One that was only in
    /// memory is, with what it sealed, since nobody can.
    pub async fn make_vault(
        &self,
        door: &NewDoor,
        key: &NewDataKey,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let kept: bool = sqlx::query_scalar(
                "select exists (select 1 from doors
                 where state = 'in_use' and kind in ('keychain', 'passphrase'))",
            )
            .fetch_one(&mut *writer)
            .await?;
            if kept {
                return Ok(false);
            }
            sqlx::query(
                "insert into vault (only_row, made_at) values (1, ?) on conflict do nothing",
            )
            .bind(change.at)
            .execute(&mut *writer)
            .await?;
            sqlx::query("delete from credentials").execute(&mut *writer).await?;
            sqlx::query("delete from own_secrets").execute(&mut *writer).await?;
            sqlx::query("delete from oauth_apps").execute(&mut *writer).await?;
            sqlx::query("delete from webhook_secrets").execute(&mut *writer).await?;
            attempts::end_all(&mut *writer, "failed", change.at).await?;
            insert_primary(writer, key).await?;
            give_up_old_keys(writer, change.at).await?;
            take_into_use(writer, door, change.at).await?;
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }

    /// Takes a prepared main door into use. The one before it is retiring from here on:
    /// its row stays until what it left elsewhere has been tidied.
    pub async fn use_main_door(&self, door: &NewDoor, change: Change<'_>) -> Result<(), OpenError> {
        self.make(change, async |writer| {
            take_into_use(&mut *writer, door, change.at).await?;
            change.enter(writer).await
        })
        .await
    }

    /// Takes a prepared recovery kit into use.
    pub async fn use_kit(&self, door: &NewDoor, change: Change<'_>) -> Result<(), OpenError> {
        self.make(change, async |writer| {
            fill(&mut *writer, door).await?;
            change.enter(writer).await
        })
        .await
    }

    /// Gives another administrator a door of his own.
    pub async fn use_administrator(
        &self,
        door: u32,
        name: &str,
        public_key: &[u8],
        wraps: &[Wrap],
        change: Change<'_>,
    ) -> Result<(), OpenError> {
        self.make(change, async |writer| {
            sqlx::query("update doors set state = 'in_use', name = ?, public_key = ? where id = ?")
                .bind(name)
                .bind(public_key)
                .bind(door)
                .execute(&mut *writer)
                .await?;
            for wrap in wraps {
                insert_wrap(writer, door, wrap).await?;
            }
            change.enter(writer).await
        })
        .await
    }

    /// Notes that somebody proved to have the kit on paper.
    pub async fn kit_was_checked(&self, door: u32, change: Change<'_>) -> Result<(), OpenError> {
        self.make(change, async |writer| {
            sqlx::query("update doors set checked_at = ? where id = ?")
                .bind(change.at)
                .bind(door)
                .execute(&mut *writer)
                .await?;
            change.enter(writer).await
        })
        .await
    }

    /// Retires a kit or an administrator. The number is remembered, what it held is not.
    pub async fn retire_door(&self, door: u32, change: Change<'_>) -> Result<(), OpenError> {
        self.make(change, async |writer| {
            sqlx::query("delete from wraps where door = ?")
                .bind(door)
                .execute(&mut *writer)
                .await?;
            sqlx::query("update doors set state = 'retired', retired_at = ? where id = ?")
                .bind(change.at)
                .bind(door)
                .execute(&mut *writer)
                .await?;
            change.enter(writer).await
        })
        .await
    }

    /// Forgets a door that is not in use and has left nothing behind.
    pub async fn forget_door(&self, door: u32) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query("delete from doors where id = ? and state in ('preparing', 'retiring')")
                .bind(door)
                .execute(writer)
                .await?;
            Ok(())
        })
        .await
    }
}

/// Deletes the old data keys. Kits that held nothing else are retired with them.
pub(super) async fn give_up_old_keys(
    writer: &mut SqliteConnection,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("delete from data_keys where state = 'old'").execute(&mut *writer).await?;
    sqlx::query("update data_keys set bridge = null").execute(&mut *writer).await?;
    sqlx::query(
        "update doors set state = 'retired', retired_at = ?
         where kind in ('recovery_kit', 'administrator') and state = 'in_use' and id not in (select door from wraps)",
    )
    .bind(at)
    .execute(writer)
    .await?;
    Ok(())
}

async fn take_into_use(
    writer: &mut SqliteConnection,
    door: &NewDoor,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "update doors set state = 'retiring', retired_at = ?
         where state = 'in_use' and kind in ('keychain', 'passphrase', 'memory')",
    )
    .bind(at)
    .execute(&mut *writer)
    .await?;
    // What a retiring door holds would open the vault as long as its key exists.
    sqlx::query("delete from wraps where door in (select id from doors where state = 'retiring')")
        .execute(&mut *writer)
        .await?;
    fill(writer, door).await
}

async fn fill(writer: &mut SqliteConnection, door: &NewDoor) -> Result<(), sqlx::Error> {
    sqlx::query("update doors set state = 'in_use', stretch = ?, check_value = ? where id = ?")
        .bind(&door.stretch)
        .bind(&door.check_value)
        .bind(door.id)
        .execute(&mut *writer)
        .await?;
    for wrap in &door.wraps {
        insert_wrap(writer, door.id, wrap).await?;
    }
    Ok(())
}

pub(super) async fn insert_wrap(
    writer: &mut SqliteConnection,
    door: u32,
    wrap: &Wrap,
) -> Result<(), sqlx::Error> {
    sqlx::query("insert into wraps (door, data_key, wrapped) values (?, ?, ?)")
        .bind(door)
        .bind(wrap.data_key)
        .bind(&wrap.wrapped)
        .execute(writer)
        .await?;
    Ok(())
}
