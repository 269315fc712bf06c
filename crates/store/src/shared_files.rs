//! The tables `firm_files` and `file_choices`: provider files that the firm shares, and what was
//! said to them at this computer. What is offered or withdrawn is told to the firm's server by
//! triggers, in the same transaction.
//!
//! What may stand in such a file, and the files that are used, are not known here.

use sqlx::SqliteConnection;

use crate::{Change, OpenError, Store};

/// A file that the firm shares.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FirmFile {
    /// The provider's id.
    pub provider: String,
    /// The file's text.
    pub text: String,
    /// Since when it is this one here, RFC 3339 in UTC.
    pub changed_at: String,
}

/// What was said to one.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct FileChoice {
    /// The provider's id.
    pub provider: String,
    /// The digest of the text that was looked at.
    pub digest: String,
    /// `taking`, `taken` or `declined`.
    pub choice: String,
}

impl Store {
    /// What the firm shares, by the provider.
    pub async fn firm_files(&self) -> Result<Vec<FirmFile>, OpenError> {
        sqlx::query_as("select provider, text, changed_at from firm_files order by provider")
            .fetch_all(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))
    }

    /// What was said to all of them, now and before.
    pub async fn file_choices(&self) -> Result<Vec<FileChoice>, OpenError> {
        sqlx::query_as(
            "select provider, digest, choice from file_choices order by provider, digest",
        )
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// Has the firm share this text, which whoever offers it has thereby taken. Says whether
    /// that is news; where it is not, nothing is entered.
    pub async fn offer_file(
        &self,
        provider: &str,
        text: &str,
        digest: &str,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let done = sqlx::query(
                "insert into firm_files (provider, text, changed_at) values (?, ?, ?)
                 on conflict (provider) do update
                    set text = excluded.text, changed_at = excluded.changed_at
                    where text <> excluded.text",
            )
            .bind(provider)
            .bind(text)
            .bind(change.at)
            .execute(&mut *writer)
            .await?;
            choose(&mut *writer, provider, digest, "taken", change.at).await?;
            if done.rows_affected() == 0 {
                return Ok(false);
            }
            change.enter(writer).await?;
            Ok(true)
        })
        .await
    }

    /// Has the firm share it no more. Says whether it did.
    pub async fn withdraw_file(
        &self,
        provider: &str,
        change: Change<'_>,
    ) -> Result<bool, OpenError> {
        self.make(change, async |writer| {
            let done = sqlx::query("delete from firm_files where provider = ?")
                .bind(provider)
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

    /// Knows somebody by their name whom the server names otherwise, where they offered a file.
    pub async fn name_who_offered(&self, id: &str, name: &str) -> Result<(), OpenError> {
        self.in_transaction(async |writer| {
            sqlx::query(
                "update synced set changed_by = ?
                 where kind = 'setting' and id glob 'provider_file.*' and changed_by = ?",
            )
            .bind(name)
            .bind(id)
            .execute(writer)
            .await?;
            Ok(())
        })
        .await
    }

    /// Notes what was said to the text of this digest.
    pub async fn choose_file(
        &self,
        provider: &str,
        digest: &str,
        choice: &str,
        change: Change<'_>,
    ) -> Result<(), OpenError> {
        self.make(change, async |writer| {
            choose(&mut *writer, provider, digest, choice, change.at).await?;
            change.enter(writer).await
        })
        .await
    }
}

/// One is taken at a time; what was declined stays so.
async fn choose(
    writer: &mut SqliteConnection,
    provider: &str,
    digest: &str,
    choice: &str,
    at: &str,
) -> Result<(), sqlx::Error> {
    if choice == "taken" {
        sqlx::query(
            "delete from file_choices
             where provider = ? and digest <> ? and choice in ('taking', 'taken')",
        )
        .bind(provider)
        .bind(digest)
        .execute(&mut *writer)
        .await?;
    }
    sqlx::query(
        "insert into file_choices (provider, digest, choice, at) values (?, ?, ?, ?)
         on conflict (provider, digest) do update
            set choice = excluded.choice, at = excluded.at",
    )
    .bind(provider)
    .bind(digest)
    .bind(choice)
    .bind(at)
    .execute(writer)
    .await?;
    Ok(())
}

/// Knows of nothing any more that a firm shares, whose server this computer has left. The files
/// that were taken are used further, and what was said to others stays said.
pub(crate) async fn forget_all(writer: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query("delete from firm_files").execute(writer).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{AT, LATER, change, entered, store};

    #[tokio::test]
    async fn what_is_offered_is_entered_when_it_is_news_and_so_is_its_withdrawal() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        let offer = async |text: &str, digest: &str| {
            store.offer_file("acme", text, digest, change(AT)).await.unwrap()
        };
        assert!(offer("one", "1").await);
        assert!(!offer("one", "1").await);
        assert!(offer("two", "2").await);
        let text = store.firm_files().await.unwrap().remove(0).text;
        assert_eq!((text.as_str(), entered(&store).await), ("two", 2));
        let choices = store.file_choices().await.unwrap();
        let one =
            FileChoice { provider: "acme".into(), digest: "2".into(), choice: "taken".into() };
        assert_eq!(
            choices,
            std::slice::from_ref(&one),
            "whoever offers has taken it, and one at a time"
        );
        assert!(store.withdraw_file("acme", change(LATER)).await.unwrap());
        assert!(!store.withdraw_file("acme", change(LATER)).await.unwrap());
        assert_eq!((store.firm_files().await.unwrap(), entered(&store).await), (Vec::new(), 3));
        assert_eq!(store.file_choices().await.unwrap(), [one]);
    }

    #[tokio::test]
    async fn what_was_declined_stays_so_while_another_is_taken_and_may_be_taken_after_all() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        for (digest, choice) in
            [("1", "taken"), ("2", "declined"), ("3", "taking"), ("4", "taking"), ("4", "taken")]
        {
            store.choose_file("acme", digest, choice, change(AT)).await.unwrap();
        }
        let said = async || -> Vec<(String, String)> {
            let all = store.file_choices().await.unwrap();
            all.into_iter().map(|one| (one.digest, one.choice)).collect()
        };
        let pair = |digest: &str, choice: &str| (digest.to_owned(), choice.to_owned());
        assert_eq!(said().await, [pair("2", "declined"), pair("4", "taken")]);
        store.choose_file("acme", "2", "taken", change(LATER)).await.unwrap();
        assert_eq!(said().await, [pair("2", "taken")]);
        assert_eq!(entered(&store).await, 6);
    }
}
