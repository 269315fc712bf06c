//! What is particular to provider files among the firm's settings: connections depend on them, and
//! what this computer's person may not offer is not lost where it is put back.

use sqlx::SqliteConnection;

use super::local::FILE;
use super::{SyncKind, Thing, enqueue, synced, taking};

fn provider(thing: &Thing) -> Option<&str> {
    (thing.kind == SyncKind::Setting).then(|| thing.id.strip_prefix(FILE)).flatten()
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

/// Has a file be shared as the server has it. One that it never had stays as it is here.
pub(super) async fn put_back(
    writer: &mut SqliteConnection,
    file: &Thing,
) -> Result<(), sqlx::Error> {
    if provider(file).is_none() {
        return Ok(());
    }
    let Some(known) = synced(&mut *writer, file).await?.filter(|known| known.version > 0) else {
        return Ok(());
    };
    let facts = Some(known.facts.as_str()).filter(|facts| *facts != "null");
    let at = known.changed_at.as_deref().unwrap_or_default();
    taking::put(writer, file, facts, known.fits, at).await
}
