//! Filling a practice firm. What it is filled with is the caller's; that nothing real
//! is ever overwritten is held here, in one transaction.

use sqlx::SqlitePool;

use crate::audit::{self, NewEntry};
use crate::transaction::in_transaction;
use crate::{Connection, OpenError, Store, connections, installation};

/// This installation holds real connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this installation holds {count} real connections")]
pub struct NotAPracticeFirm {
    /// How many.
    pub count: i64,
}

impl Store {
    /// Fills a practice firm with these connections, in place of those it had. An
    /// installation with real ones is left alone. That it was filled is entered in the
    /// audit trail; before it, where the trail is still empty, what happened so far.
    pub async fn fill_practice(
        &self,
        rows: &[Connection],
        so_far: &[NewEntry],
        filled: NewEntry,
    ) -> Result<Result<(), NotAPracticeFirm>, OpenError> {
        let outcome = fill(&self.writer, rows, so_far, filled).await;
        let outcome = outcome.map_err(|error| self.sqlite(error))?;
        self.audit().note_end().await?;
        Ok(outcome)
    }
}

async fn fill(
    writer: &SqlitePool,
    rows: &[Connection],
    so_far: &[NewEntry],
    filled: NewEntry,
) -> Result<Result<(), NotAPracticeFirm>, sqlx::Error> {
    in_transaction(writer, async |writer| {
        let practice: bool =
            sqlx::query_scalar("select practice from installation").fetch_one(&mut *writer).await?;
        let count: i64 =
            sqlx::query_scalar("select count(*) from connections").fetch_one(&mut *writer).await?;
        if !practice && count > 0 {
            return Ok(Err(NotAPracticeFirm { count }));
        }
        installation::become_practice(&mut *writer).await?;
        connections::clear(&mut *writer).await?;
        for row in rows {
            connections::add(&mut *writer, row).await?;
        }
        let has_trail: bool = sqlx::query_scalar("select exists (select 1 from audit_entries)")
            .fetch_one(&mut *writer)
            .await?;
        if !has_trail {
            audit::append(&mut *writer, so_far).await?;
        }
        audit::append(&mut *writer, &[filled]).await?;
        Ok(Ok(()))
    })
    .await
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use patchbay_contract::{AuditAction, AuditActor};

    use super::*;
    use crate::Opening;
    use crate::connections::tests::row;

    fn entry(action: AuditAction) -> NewEntry {
        NewEntry::new(Timestamp::UNIX_EPOCH, AuditActor::Patchbay, "a test", action)
    }

    async fn fill(store: &Store, rows: &[Connection]) -> Result<(), NotAPracticeFirm> {
        let so_far = [entry(AuditAction::ConnectionMade)];
        store.fill_practice(rows, &so_far, entry(AuditAction::PracticeFilled)).await.unwrap()
    }

    async fn store(home: &tempfile::TempDir) -> Store {
        let opening = Opening { by_version: "1.0.0", at: Timestamp::UNIX_EPOCH };
        Store::open(home.path(), opening).await.unwrap()
    }

    #[tokio::test]
    async fn a_practice_firm_can_be_filled_again_and_holds_only_the_new_rows() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        fill(&store, &[row("a"), row("b")]).await.unwrap();
        fill(&store, &[row("c")]).await.unwrap();
        assert_eq!(store.connections().await.unwrap(), [row("c")]);
        assert!(store.facts().await.unwrap().installation.practice);
        let total = store.audit().facts().await.unwrap().total;
        assert_eq!(total, 3, "what happened so far once, and each filling");
    }

    #[tokio::test]
    async fn real_connections_are_never_replaced_by_practice_ones() {
        let home = tempfile::tempdir().unwrap();
        let store = store(&home).await;
        fill(&store, &[row("a")]).await.unwrap();
        store.pretend_to_be_real().await;
        let refused = fill(&store, &[row("b")]).await;
        assert_eq!(refused, Err(NotAPracticeFirm { count: 1 }));
        assert_eq!(store.connections().await.unwrap(), [row("a")]);
    }
}
