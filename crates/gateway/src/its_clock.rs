//! What a host's clock shows: every answer over HTTP carries it.

use jiff::Timestamp;
use reqwest::{Method, Request};
use url::Url;

use crate::{Gateway, NoAnswer};

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

    /// What time it is here.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.outside.now()
    }
}
