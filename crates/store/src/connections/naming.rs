//! What the firm calls a connection.

use crate::{Change, OpenError, Store};

impl Store {
    /// Gives a connection another name, or none. Says whether the connection is there.
    pub async fn rename_connection(
        &self,
        id: &str,
        label: Option<&str>,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let named =
                sqlx::query("update connections set label = ?, changed_at = ? where id = ?")
                    .bind(label)
                    .bind(change.at)
                    .bind(id)
                    .execute(&mut *writer)
                    .await?;
            if named.rows_affected() == 0 {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use crate::FinishedSignIn;
    use crate::connections::tests::row;
    use crate::testing::{AT, LATER, change, sealed, store_with_vault};
    use crate::vault::NewCredential;

    #[tokio::test]
    async fn a_name_given_while_another_key_was_being_proven_stays() {
        let (_home, store) = store_with_vault().await;
        let read = row("a");
        let credential = NewCredential { id: "a.key", connection: "a", kind: "key", hint: None };
        let new = FinishedSignIn {
            connection: &read,
            name: None,
            credential,
            accounts: &[],
            mailbox: None,
        };
        let seal = |_| Ok::<_, ()>(sealed(1, "one"));
        store.add_signed_in(&new, change(AT), seal).await.unwrap().unwrap();
        assert!(store.rename_connection("a", Some("Head office"), change(LATER)).await.unwrap());
        let name = async || store.connection("a").await.unwrap().unwrap().label;
        store.replace_signed_in(&new, change(LATER), seal).await.unwrap().unwrap();
        assert_eq!(name().await.as_deref(), Some("Head office"));
        let named = FinishedSignIn { name: Some("Branch"), ..new };
        store.replace_signed_in(&named, change(LATER), seal).await.unwrap().unwrap();
        assert_eq!(name().await.as_deref(), Some("Branch"), "what is said with it counts");
    }
}
