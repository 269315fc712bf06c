//! What is known of the firm's connections: whose account, how it is, how far its syncing
//! is. What opens them is not here, and has no column.

use jiff::Timestamp;

use crate::changes::Kind;
use crate::value::{Row, values};
use crate::{PAGE, Session, StoreError};

/// A connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// The id, which the computer gave it that connected it.
    pub id: String,
    /// The provider.
    pub provider: String,
    /// Live or sandbox.
    pub environment: String,
    /// What the firm calls it.
    pub label: Option<String>,
    /// The account's id at the provider.
    pub account_id: Option<String>,
    /// The account as the provider calls it.
    pub account_name: Option<String>,
    /// Who connected it.
    pub owner: Option<String>,
    /// Who holds what opens it.
    pub custodian: String,
    /// How it is.
    pub status: String,
    /// When it last worked.
    pub last_success: Option<Timestamp>,
    /// When it dies unless it is used.
    pub idle_ends_at: Option<Timestamp>,
    /// When it dies in any case.
    pub absolute_ends_at: Option<Timestamp>,
    /// When it was connected.
    pub made_at: Timestamp,
    /// When this row was last changed.
    pub changed_at: Timestamp,
    /// How often.
    pub version: i64,
}

/// How far the syncing of one kind of record is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityState {
    /// The kind.
    pub entity: String,
    /// How many are there.
    pub synced: i64,
    /// How many are still to come or to go.
    pub pending: i64,
    /// How many failed.
    pub errors: i64,
    /// When it was last synced.
    pub last_sync: Option<Timestamp>,
}

pub(crate) fn connection(row: &mut Row) -> Result<Connection, StoreError> {
    Ok(Connection {
        id: row.text()?,
        provider: row.text()?,
        environment: row.text()?,
        label: row.maybe_text()?,
        account_id: row.maybe_text()?,
        account_name: row.maybe_text()?,
        owner: row.maybe_text()?,
        custodian: row.text()?,
        status: row.text()?,
        last_success: row.maybe_time()?,
        idle_ends_at: row.maybe_time()?,
        absolute_ends_at: row.maybe_time()?,
        made_at: row.time()?,
        changed_at: row.time()?,
        version: row.number()?,
    })
}

fn entity(row: &mut Row) -> Result<EntityState, StoreError> {
    Ok(EntityState {
        entity: row.text()?,
        synced: row.number()?,
        pending: row.number()?,
        errors: row.number()?,
        last_sync: row.maybe_time()?,
    })
}

impl Session {
    /// Takes one in that is not there yet; one of this id that was removed comes back.
    pub async fn add_connection(&mut self, new: &Connection) -> Result<bool, StoreError> {
        let sql = "insert into connections (id, provider, environment, label, account_id,
                       account_name, owner, custodian, status, last_success, made_at, changed_at,
                       idle_ends_at, absolute_ends_at, version)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1)
                   on conflict (id) do update set provider = $2, environment = $3, label = $4,
                       account_id = $5, account_name = $6, owner = $7, custodian = $8, status = $9,
                       last_success = $10, made_at = $11, changed_at = $12, idle_ends_at = $13,
                       absolute_ends_at = $14, removed_at = null, version = connections.version + 1
                   where connections.removed_at is not null";
        let done = self.took(sql, facts(new)).await?;
        self.number(done, &new.id).await
    }

    /// Changes what is known of it, if its row is still of this version.
    pub async fn change_connection(&mut self, to: &Connection) -> Result<bool, StoreError> {
        let sql = "update connections set provider = $2, environment = $3, label = $4,
                       account_id = $5, account_name = $6, owner = $7, custodian = $8, status = $9,
                       last_success = $10, made_at = $11, changed_at = $12, idle_ends_at = $13,
                       absolute_ends_at = $14, version = version + 1
                   where id = $1 and version = $15 and removed_at is null";
        let mut values = facts(to);
        values.push(to.version.into());
        let done = self.took(sql, values).await?;
        self.number(done, &to.id).await
    }

    /// This one.
    pub async fn connection(&mut self, id: &str) -> Result<Option<Connection>, StoreError> {
        let sql = "select id, provider, environment, label, account_id, account_name, owner,
                       custodian, status, last_success, idle_ends_at, absolute_ends_at, made_at,
                       changed_at, version
                   from connections where id = $1 and removed_at is null";
        self.row(sql, values![id], connection).await
    }

    /// A page of those that are there, behind this id; of one provider, if one is named.
    pub async fn connections(
        &mut self,
        provider: Option<&str>,
        after: &str,
    ) -> Result<Vec<Connection>, StoreError> {
        let sql = "select id, provider, environment, label, account_id, account_name, owner,
                       custodian, status, last_success, idle_ends_at, absolute_ends_at, made_at,
                       changed_at, version
                   from connections where removed_at is null and id > $1
                       and ($2 = '' or provider = $2)
                   order by id limit $3";
        let values = values![after, provider.unwrap_or_default(), PAGE as i64];
        self.rows(sql, values, connection).await
    }

    /// Provider, status and last success of every connection that is there.
    pub async fn every_status(
        &mut self,
    ) -> Result<Vec<(String, String, Option<Timestamp>)>, StoreError> {
        let sql = "select provider, status, last_success from connections where removed_at is null";
        let read = |row: &mut Row| Ok((row.text()?, row.text()?, row.maybe_time()?));
        self.rows(sql, values![], read).await
    }

    /// Removes it, if its row is still of this version.
    pub async fn remove_connection(
        &mut self,
        id: &str,
        version: i64,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "update connections set removed_at = $1, changed_at = $1, version = version + 1
                   where id = $2 and version = $3 and removed_at is null";
        let removed = self.took(sql, values![now, id, version]).await?;
        if removed {
            self.set_entities(id, &[]).await?;
        }
        self.number(removed, id).await
    }

    async fn number(&mut self, done: bool, id: &str) -> Result<bool, StoreError> {
        if done {
            self.number_change(Kind::Connection, id).await?;
        }
        Ok(done)
    }

    /// Says how far its syncing is. What is not named is not there any more.
    pub async fn set_entities(
        &mut self,
        connection: &str,
        entities: &[EntityState],
    ) -> Result<(), StoreError> {
        let clear = "delete from connection_entities where connection = $1";
        self.run(clear, values![connection]).await?;
        for EntityState { entity, synced, pending, errors, last_sync } in entities {
            let sql = "insert into connection_entities
                           (connection, entity, synced, pending, errors, last_sync)
                       values ($1, $2, $3, $4, $5, $6)";
            let values = values![connection, entity, *synced, *pending, *errors, *last_sync];
            self.run(sql, values).await?;
        }
        Ok(())
    }

    /// How far the syncing of each of its kinds of record is.
    pub async fn entities(&mut self, connection: &str) -> Result<Vec<EntityState>, StoreError> {
        let sql = "select entity, synced, pending, errors, last_sync from connection_entities
                   where connection = $1 order by entity";
        self.rows(sql, values![connection], entity).await
    }
}

fn facts(of: &Connection) -> Vec<crate::value::Value> {
    values![
        &of.id,
        &of.provider,
        &of.environment,
        &of.label,
        &of.account_id,
        &of.account_name,
        &of.owner,
        &of.custodian,
        &of.status,
        of.last_success,
        of.made_at,
        of.changed_at,
        of.idle_ends_at,
        of.absolute_ends_at,
    ]
}
