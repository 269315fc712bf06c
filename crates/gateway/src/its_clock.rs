//! What a host's clock shows: every answer over HTTP carries it.

use jiff::Timestamp;
use reqwest::{Method, Request};
use url::Url;

use crate::{Gateway, NoAnswer, Party};

impl Gateway {
    /// Asks whoever is at this address what time it is there, and nothing else: no
    /// credential goes with it, and what is said of the address itself is not looked at.
    /// The address may be a provider's, which is where providers are. None when the time is
    /// not told.
    ///
    /// # Errors
    /// When no answer comes. It names the host.
    pub async fn clock_of(
        &self,
        provider: Option<&str>,
        address: &Url,
    ) -> Result<Option<Timestamp>, NoAnswer> {
        let host = address.host_str().unwrap_or_default();
        let real = match provider {
            Some(provider) => self.reach.address(provider, address),
            None => address.clone(),
        };
        let answer = self.http.send(Request::new(Method::HEAD, real), host).await?;
        Ok(answer.date())
    }

    /// The root of the host that this party is first called at; none where nothing is called,
    /// or what says which host it is was not typed.
    #[must_use]
    pub fn host_of(&self, party: Party<'_>) -> Option<Url> {
        let mut probes = party.sign_in.probe.iter();
        let first = probes.find_map(|probe| probe.request.as_ref());
        let of_the_api = || party.provider.api.as_ref().map(|api| api.base.of(party.environment));
        let address = first.map(|request| request.url.of(party.environment)).or_else(of_the_api)?;
        let mut root = party.address(address).ok()?;
        root.set_path("/");
        root.set_query(None);
        root.set_fragment(None);
        Some(root)
    }

    /// What time it is here.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.outside.now()
    }
}
