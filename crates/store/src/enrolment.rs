//! The table `enrolment`: how this computer is in at the firm's server. One row, or none. Its
//! key and its token are sealed among the own secrets, and change in the same transactions.
//! Nobody is called here.

use sqlx::SqliteConnection;

use crate::vault::sealed::{self, Fresh, SealedBytes, SealedTable};
use crate::{Change, OpenError, Store, handovers, shared_files, sync};

/// The name of the device's key among the own secrets.
pub const DEVICE_KEY: &str = "firm_server_key";
/// The name of its token.
pub const DEVICE_TOKEN: &str = "firm_server_token";

/// The row. Times are RFC 3339 in UTC.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Enrolment {
    /// Whether it is the server inside the app.
    pub embedded: bool,
    /// Where the server is; what it is called, where it is the one inside the app.
    pub address: String,
    /// Which server it is, for ever.
    pub server: String,
    /// Its life, as far as this computer has gone along with it.
    pub epoch: String,
    /// The person, as the server knows them.
    pub member: String,
    /// What they are called.
    pub name: String,
    /// What they may do.
    pub role: String,
    /// This computer, as the server knows it.
    pub device: String,
    /// What it is called there.
    pub device_name: String,
    /// Since when it is in.
    pub enrolled_at: String,
    /// When the server last answered it.
    pub last_contact_at: Option<String>,
    /// Until when its token is taken.
    pub token_expires_at: String,
    /// `in`, `shut_out` or `another_life`.
    pub standing: String,
    /// The public key that is trusted to be the server's, in base64. None where it named none.
    pub server_key: Option<String>,
}

/// What the server said of whoever asked.
#[derive(Debug, Clone, Copy)]
pub struct Contact<'a> {
    /// What the person is called now.
    pub name: &'a str,
    /// What they may do now.
    pub role: &'a str,
    /// `in` or `another_life`.
    pub standing: &'a str,
    /// Its life that this computer goes along with from now on, where that is another one.
    pub epoch: Option<&'a str>,
}

impl Store {
    /// How this computer is in, if it is.
    pub async fn enrolment(&self) -> Result<Option<Enrolment>, OpenError> {
        sqlx::query_as(
            "select embedded, address, server, epoch, member, name, role, device, device_name,
                 enrolled_at, last_contact_at, token_expires_at, standing, server_key
             from enrolment",
        )
        .fetch_optional(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// Keeps that it is in, with its key and its token, which are sealed by their names and
    /// generations. Says no where it is in already; the server inside the app gives way, to
    /// another one as to itself begun anew.
    pub async fn keep_enrolment<E>(
        &self,
        new: &Enrolment,
        change: Change<'_>,
        seal: impl Fn(&str, u64) -> Result<SealedBytes, E>,
    ) -> Result<Result<bool, E>, OpenError> {
        self.make(change, async |writer| {
            let is_in = sqlx::query("select 1 from enrolment where embedded = 0")
                .fetch_optional(&mut *writer)
                .await?;
            if is_in.is_some() {
                return Ok(Ok(false));
            }
            let mut sealed = Vec::new();
            for name in [DEVICE_KEY, DEVICE_TOKEN] {
                match seal_own(&mut *writer, name, &seal).await? {
                    Ok(fresh) => sealed.push((name, fresh)),
                    Err(error) => return Ok(Err(error)),
                }
            }
            for (name, fresh) in &sealed {
                put_own(&mut *writer, name, fresh, change.at).await?;
            }
            sqlx::query("delete from enrolment").execute(&mut *writer).await?;
            insert(&mut *writer, new).await?;
            sync::begin_anew(&mut *writer).await?;
            sync::tell_everything(&mut *writer, change.at).await?;
            change.enter(writer).await?;
            Ok(Ok(true))
        })
        .await
    }

    /// Puts another token in the place of this device's. Says whether it is in still.
    pub async fn renew_device_token<E>(
        &self,
        device: &str,
        expires_at: &str,
        at: &str,
        seal: impl Fn(&str, u64) -> Result<SealedBytes, E>,
    ) -> Result<Result<bool, E>, OpenError> {
        self.in_transaction(async |writer| {
            let is_in = sqlx::query("select 1 from enrolment where device = ?")
                .bind(device)
                .fetch_optional(&mut *writer)
                .await?;
            if is_in.is_none() {
                return Ok(Ok(false));
            }
            let fresh = match seal_own(&mut *writer, DEVICE_TOKEN, &seal).await? {
                Ok(fresh) => fresh,
                Err(error) => return Ok(Err(error)),
            };
            put_own(&mut *writer, DEVICE_TOKEN, &fresh, at).await?;
            sqlx::query("update enrolment set token_expires_at = ?")
                .bind(expires_at)
                .execute(writer)
                .await?;
            Ok(Ok(true))
        })
        .await
    }

    /// Notes that the server answered this device, and what it said. One that is not there
    /// any more is left so.
    pub async fn note_contact(
        &self,
        device: &str,
        contact: Contact<'_>,
        change: Change<'_>,
    ) -> Result<(), OpenError> {
        self.make(change, async |writer| {
            let role: Option<String> =
                sqlx::query_scalar("select role from enrolment where device = ?")
                    .bind(device)
                    .fetch_optional(&mut *writer)
                    .await?;
            if role.is_some_and(|role| role != contact.role) {
                sync::try_refused_again(&mut *writer, change.at).await?;
            }
            sqlx::query(
                "update enrolment set last_contact_at = ?, name = ?, role = ?, standing = ?,
                     epoch = coalesce(?, epoch)
                 where device = ?",
            )
            .bind(change.at)
            .bind(contact.name)
            .bind(contact.role)
            .bind(contact.standing)
            .bind(contact.epoch)
            .bind(device)
            .execute(&mut *writer)
            .await?;
            if contact.epoch.is_some() {
                sync::begin_anew(&mut *writer).await?;
                sync::tell_everything(&mut *writer, change.at).await?;
            }
            change.enter(writer).await
        })
        .await
    }

    /// Notes that the server lets this device in no more. Says whether that is news.
    pub async fn note_shut_out(&self, device: &str, change: Change<'_>) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let done = sqlx::query(
                "update enrolment set standing = 'shut_out'
                 where device = ? and standing <> 'shut_out'",
            )
            .bind(device)
            .execute(&mut *writer)
            .await?;
            if done.rows_affected() == 0 {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }

    /// Trusts this key to be the server's from now on. Says whether this device is in still.
    pub async fn trust_server_key(
        &self,
        device: &str,
        key: &str,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let done = sqlx::query("update enrolment set server_key = ? where device = ?")
                .bind(key)
                .bind(device)
                .execute(&mut *writer)
                .await?;
            if done.rows_affected() == 0 {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }

    /// Forgets that it is in, with its key and its token. What the server holds, or may hold,
    /// has to be signed in to again, for this reason. Says whether it was in.
    pub async fn end_enrolment(&self, why: &str, change: Change<'_>) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            if !clear(&mut *writer).await? {
                return Ok(false);
            }
            handovers::forget_all(&mut *writer, why, change.at).await?;
            sync::begin_anew(&mut *writer).await?;
            shared_files::forget_all(&mut *writer).await?;
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }
}

async fn insert(writer: &mut SqliteConnection, new: &Enrolment) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into enrolment (only_row, embedded, address, server, epoch, member, name, role,
             device, device_name, enrolled_at, last_contact_at, token_expires_at, standing,
             server_key)
         values (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(new.embedded)
    .bind(&new.address)
    .bind(&new.server)
    .bind(&new.epoch)
    .bind(&new.member)
    .bind(&new.name)
    .bind(&new.role)
    .bind(&new.device)
    .bind(&new.device_name)
    .bind(&new.enrolled_at)
    .bind(&new.last_contact_at)
    .bind(&new.token_expires_at)
    .bind(&new.standing)
    .bind(&new.server_key)
    .execute(writer)
    .await?;
    Ok(())
}

/// Seals an own secret for its row.
async fn seal_own<E>(
    writer: &mut SqliteConnection,
    name: &str,
    seal: impl Fn(&str, u64) -> Result<SealedBytes, E>,
) -> Result<Result<Fresh, E>, sqlx::Error> {
    let before = sealed::written(&mut *writer, SealedTable::OwnSecrets, name).await?;
    sealed::seal(writer, before, |generation| seal(name, generation)).await
}

/// Puts it in the place of the one there is.
async fn put_own(
    writer: &mut SqliteConnection,
    name: &str,
    fresh: &Fresh,
    at: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into own_secrets (id, generation, key_id, sealed, made_at, changed_at)
         values (?1, ?2, ?3, ?4, ?5, ?5)
         on conflict (id) do update
            set generation = excluded.generation, key_id = excluded.key_id,
                sealed = excluded.sealed, changed_at = excluded.changed_at",
    )
    .bind(name)
    .bind(fresh.generation)
    .bind(fresh.sealed.key_id)
    .bind(&fresh.sealed.bytes)
    .bind(at)
    .execute(writer)
    .await?;
    Ok(())
}

async fn clear(writer: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    sqlx::query("delete from own_secrets where id in (?, ?)")
        .bind(DEVICE_KEY)
        .bind(DEVICE_TOKEN)
        .execute(&mut *writer)
        .await?;
    let gone = sqlx::query("delete from enrolment").execute(writer).await?;
    Ok(gone.rows_affected() > 0)
}

#[cfg(test)]
mod tests;
