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
mod tests {
    use super::*;
    use crate::testing::{AT, LATER, change, entered, sealed, store_with_vault};

    fn enrolment(device: &str) -> Enrolment {
        Enrolment {
            embedded: false,
            address: "https://firm.example".into(),
            server: "s".into(),
            epoch: "e".into(),
            member: "m".into(),
            name: "Ana".into(),
            role: "owner".into(),
            device: device.into(),
            device_name: "desk".into(),
            enrolled_at: AT.into(),
            last_contact_at: Some(AT.into()),
            token_expires_at: LATER.into(),
            standing: "in".into(),
            server_key: None,
        }
    }

    fn seal(name: &str, generation: u64) -> Result<SealedBytes, ()> {
        Ok(sealed(1, &format!("{name} {generation}")))
    }

    #[tokio::test]
    async fn a_computer_is_in_at_one_server_until_it_leaves() {
        let (_home, store) = store_with_vault().await;
        assert_eq!(store.enrolment().await.unwrap(), None);
        let before = entered(&store).await;
        let keep = async |new| store.keep_enrolment(&new, change(AT), seal).await.unwrap();
        assert_eq!(keep(enrolment("one")).await, Ok(true));
        assert_eq!(keep(enrolment("two")).await, Ok(false), "it is in already");
        assert_eq!(store.enrolment().await.unwrap(), Some(enrolment("one")));
        assert_eq!(entered(&store).await, before + 1, "the second is no news");
        let token = store.own_secret(DEVICE_TOKEN).await.unwrap().unwrap();
        assert_eq!((token.generation, token.sealed.as_slice()), (1, &b"firm_server_token 1"[..]));

        assert!(store.end_enrolment("", change(LATER)).await.unwrap());
        assert!(!store.end_enrolment("", change(LATER)).await.unwrap());
        assert_eq!(store.enrolment().await.unwrap(), None);
        for name in [DEVICE_KEY, DEVICE_TOKEN] {
            assert_eq!(store.own_secret(name).await.unwrap(), None, "{name} went with it");
        }
    }

    #[tokio::test]
    async fn the_server_inside_the_app_gives_way_to_the_firms_and_not_the_other_way_round() {
        let (_home, store) = store_with_vault().await;
        let keep = async |new| store.keep_enrolment(&new, change(AT), seal).await.unwrap().unwrap();
        let inside = |device| Enrolment { embedded: true, ..enrolment(device) };
        for new in [inside("one"), inside("one anew"), enrolment("two")] {
            assert!(keep(new.clone()).await);
            assert_eq!(store.enrolment().await.unwrap(), Some(new));
        }
        let token = store.own_secret(DEVICE_TOKEN).await.unwrap().unwrap();
        assert_eq!(token.generation, 3, "the newest device's");
        assert!(!keep(inside("three")).await);
        assert_eq!(store.enrolment().await.unwrap(), Some(enrolment("two")));
    }

    #[tokio::test]
    async fn where_a_secret_cannot_be_sealed_nothing_is_kept() {
        let (_home, store) = store_with_vault().await;
        let fails = |name: &str, generation| match name {
            DEVICE_KEY => seal(name, generation).map_err(|()| "no"),
            _ => Err("no"),
        };
        let done = store.keep_enrolment(&enrolment("one"), change(AT), fails).await.unwrap();
        assert_eq!(done, Err("no"));
        assert_eq!(store.enrolment().await.unwrap(), None);
        assert_eq!(store.own_secret(DEVICE_KEY).await.unwrap(), None);
    }

    #[tokio::test]
    async fn another_token_takes_the_place_of_this_devices_and_of_no_others() {
        let (_home, store) = store_with_vault().await;
        store.keep_enrolment(&enrolment("one"), change(AT), seal).await.unwrap().unwrap();
        let renew = async |device| {
            store.renew_device_token(device, "2026-12-22T09:00:00Z", LATER, seal).await.unwrap()
        };
        assert_eq!(renew("two").await, Ok(false));
        assert_eq!(renew("one").await, Ok(true));
        let token = store.own_secret(DEVICE_TOKEN).await.unwrap().unwrap();
        assert_eq!((token.generation, token.sealed.as_slice()), (2, &b"firm_server_token 2"[..]));
        let now = store.enrolment().await.unwrap().unwrap();
        assert_eq!(now.token_expires_at, "2026-12-22T09:00:00Z");
    }

    #[tokio::test]
    async fn what_the_server_says_is_noted_and_being_shut_out_is_news_once() {
        let (_home, store) = store_with_vault().await;
        store.keep_enrolment(&enrolment("one"), change(AT), seal).await.unwrap().unwrap();
        let contact =
            Contact { name: "Ana M", role: "admin", standing: "another_life", epoch: None };
        let quietly = Change { at: LATER, entries: &[] };
        store.note_contact("one", contact, quietly).await.unwrap();
        let now = store.enrolment().await.unwrap().unwrap();
        assert_eq!(now.epoch, "e", "nobody went along yet");
        assert_eq!((now.name.as_str(), now.role.as_str()), ("Ana M", "admin"));
        assert_eq!(
            (now.last_contact_at.as_deref(), now.standing.as_str()),
            (Some(LATER), "another_life")
        );
        let goes_along = Contact { standing: "in", epoch: Some("f"), ..contact };
        store.note_contact("one", goes_along, change(LATER)).await.unwrap();
        assert_eq!(store.enrolment().await.unwrap().unwrap().epoch, "f");
        let before = entered(&store).await;
        assert!(store.note_shut_out("one", change(LATER)).await.unwrap());
        assert!(!store.note_shut_out("one", change(LATER)).await.unwrap());
        assert_eq!(entered(&store).await, before + 1);
    }
}
