//! What is particular to provider files among the firm's settings: connections depend on them.

use sqlx::SqliteConnection;

use super::local::FILE;
use super::{SyncKind, Thing, enqueue};

fn provider(thing: &Thing) -> Option<&str> {
    (thing.kind == SyncKind::Setting).then(|| thing.id.strip_prefix(FILE)).flatten()
}

/// Whether a thing is one.
pub(super) fn is_one(thing: &Thing) -> bool {
    provider(thing).is_some()
}

/// Has connections told again that the server did not take, since it knew nothing of their
/// provider.
pub(super) async fn tell_its_connections_again(
    writer: &mut SqliteConnection,
    file: &Thing,
    at: &str,
) -> Result<(), sqlx::Error> {
    let Some(provider) = provider(file) else { return Ok(()) };
    let refused: Vec<String> = sqlx::query_scalar(
        "select c.id from connections c join synced s on s.kind = 'connection' and s.id = c.id
         where c.provider = ? and s.refused is not null",
    )
    .bind(provider)
    .fetch_all(&mut *writer)
    .await?;
    for id in refused {
        enqueue(&mut *writer, &Thing::new(SyncKind::Connection, &id), at).await?;
    }
    Ok(())
}
