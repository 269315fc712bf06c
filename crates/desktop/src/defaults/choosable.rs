//! Which of the firm's connections can do what by default: those of a provider of that
//! group, in its live environment, whichever computer holds them. A sandbox is for trying out,
//! and whoever works with clients is never sent there.

use jiff::Timestamp;
use patchbay_contract::{Called, Category, Choosable, DefaultKind, Held, Problem};
use patchbay_providers::Provider;
use patchbay_store::{Connection, Store};

use super::failed;
use crate::catalogue::Catalogue;
use crate::firm::{by_server, held_elsewhere};
use crate::hub::{shown, title};

/// The firm's live connections.
pub(super) struct Known {
    pub(super) live: Vec<Live>,
    now: Timestamp,
}

/// One of them.
pub(super) struct Live {
    /// Its row; of one that another computer holds, as the firm's server says it is.
    pub(super) row: Connection,
    pub(super) provider: Provider,
    pub(super) held: Held,
    /// Whether it was connected at this computer, which says what is known of it.
    pub(super) is_ours: bool,
}

impl Live {
    /// The provider and the account, as the trail says it.
    pub(super) fn name(&self) -> String {
        Called::of(&self.provider.name, &title(&self.row)).to_string()
    }
}

impl Known {
    pub(super) async fn of(
        store: &Store,
        catalogue: &Catalogue,
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let ours = store.connections().await.map_err(failed)?;
        let theirs = held_elsewhere(store).await.map_err(failed)?;
        let ours = ours.into_iter().map(|row| (row, true));
        let rows: Vec<_> = ours.chain(theirs.into_iter().map(|row| (row, false))).collect();
        if rows.iter().any(|(row, _)| !catalogue.is_built_in(&row.provider)) {
            catalogue.read_own_at_least_once();
        }
        let live = rows.into_iter().filter(|(row, _)| row.environment == "live");
        let live = live.filter_map(|(row, is_ours)| {
            let (provider, _) = catalogue.find(&row.provider)?;
            let held = match is_ours {
                _ if by_server(&row.custodian) => Held::ByServer,
                true => Held::Here,
                false => Held::Elsewhere { by: row.owner.clone() },
            };
            Some(Live { row, provider, held, is_ours })
        });
        Ok(Self { live: live.collect(), now })
    }

    /// A live connection, if it is known.
    pub(super) fn find(&self, id: &str) -> Option<&Live> {
        self.live.iter().find(|one| one.row.id == id)
    }

    /// What a person calls a connection: the provider and the account. One that is not known is
    /// called by its id.
    pub(super) fn name(&self, id: &str) -> String {
        self.find(id).map_or_else(|| id.to_owned(), Live::name)
    }

    /// Those that can do this.
    pub(super) fn choices(&self, kind: DefaultKind) -> Vec<Choosable> {
        let fits = self.live.iter().filter(|one| fits(kind, &one.provider));
        fits.map(|one| self.choosable(one)).collect()
    }

    fn choosable(&self, Live { row, provider, held, .. }: &Live) -> Choosable {
        Choosable {
            connection: row.id.clone(),
            provider: row.provider.clone(),
            provider_name: provider.name.clone(),
            title: title(row),
            address: super::sender::known(row),
            status: self.status(row),
            held: held.clone(),
        }
    }

    /// How a connection is.
    pub(super) fn status(&self, row: &Connection) -> patchbay_contract::Status {
        shown(row.clone(), self.now).status
    }
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
