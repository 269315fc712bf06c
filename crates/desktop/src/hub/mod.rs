//! What the hub shows: the catalogue and the firm's connections, in one answer.

mod connection;
mod page;

use patchbay_contract::{
    Connection, ErrorCode, Hub, Own, Part, Problem, ProviderCard, ProviderPage, SignInKind,
};
use patchbay_providers::{How, Provider};
use url::Url;

use crate::Installation;
use crate::catalogue::Catalogue;
use crate::problems::connection_unknown;

pub(crate) use connection::{shown, title, unnamed};

impl Installation {
    /// Everything the home page shows.
    pub async fn hub(&self, catalogue: &Catalogue) -> Hub {
        let (connections, practice) = match self.connections().await {
            Ok((connections, practice)) => (Part::Working(connections), practice),
            Err(problem) => (Part::Failed(problem), false),
        };
        // A connection without its provider is an alarm, and may not be a false one.
        if let Part::Working(connections) = &connections
            && connections.iter().any(|one| !catalogue.is_built_in(&one.provider))
        {
            catalogue.read_own_at_least_once();
        }
        Hub {
            providers: cards(catalogue),
            broken: catalogue.own().broken.clone(),
            connections,
            defaults: self.default_marks().await,
            practice,
            at: self.now(),
        }
    }

    /// The page of one provider.
    ///
    /// # Errors
    /// When no provider has this id.
    pub async fn provider_page(
        &self,
        catalogue: &Catalogue,
        id: &str,
    ) -> Result<ProviderPage, Problem> {
        let connections = match self.connections().await {
            Ok((all, _)) => {
                Part::Working(all.into_iter().filter(|one| one.provider == id).collect())
            }
            Err(problem) => Part::Failed(problem),
        };
        // A database that cannot be read is told of with the connections.
        let relay = self.relay_address().await.unwrap_or_default();
        let key_hints = self.key_hints(id).await;
        let defaults = self.default_marks().await;
        Ok(ProviderPage {
            key_hints,
            defaults,
            ..page(catalogue, id, connections, relay.as_ref())?
        })
    }

    /// One connection, as the pages show it.
    ///
    /// # Errors
    /// When there is none of this id, or the database cannot be read.
    pub async fn connection(&self, id: &str) -> Result<Connection, Problem> {
        let (all, _) = self.connections().await?;
        all.into_iter().find(|one| one.id == id).ok_or_else(connection_unknown)
    }

    /// What may be shown of keys. That it cannot be read is told by the connections.
    async fn key_hints(&self, provider: &str) -> Vec<(String, String)> {
        match self.opened().await {
            Ok(store) => store.key_hints(provider).await.unwrap_or_default(),
            Err(_) => Vec::new(),
        }
    }

    async fn connections(&self) -> Result<(Vec<Connection>, bool), Problem> {
        let now = self.now();
        let (rows, practice) = self.stored_connections().await?;
        Ok((rows.into_iter().map(|row| connection::shown(row, now)).collect(), practice))
    }
}

/// Every provider, in the order of its category and then by name.
#[must_use]
pub fn cards(catalogue: &Catalogue) -> Vec<ProviderCard> {
    let own = catalogue.own();
    let mut cards: Vec<ProviderCard> = catalogue
        .built_in()
        .iter()
        .map(|provider| card(provider, Own::BuiltIn))
        .chain(own.good.iter().map(|file| card(&file.provider, Own::Firm)))
        .collect();
    cards.sort_by_cached_key(|card| (card.category, card.name.to_lowercase()));
    cards
}

/// The page of one provider with these connections, and the firm server's public address.
///
/// # Errors
/// When no provider has this id.
pub fn page(
    catalogue: &Catalogue,
    id: &str,
    connections: Part<Vec<Connection>>,
    relay: Option<&Url>,
) -> Result<ProviderPage, Problem> {
    let (provider, file) = catalogue.find(id).ok_or_else(|| no_such_provider(id))?;
    Ok(page::of(&provider, catalogue, file.as_deref(), connections, relay))
}

/// A provider as its card shows it.
fn card(provider: &Provider, own: Own) -> ProviderCard {
    ProviderCard {
        id: provider.id.clone(),
        name: provider.name.clone(),
        vendor: provider.vendor.clone(),
        category: provider.category,
        purpose: provider.purpose.clone(),
        also_called: provider.also_called.clone(),
        fills: provider.fills,
        support: provider.support,
        verified: provider.verified,
        letters: provider.tile.letters.clone(),
        hue: provider.tile.hue,
        own,
        sign_ins: provider.sign_in.iter().map(|sign_in| kind(&sign_in.how)).collect(),
    }
}

fn kind(how: &How) -> SignInKind {
    match how {
        How::OAuth(_) => SignInKind::Browser,
        How::ClientCredentials(_) => SignInKind::ClientCredentials,
        How::Key(_) => SignInKind::Key,
        How::Mailbox(_) => SignInKind::Mailbox,
        How::SignedToken(_) => SignInKind::SignedToken,
        How::PostAddress(_) => SignInKind::PostAddress,
        How::OpenAddress(_) => SignInKind::OpenAddress,
        How::FileTarget(_) => SignInKind::FileTarget,
    }
}

/// What to do about a provider that is in no file, for whoever looks at the app.
pub const UNKNOWN_PROVIDER_REMEDY: &str = "Go back to the connections and search there. If it is your own provider, check that its file \
     is in the providers folder and has no mistake.";

pub(crate) fn no_such_provider(id: &str) -> Problem {
    Problem::new(
        ErrorCode::ProviderUnknown,
        format!("Patchbay knows no provider “{}”.", id.chars().take(40).collect::<String>()),
        "Its page cannot be shown.",
        UNKNOWN_PROVIDER_REMEDY,
    )
}
