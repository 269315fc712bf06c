//! What ending a connection would mean, worked out before anybody does it.

use patchbay_contract::{ByHand, DisconnectPreview, Mandatory, Problem, WhoTellsIt};
use patchbay_providers::Provider;
use patchbay_store::{Connection, Store};

use super::found;
use super::receipts::{by_hand, is_a_folder};
use crate::catalogue::Catalogue;
use crate::connect::SignIns;
use crate::defaults::lost_with;
use crate::hub::title;
use crate::problems::store_did_not_open;

impl SignIns {
    /// What would stop, what would stay, and who has to tell the provider.
    ///
    /// # Errors
    /// When there is no such connection, or the database cannot be read.
    pub async fn preview_disconnect(&self, id: &str) -> Result<DisconnectPreview, Problem> {
        let store = self.installation.opened().await?;
        let row = found(&store, id).await?;
        let all = store.connections().await.map_err(|error| store_did_not_open(&error))?;
        // A file of the firm's own that is gone by now says nothing, and ends nothing.
        let place = self.place_of(&row).ok().flatten();
        let provider = self.catalogue.find(&row.provider).map(|(provider, _)| provider);
        let revoke = place.and_then(|place| place.oauth.revoke);
        let told_by = match revoke {
            Some(revoke) => WhoTellsIt::Patchbay { also_ends: revoke.also_ends },
            None if provider
                .as_ref()
                .is_some_and(|one| is_a_folder(one, row.sign_in.as_deref())) =>
            {
                WhoTellsIt::Nobody
            }
            None => WhoTellsIt::Person,
        };
        let others = all.iter().filter(|one| one.provider == row.provider && one.id != row.id);
        let (sign_in_under_way, to_do) = under_way(&store, &row.id).await?;
        let (default_for, segments) = lost_with(&store, &row.id).await?;
        let about = provider.as_ref().map(|provider| &provider.about);
        let by_hand = provider
            .as_ref()
            .map_or_else(ByHand::default, |one| by_hand(one, row.sign_in.as_deref()));
        Ok(DisconnectPreview {
            title: title(&row),
            reads: about.map(|about| about.reads.clone()).unwrap_or_default(),
            writes: about.map(|about| about.writes.clone()).unwrap_or_default(),
            last_of: provider.as_ref().and_then(|one| last_of(&self.catalogue, one, &row, &all)),
            default_for,
            segments,
            others: u32::try_from(others.count()).unwrap_or(u32::MAX),
            provider: provider.map_or_else(|| row.provider.clone(), |provider| provider.name),
            connection: row.id,
            sign_in_under_way,
            to_do,
            told_by,
            by_hand,
        })
    }
}

async fn under_way(store: &Store, id: &str) -> Result<(bool, u32), Problem> {
    let failed = |error| store_did_not_open(&error);
    let attempts = store.attempts().await.map_err(failed)?;
    let repairs = store.open_repairs().await.map_err(failed)?;
    let to_do = repairs.iter().filter(|repair| repair.connection == id).count();
    let sign_in = attempts.iter().any(|attempt| attempt.connection.as_deref() == Some(id));
    Ok((sign_in, u32::try_from(to_do).unwrap_or(u32::MAX)))
}

/// Which of the mandatory set would have nothing left that fills it.
fn last_of(
    catalogue: &Catalogue,
    provider: &Provider,
    row: &Connection,
    all: &[Connection],
) -> Option<Mandatory> {
    let fills = provider.fills?;
    let others = all.iter().filter(|one| one.id != row.id);
    let filled = others
        .filter_map(|one| catalogue.find(&one.provider))
        .any(|(other, _)| other.fills == Some(fills));
    (!filled).then_some(fills)
}
