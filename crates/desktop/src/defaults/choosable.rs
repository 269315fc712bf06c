//! Which of the firm's connections can do what by default: those of a provider of that
//! group, in its live environment. A sandbox is for trying out, and whoever works with
//! clients is never sent there.

use jiff::Timestamp;
use patchbay_contract::{Called, Category, Choosable, DefaultKind, Problem};
use patchbay_providers::Provider;
use patchbay_store::{Connection, Store};

use super::failed;
use crate::catalogue::Catalogue;
use crate::hub::{shown, title};

/// The firm's live connections, each with its provider.
pub(super) struct Known {
    pub(super) live: Vec<(Connection, Provider)>,
    now: Timestamp,
}

impl Known {
    pub(super) async fn of(
        store: &Store,
        catalogue: &Catalogue,
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let rows = store.connections().await.map_err(failed)?;
        if rows.iter().any(|row| !catalogue.is_built_in(&row.provider)) {
            catalogue.read_own_at_least_once();
        }
        let live = rows.into_iter().filter(|row| row.environment == "live");
        let live = live.filter_map(|row| {
            let (provider, _) = catalogue.find(&row.provider)?;
            Some((row, provider))
        });
        Ok(Self { live: live.collect(), now })
    }

    /// A live connection, if it is there.
    pub(super) fn find(&self, id: &str) -> Option<&(Connection, Provider)> {
        self.live.iter().find(|(row, _)| row.id == id)
    }

    /// What a person calls a connection: the provider and the account.
    pub(super) fn name(&self, id: &str) -> String {
        self.find(id).map(|(row, provider)| name(row, provider)).unwrap_or_default()
    }

    /// Those that can do this.
    pub(super) fn choices(&self, kind: DefaultKind) -> Vec<Choosable> {
        let fits = self.live.iter().filter(|(_, provider)| fits(kind, provider));
        fits.map(|(row, provider)| self.choosable(row, provider)).collect()
    }

    fn choosable(&self, row: &Connection, provider: &Provider) -> Choosable {
        Choosable {
            connection: row.id.clone(),
            provider: row.provider.clone(),
            provider_name: provider.name.clone(),
            title: title(row),
            address: super::sender::known(row),
            status: shown(row.clone(), self.now).status,
        }
    }

    /// How a connection is.
    pub(super) fn status(&self, row: &Connection) -> patchbay_contract::Status {
        shown(row.clone(), self.now).status
    }
}

/// The provider and the account, as the trail says it.
pub(super) fn name(row: &Connection, provider: &Provider) -> String {
    Called::of(&provider.name, &title(row)).to_string()
}

/// What connections of this provider can do, if anything.
pub(crate) fn can_be(provider: &Provider) -> Option<DefaultKind> {
    DefaultKind::ALL.iter().copied().find(|kind| fits(*kind, provider))
}

/// Whether connections of this provider can do this.
pub(super) fn fits(kind: DefaultKind, provider: &Provider) -> bool {
    let sends_mail = || provider.sign_in.iter().any(|way| way.mailbox().is_some());
    match kind {
        // Some that send are among those that write to people.
        DefaultKind::Email => provider.category == Category::Email || sends_mail(),
        kind => provider.category == kind.category(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_providers_and_none_fits_two() {
        let providers = patchbay_providers::catalogue();
        for kind in DefaultKind::ALL {
            assert!(providers.iter().any(|one| fits(*kind, one)), "{}", kind.as_str());
        }
        for provider in &providers {
            let fitting = DefaultKind::ALL.iter().filter(|kind| fits(**kind, provider)).count();
            assert!(fitting <= 1, "{}", provider.id);
        }
    }
}
