//! The table `receipts`: what is kept of connections that were ended. Nothing refers to the
//! connection, which is gone, and nothing secret is in here.
//!
//! A receipt is written in the transaction that removes the connection, never alone. Whether
//! the provider was told, and how it took that, is found out elsewhere.

use sqlx::SqliteConnection;

use crate::{Change, Connection, OpenError, Store, connections};

/// The row. Times are RFC 3339 in UTC.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Receipt {
    /// Random and unchanging.
    pub id: String,
    /// The connection's id, while there was one.
    pub connection: String,
    /// The provider's id.
    pub provider: String,
    /// `live` or `sandbox`.
    pub environment: String,
    /// By which of the provider's ways it had signed in.
    pub sign_in: Option<String>,
    /// The account's id at the provider.
    pub account_id: Option<String>,
    /// The account's name at the provider.
    pub account_name: Option<String>,
    /// What the firm called it.
    pub label: Option<String>,
    /// When it was made.
    pub connected_at: String,
    /// When it was ended.
    pub ended_at: String,
    /// By whom.
    pub ended_by: Option<String>,
    /// How the provider took it: `confirmed`, `was_over`, `by_hand`, `not_asked` or
    /// `refused`.
    pub taken: String,
    /// How that was proven: `refused_afterwards`, `introspected`, `not_provable` or
    /// `still_works`.
    pub proof: String,
    /// Until when what still worked goes on to.
    pub works_until: Option<String>,
    /// Why it was not taken back, in words.
    pub said: Option<String>,
}

impl Receipt {
    /// The receipt of a connection that is removed here and nowhere else: nothing is known
    /// of how the provider took it.
    #[must_use]
    pub fn of(connection: &Connection, id: &str, at: &str, by: Option<String>) -> Self {
        Self {
            id: id.into(),
            connection: connection.id.clone(),
            provider: connection.provider.clone(),
            environment: connection.environment.clone(),
            sign_in: connection.sign_in.clone(),
            account_id: connection.account_id.clone(),
            account_name: connection.account_name.clone(),
            label: connection.label.clone(),
            connected_at: connection.made_at.clone(),
            ended_at: at.into(),
            ended_by: by,
            taken: "by_hand".into(),
            proof: "not_provable".into(),
            works_until: None,
            said: None,
        }
    }
}

impl Store {
    /// Ends a connection: removes it with its credentials and all that is open for it, and
    /// keeps the receipt. `renewing_since` is when whoever ends it took its renewal upon
    /// themselves: where somebody else did since, or it was signed in to again, it is not
    /// what the receipt says, nothing changes, and the answer is no.
    pub async fn end_connection(
        &self,
        receipt: &Receipt,
        renewing_since: &str,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let ours: bool = sqlx::query_scalar(
                "select exists (select 1 from connections where id = ? and renewing_since = ?)",
            )
            .bind(&receipt.connection)
            .bind(renewing_since)
            .fetch_one(&mut *writer)
            .await?;
            if !ours || !connections::remove(&mut *writer, &receipt.connection, change.at).await? {
                return Ok(false);
            }
            add(&mut *writer, receipt).await?;
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }

    /// The receipts of a provider's connections, the newest first.
    pub async fn receipts(&self, provider: &str) -> Result<Vec<Receipt>, OpenError> {
        sqlx::query_as("select * from receipts where provider = ? order by ended_at desc, id")
            .bind(provider)
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }
}

/// Whether a connection was ended here. Its id is no other's.
pub(crate) async fn has(connection: &mut SqliteConnection, id: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("select exists (select 1 from receipts where connection = ?)")
        .bind(id)
        .fetch_one(connection)
        .await
}

async fn add(writer: &mut SqliteConnection, row: &Receipt) -> Result<(), sqlx::Error> {
    sqlx::query(
        "insert into receipts (id, connection, provider, environment, sign_in, account_id,
             account_name, label, connected_at, ended_at, ended_by, taken, proof, works_until,
             said)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&row.id)
    .bind(&row.connection)
    .bind(&row.provider)
    .bind(&row.environment)
    .bind(&row.sign_in)
    .bind(&row.account_id)
    .bind(&row.account_name)
    .bind(&row.label)
    .bind(&row.connected_at)
    .bind(&row.ended_at)
    .bind(&row.ended_by)
    .bind(&row.taken)
    .bind(&row.proof)
    .bind(&row.works_until)
    .bind(&row.said)
    .execute(writer)
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NewRepair;
    use crate::connections::tests::row;
    use crate::testing::{AT, LATER, NOW, add, change, entered, sealed, store_with_vault};
    use crate::vault::NewCredential;

    async fn connected() -> (tempfile::TempDir, Store) {
        let (home, store) = store_with_vault().await;
        add(&store, &row("a")).await;
        let credential = NewCredential { id: "k", connection: "a", kind: "oauth", hint: None };
        let seal = |_| Ok::<_, ()>(sealed(1, "the seal of a"));
        store.save_credential(&credential, NOW, seal).await.unwrap().unwrap();
        let repair = NewRepair { id: "r", connection: "a", kind: "sign_in", about: None };
        store.raise_repair(&repair, NOW).await.unwrap();
        (home, store)
    }

    fn receipt(id: &str) -> Receipt {
        Receipt {
            taken: "confirmed".into(),
            proof: "refused_afterwards".into(),
            ..Receipt::of(&row("a"), id, LATER, Some("Dana".into()))
        }
    }

    /// How long whoever renews is left alone.
    const LEASE: std::time::Duration = std::time::Duration::from_secs(120);

    #[tokio::test]
    async fn a_connection_that_is_ended_leaves_its_receipt_and_nothing_else() {
        let (_home, store) = connected().await;
        assert!(store.begin_renewal("a", AT, LEASE).await.unwrap());
        let before = entered(&store).await;
        assert!(store.end_connection(&receipt("1"), AT, change(LATER)).await.unwrap());
        assert_eq!(store.connections().await.unwrap(), []);
        assert_eq!(store.open_repairs().await.unwrap(), []);
        assert_eq!(store.sealed_credential("k").await.unwrap(), None);
        assert_eq!(store.receipts("xero").await.unwrap(), [receipt("1")]);
        assert_eq!(store.receipts("stripe").await.unwrap(), []);
        assert_eq!(entered(&store).await, before + 1);
    }

    #[tokio::test]
    async fn one_that_is_gone_or_in_other_hands_is_not_ended_and_leaves_no_receipt() {
        let (_home, store) = connected().await;
        let before = entered(&store).await;
        assert!(!store.end_connection(&receipt("1"), AT, change(LATER)).await.unwrap());
        assert!(store.begin_renewal("a", LATER, LEASE).await.unwrap());
        assert!(!store.end_connection(&receipt("1"), AT, change(LATER)).await.unwrap());
        assert!(store.end_connection(&receipt("1"), LATER, change(LATER)).await.unwrap());
        assert!(!store.end_connection(&receipt("2"), LATER, change(LATER)).await.unwrap());
        assert_eq!(store.receipts("xero").await.unwrap(), [receipt("1")]);
        assert_eq!(entered(&store).await, before + 1);
    }

    #[tokio::test]
    async fn a_receipt_that_cannot_be_written_leaves_the_connection_where_it_is() {
        let (_home, store) = connected().await;
        assert!(store.begin_renewal("a", AT, LEASE).await.unwrap());
        let wrong = Receipt { taken: "somehow".into(), ..receipt("1") };
        assert!(store.end_connection(&wrong, AT, change(LATER)).await.is_err());
        assert_eq!(store.connections().await.unwrap().len(), 1);
        assert!(store.sealed_credential("k").await.unwrap().is_some());
    }
}
