//! Asking somebody outside what time it is: only whom Patchbay calls anyway.

use patchbay_contract::EnvironmentId;
use patchbay_providers::{Provider, SignIn};
use url::Url;

use super::SignIns;
use crate::doctor::Asked;

impl SignIns {
    /// Asks the firm server, where it has a public address; otherwise a provider that
    /// somebody is signing in at, or that the firm is connected to.
    pub async fn ask_the_time(&self) -> Asked {
        let Some((provider, address)) = self.whom_to_ask().await else { return Asked::Nobody };
        match self.gateway.clock_of(provider.as_deref(), &address).await {
            Ok(its) => Asked::Answered {
                host: address.host_str().unwrap_or_default().to_owned(),
                its,
                ours: self.gateway.now(),
            },
            Err(error) => {
                tracing::info!(%error, "nobody said what time it is");
                Asked::NoAnswer(error)
            }
        }
    }

    /// Which provider, unless it is the firm server, and where.
    async fn whom_to_ask(&self) -> Option<(Option<String>, Url)> {
        let server = self.installation.relay_address().await.ok().flatten();
        if let Some(server) = server.filter(|server| server.scheme() == "https") {
            return Some((None, root_of(server.as_str())?));
        }
        // Practice providers are played by this computer, whose clock is the one in doubt.
        let (connections, practice) = self.installation.stored_connections().await.ok()?;
        if practice {
            return None;
        }
        let waiting = self.running.waiting_at().into_iter().map(|at| (at.provider, at.environment));
        let connected = connections.into_iter().filter_map(|connection| {
            Some((connection.provider, EnvironmentId::from_name(&connection.environment)?))
        });
        waiting.chain(connected).find_map(|(provider, environment)| {
            let host = host_of(&self.catalogue.find(&provider)?.0, environment)?;
            Some((Some(provider), host))
        })
    }
}

/// The host that a provider's permissions come from, by its root.
fn host_of(provider: &Provider, environment: EnvironmentId) -> Option<Url> {
    let mut oauths = provider.sign_in.iter().filter_map(SignIn::oauth);
    oauths.find_map(|oauth| root_of(oauth.token_url.of(environment).as_str()))
}

/// The root of an https host, unless a place in the address still says which host it is.
fn root_of(address: &str) -> Option<Url> {
    let host = address.strip_prefix("https://")?.split(['/', '?', '#']).next()?;
    if host.contains(['{', '}', '@']) {
        return None;
    }
    format!("https://{host}/").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_asked_at_its_root_and_only_over_https() {
        let asked = |address: &str| root_of(address).map(String::from);
        let root = Some("https://identity.xero.com/".to_owned());
        assert_eq!(asked("https://identity.xero.com/connect/token?x=1"), root);
        for nobody in ["https://{domain}.example/token", "http://a.example/", "", "{base}/token"] {
            assert_eq!(asked(nobody), None, "{nobody}");
        }
    }

    #[test]
    fn many_providers_of_the_catalogue_can_be_asked() {
        let all = patchbay_providers::catalogue();
        let count = all.iter().filter_map(|one| host_of(one, EnvironmentId::Live)).count();
        assert!(count > 10, "{count}");
    }
}
