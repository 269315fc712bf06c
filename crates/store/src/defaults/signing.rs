//! The table `signing_defaults`: how documents are signed, by the provider. Which methods a
//! provider has is not known here.

use crate::{Change, OpenError, Store};

/// The row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SigningDefault {
    /// The provider's id.
    pub provider: String,
    /// `sequential` or `parallel`.
    pub flow: String,
    /// By which of the provider's methods it is found out who signs. Nothing where nobody
    /// is asked.
    pub identity: Option<String>,
}

impl Store {
    /// What was chosen, by the provider.
    pub async fn signing_defaults(&self) -> Result<Vec<SigningDefault>, OpenError> {
        sqlx::query_as("select provider, flow, identity from signing_defaults order by provider")
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// Has documents signed so at this provider. Says whether that is news.
    pub async fn set_signing_default(
        &self,
        row: &SigningDefault,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let done = sqlx::query(
                "insert into signing_defaults (provider, flow, identity, changed_at)
                 values (?, ?, ?, ?)
                 on conflict (provider) do update
                    set flow = excluded.flow,
                        identity = excluded.identity,
                        changed_at = excluded.changed_at
                    where flow <> excluded.flow or identity is not excluded.identity",
            )
            .bind(&row.provider)
            .bind(&row.flow)
            .bind(&row.identity)
            .bind(change.at)
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
}
