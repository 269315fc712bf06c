//! A connection and its credential, written as one: whatever happens, neither is there
//! without the other.

use crate::defaults::put_payment_accounts;
use crate::vault::{self, SealedBytes};
use crate::{Change, FinishedSignIn, OpenError, Store, connections, handovers, mailboxes};

impl Store {
    /// Adds a connection with its credential.
    pub async fn add_signed_in<E>(
        &self,
        new: &FinishedSignIn<'_>,
        change: Change<'_>,
        seal: impl FnOnce(u64) -> Result<SealedBytes, E>,
    ) -> Result<Result<(), E>, OpenError> {
        let FinishedSignIn { connection, credential, accounts, mailbox, .. } = new;
        self.make(change, async |writer| {
            let fresh = match vault::seal_credential(writer, credential.id, seal).await? {
                Ok(fresh) => fresh,
                Err(error) => return Ok(Err(error)),
            };
            connections::add(writer, connection).await?;
            vault::put_credential(writer, credential, &fresh, change.at).await?;
            put_payment_accounts(writer, &connection.id, accounts, change.at).await?;
            if let Some(kind) = mailbox {
                mailboxes::put(writer, &connection.id, kind).await?;
            }
            change.enter(writer).await?;
            Ok(Ok(()))
        })
        .await
    }

    /// Puts another credential in the place of a connection's, and writes what changes of
    /// the connection with it; one that the firm's server holds comes back by that. Says
    /// whether it is still there; where it is not, nothing changes.
    pub async fn replace_signed_in<E>(
        &self,
        new: &FinishedSignIn<'_>,
        change: Change<'_>,
        seal: impl FnOnce(u64) -> Result<SealedBytes, E>,
    ) -> Result<Result<bool, E>, OpenError> {
        let FinishedSignIn { connection, name, credential, accounts, mailbox } = new;
        self.make(change, async |writer| {
            let there: bool =
                sqlx::query_scalar("select exists (select 1 from connections where id = ?)")
                    .bind(&connection.id)
                    .fetch_one(&mut *writer)
                    .await?;
            if !there {
                return Ok(Ok(false));
            }
            let fresh = match vault::seal_credential(writer, credential.id, seal).await? {
                Ok(fresh) => fresh,
                Err(error) => return Ok(Err(error)),
            };
            mailboxes::forget_another(writer, connection).await?;
            connections::update(writer, connection, *name, change.at).await?;
            handovers::take_back(writer, &connection.id, change.at).await?;
            vault::put_credential(writer, credential, &fresh, change.at).await?;
            put_payment_accounts(writer, &connection.id, accounts, change.at).await?;
            if let Some(kind) = mailbox {
                mailboxes::put(writer, &connection.id, kind).await?;
            }
            change.enter(writer).await?;
            Ok(Ok(true))
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connections::tests::row;
    use crate::testing::{AT, LATER, change, entered, sealed, store_with_vault};
    use crate::vault::NewCredential;

    const CREDENTIAL: NewCredential<'_> =
        NewCredential { id: "a.key", connection: "a", kind: "key", hint: Some("6789") };

    #[tokio::test]
    async fn a_connection_comes_with_its_credential_and_one_entry_or_not_at_all() {
        let (_home, store) = store_with_vault().await;
        let before = entered(&store).await;
        let row = row("a");
        let new = FinishedSignIn {
            connection: &row,
            name: None,
            credential: CREDENTIAL,
            accounts: &[],
            mailbox: None,
        };
        let sealed_not = store.add_signed_in(&new, change(AT), |_| Err("no key")).await;
        assert_eq!(sealed_not.unwrap(), Err("no key"));
        assert_eq!(store.connections().await.unwrap(), []);
        let seal = |_| Ok::<_, ()>(sealed(1, "one"));
        store.add_signed_in(&new, change(AT), seal).await.unwrap().unwrap();
        assert_eq!(store.connections().await.unwrap(), [row]);
        let kept = store.sealed_credential("a.key").await.unwrap().unwrap();
        assert_eq!((kept.generation, kept.sealed.as_slice()), (1, b"one".as_slice()));
        assert_eq!(entered(&store).await, before + 1);
    }

    #[tokio::test]
    async fn another_key_takes_the_place_of_the_old_one_only_while_its_connection_is_there() {
        let (_home, store) = store_with_vault().await;
        let row = row("a");
        let new = FinishedSignIn {
            connection: &row,
            name: None,
            credential: CREDENTIAL,
            accounts: &[],
            mailbox: None,
        };
        let seal = |text: &'static str| move |_| Ok::<_, ()>(sealed(1, text));
        let gone = store.replace_signed_in(&new, change(AT), seal("one")).await;
        assert_eq!(gone.unwrap(), Ok(false));
        store.add_signed_in(&new, change(AT), seal("one")).await.unwrap().unwrap();
        let sealed_not = store.replace_signed_in(&new, change(LATER), |_| Err("no key")).await;
        assert_eq!(sealed_not.unwrap(), Err("no key"));
        let kept = || async { store.sealed_credential("a.key").await.unwrap().unwrap().sealed };
        assert_eq!(kept().await, b"one");
        let replaced = store.replace_signed_in(&new, change(LATER), seal("two")).await;
        assert_eq!(replaced.unwrap(), Ok(true));
        assert_eq!(kept().await, b"two");
    }
}
