//! What the firm does by a connection, where the connection itself is shown: it stops when
//! that is ended, or belongs to another account.

use patchbay_contract::{DefaultKind, Problem};
use patchbay_store::Store;

use super::failed;
use crate::Installation;

/// The kinds that it is the default of, and how many segments pay into it.
pub(crate) async fn lost_with(
    store: &Store,
    connection: &str,
) -> Result<(Vec<DefaultKind>, u32), Problem> {
    let rows = store.defaults().await.map_err(failed)?;
    let kinds = rows.iter().filter(|row| row.connection == connection);
    let kinds = kinds.filter_map(|row| DefaultKind::from_name(&row.kind)).collect();
    let pays = store.payment_defaults().await.map_err(failed)?;
    let pays = pays.iter().filter(|row| row.connection == connection).count();
    Ok((kinds, u32::try_from(pays).unwrap_or(u32::MAX)))
}

/// The same in words, for the trail; empty when there is nothing.
pub(crate) async fn lost_words(store: &Store, connection: &str) -> Result<String, Problem> {
    let (kinds, segments) = lost_with(store, connection).await?;
    let mut words: Vec<&str> = kinds.into_iter().map(DefaultKind::as_str).collect();
    if segments > 0 {
        words.push("payment");
    }
    Ok(words.join(", "))
}

impl Installation {
    /// What connections do by default, by their ids. That it cannot be read is told by the
    /// connections.
    pub(crate) async fn default_marks(&self) -> Vec<(String, DefaultKind)> {
        let Ok(store) = self.opened().await else { return Vec::new() };
        let rows = store.defaults().await.unwrap_or_default();
        let marks = rows
            .into_iter()
            .filter_map(|row| Some((row.connection, DefaultKind::from_name(&row.kind)?)));
        marks.collect()
    }
}
