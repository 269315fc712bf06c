//! The firm's own id and secret, for a token, without a browser.

use patchbay_providers::Missing;
use patchbay_providers::sign_in::ClientCredentials;
use patchbay_vault::Secret;

use super::endpoint::Endpoint;
use super::{FirmApp, Grant, TokenError, scopes};
use crate::{CallError, Gateway, Party};

impl Gateway {
    /// Gives the id and the secret of the form for a token. There is nothing to renew it
    /// with: when it ends, this is done again.
    ///
    /// # Errors
    /// When no token came, or one that may not do what the connection is for.
    pub async fn sign_in_as_client(
        &self,
        party: Party<'_>,
        how: &ClientCredentials,
    ) -> Result<Grant, TokenError> {
        let field = |name: &str| {
            let missing = || CallError::from(Missing(name.to_owned()));
            party.values.get(name).map(ToOwned::to_owned).ok_or_else(missing)
        };
        let app = FirmApp {
            client_id: field("client_id")?,
            client_secret: Some(Secret::new(field("client_secret")?)),
        };
        let endpoint = Endpoint::of_client(self, party, how)?;
        let client = endpoint.client(&how.token_url, &app)?;
        let request = client.exchange_client_credentials();
        let received = request.request_async(&endpoint).await;
        let grant = Grant::plain(endpoint.received(received)?, how.access, self.outside.now());
        let missing = scopes::not_granted(how, grant.scopes.as_deref());
        if missing.is_empty() { Ok(grant) } else { Err(TokenError::Scopes(missing)) }
    }
}
