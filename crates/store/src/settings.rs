//! The table `settings`: how Patchbay is set, by name. Nothing secret is in it: what is to
//! be sealed has its own tables. Which names there are, and what they mean, is not known
//! here.

use crate::{Change, OpenError, Store};

/// The row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// As it is set.
    pub value: String,
    /// Since when, RFC 3339 in UTC.
    pub changed_at: String,
}

impl Store {
    /// How this is set, if it is.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, OpenError> {
        sqlx::query_scalar("select value from settings where name = ?")
            .bind(name)
            .fetch_optional(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// Everything that is set.
    pub async fn settings(&self) -> Result<Vec<Setting>, OpenError> {
        sqlx::query_as("select * from settings order by name")
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// Sets this, or takes away how it was set. Says whether it was otherwise before; where
    /// it was not, nothing is entered.
    pub async fn set(
        &self,
        name: &str,
        value: Option<&str>,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let done = match value {
                Some(value) => {
                    sqlx::query(
                        "insert into settings (name, value, changed_at) values (?, ?, ?)
                         on conflict (name) do update
                            set value = excluded.value, changed_at = excluded.changed_at
                            where value <> excluded.value",
                    )
                    .bind(name)
                    .bind(value)
                    .bind(change.at)
                    .execute(&mut *writer)
                    .await?
                }
                None => {
                    sqlx::query("delete from settings where name = ?")
                        .bind(name)
                        .execute(&mut *writer)
                        .await?
                }
            };
            if done.rows_affected() == 0 {
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
    use super::*;
    use crate::testing::{AT, LATER, change, entered, store};

    #[tokio::test]
    async fn a_setting_is_entered_when_it_changes_and_only_then() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        let set = async |value, at| store.set("relay", value, change(at)).await.unwrap();
        assert_eq!(store.setting("relay").await.unwrap(), None);
        assert!(!set(None, AT).await);
        assert!(set(Some("on"), AT).await);
        assert!(!set(Some("on"), LATER).await);
        let on = Setting { name: "relay".into(), value: "on".into(), changed_at: AT.into() };
        assert_eq!(store.settings().await.unwrap(), [on], "it has been so since then");
        assert!(set(Some("off"), LATER).await);
        assert_eq!(store.setting("relay").await.unwrap().as_deref(), Some("off"));
        assert!(set(None, LATER).await);
        assert_eq!(store.settings().await.unwrap(), []);
        assert_eq!(entered(&store).await, 3);
    }
}
