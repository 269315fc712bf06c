//! The table `tax_files`: how files for tax software are written into a folder, where the
//! firm wants it otherwise than the provider's file says. What a format or a name may be is
//! not known here.

use crate::{Change, OpenError, Store};

/// The row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TaxFileRow {
    /// The connection of the folder.
    pub connection: String,
    /// The format, by its name in the provider's file.
    pub format: Option<String>,
    /// What a file is called.
    pub name: Option<String>,
    /// `cents` or `whole_dollars`.
    pub rounding: Option<String>,
    /// `two_columns` or `one_signed`.
    pub signs: Option<String>,
}

impl Store {
    /// What the firm wants, by the connection.
    pub async fn tax_files(&self) -> Result<Vec<TaxFileRow>, OpenError> {
        sqlx::query_as(
            "select connection, format, name, rounding, signs from tax_files order by connection",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// Has files written like this. Says whether that is news; where it is not, nothing is
    /// entered. A row that says nothing is as good as none.
    pub async fn set_tax_file(
        &self,
        row: &TaxFileRow,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        let says =
            [&row.format, &row.name, &row.rounding, &row.signs].iter().any(|one| one.is_some());
        self.make(change, async |writer| {
            let done = if says {
                sqlx::query(
                    "insert into tax_files (connection, format, name, rounding, signs, changed_at)
                     values (?, ?, ?, ?, ?, ?)
                     on conflict (connection) do update
                        set format = excluded.format,
                            name = excluded.name,
                            rounding = excluded.rounding,
                            signs = excluded.signs,
                            changed_at = excluded.changed_at
                        where format is not excluded.format or name is not excluded.name
                           or rounding is not excluded.rounding or signs is not excluded.signs",
                )
                .bind(&row.connection)
                .bind(&row.format)
                .bind(&row.name)
                .bind(&row.rounding)
                .bind(&row.signs)
                .bind(change.at)
                .execute(&mut *writer)
                .await?
            } else {
                sqlx::query("delete from tax_files where connection = ?")
                    .bind(&row.connection)
                    .execute(&mut *writer)
                    .await?
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
    use crate::connections::tests::row as connection;
    use crate::testing::{AT, LATER, add, change, entered, store};

    fn wanted(name: Option<&str>) -> TaxFileRow {
        let name = name.map(str::to_owned);
        TaxFileRow { connection: "a".into(), format: None, name, rounding: None, signs: None }
    }

    #[tokio::test]
    async fn what_is_wanted_of_files_is_entered_once_and_goes_with_its_connection() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        add(&store, &connection("a")).await;
        let set = async |name, at| store.set_tax_file(&wanted(name), change(at)).await.unwrap();
        assert!(!set(None, AT).await, "nothing is wanted already");
        assert!(set(Some("{client}"), AT).await);
        assert!(!set(Some("{client}"), LATER).await);
        assert_eq!(store.tax_files().await.unwrap(), [wanted(Some("{client}"))]);
        assert!(set(None, LATER).await);
        assert_eq!(store.tax_files().await.unwrap(), []);
        assert_eq!(entered(&store).await, 2);
        set(Some("{client}"), AT).await;
        let mut writer = store.writer.acquire().await.unwrap();
        sqlx::query("delete from connections").execute(&mut *writer).await.unwrap();
        drop(writer);
        assert_eq!(store.tax_files().await.unwrap(), []);
    }
}
