//! Which provider, which of its ways to sign in, and the firm's app there.

use std::ops::Deref;

use patchbay_contract::{EnvironmentId, Problem, SignInAt};
use patchbay_custody::Spot;
use patchbay_providers::Provider;
use patchbay_providers::sign_in::OAuth;

use super::SignIns;
use crate::hub::no_such_provider;
use crate::problems::store_did_not_open;

/// One whose way is by the browser.
#[derive(Debug)]
pub(super) struct Place {
    spot: Spot,
    pub(super) oauth: OAuth,
}

impl Place {
    pub(super) fn of(spot: Spot) -> Option<Self> {
        let oauth = spot.oauth()?.clone();
        Some(Self { spot, oauth })
    }

    pub(super) fn into_spot(self) -> Spot {
        self.spot
    }
}

impl Deref for Place {
    type Target = Spot;

    fn deref(&self) -> &Spot {
        &self.spot
    }
}

impl SignIns {
    /// The place of that name, where people sign in by the browser.
    pub(super) fn place(&self, at: &SignInAt) -> Result<Place, Problem> {
        Place::of(self.spot(at)?).ok_or_else(|| no_such_provider(&at.provider))
    }

    /// The spot of that name, however people sign in there.
    pub(super) fn spot(&self, at: &SignInAt) -> Result<Spot, Problem> {
        if !self.catalogue.is_built_in(&at.provider) {
            self.catalogue.read_own_at_least_once();
        }
        let unknown = || no_such_provider(&at.provider);
        let (provider, _) = self.catalogue.find(&at.provider).ok_or_else(unknown)?;
        let is_it =
            |spot: &Spot| spot.oauth().is_some() || spot.sign_in().client_credentials().is_some();
        Spot::of(provider, at).filter(is_it).ok_or_else(unknown)
    }

    /// Every browser sign-in of the built-in providers, in each of their environments, that
    /// the firm has no app for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn places_without_app(&self) -> Result<Vec<SignInAt>, Problem> {
        let store = self.installation.opened().await?;
        let apps = store.oauth_apps().await.map_err(|error| store_did_not_open(&error))?;
        let has_app = |at: &SignInAt| {
            apps.iter().any(|app| {
                app.provider == at.provider
                    && app.sign_in == at.sign_in
                    && app.environment == at.environment.as_str()
            })
        };
        let all = self.catalogue.built_in();
        Ok(all.iter().flat_map(places).filter(|at| !has_app(at)).collect())
    }
}

fn places(provider: &Provider) -> Vec<SignInAt> {
    let mut environments: Vec<EnvironmentId> =
        provider.environment.iter().map(|environment| environment.id).collect();
    if environments.is_empty() {
        environments.push(EnvironmentId::Live);
    }
    let ways = provider.sign_in.iter().filter(|way| way.oauth().is_some());
    ways.flat_map(|way| {
        environments.iter().map(|environment| SignInAt {
            provider: provider.id.clone(),
            sign_in: way.id.clone(),
            environment: *environment,
        })
    })
    .collect()
}
