//! One attempt to sign in: its secrets, and the address the browser is sent to.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use oauth2::{PkceCodeChallenge, PkceCodeVerifier};
use patchbay_providers::sign_in::{OAuth, Pkce};
use patchbay_providers::{AuthorizeInput, AuthorizeUrlError, authorize_url};
use patchbay_vault::Secret;
use url::Url;

use super::FirmApp;
use crate::{Gateway, NoRandomness, Party};

/// What ties the answer to the attempt: made anew for each, used once.
#[derive(Debug)]
pub struct Proofs {
    /// Comes back with the code; 256 bits.
    pub state: Secret<String>,
    /// Proves at the exchange that whoever asked is who exchanges; 256 bits.
    pub verifier: Secret<String>,
    /// Comes back inside the ID token; 256 bits.
    pub nonce: Secret<String>,
}

/// One attempt, as it is begun and finished.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The firm's app.
    pub app: &'a FirmApp,
    /// What ties the answer to it.
    pub proofs: &'a Proofs,
    /// Where the browser is sent back to, as it is registered at the provider. None for a
    /// code that is shown and pasted.
    pub redirect_address: Option<&'a str>,
    /// The optional scopes that are asked for.
    pub wanted: &'a [&'a str],
}

impl Proofs {
    fn challenge(&self) -> PkceCodeChallenge {
        PkceCodeChallenge::from_code_verifier_sha256(&self.verifier())
    }

    fn verifier(&self) -> PkceCodeVerifier {
        PkceCodeVerifier::new(self.verifier.expose_secret().clone())
    }
}

impl Attempt<'_> {
    /// The verifier to send at the exchange: none where a challenge was not sent.
    pub(super) fn verifier(&self, oauth: &OAuth) -> Option<PkceCodeVerifier> {
        (oauth.pkce != Pkce::Refused).then(|| self.proofs.verifier())
    }
}

impl Gateway {
    /// Bytes that nobody can guess.
    ///
    /// # Errors
    /// When there is no randomness to make them of.
    pub fn random<const N: usize>(&self) -> Result<[u8; N], NoRandomness> {
        self.outside.random()
    }

    /// The secrets of a new attempt.
    ///
    /// # Errors
    /// When there is no randomness to make them of.
    pub fn proofs(&self) -> Result<Proofs, NoRandomness> {
        let random = || {
            let bytes = Secret::new(self.outside.random::<32>()?);
            Ok(Secret::new(BASE64_URL_SAFE_NO_PAD.encode(bytes.expose_secret())))
        };
        Ok(Proofs { state: random()?, verifier: random()?, nonce: random()? })
    }

    /// Where the browser is sent.
    ///
    /// # Errors
    /// When the file's address cannot be filled in, or not into an https address.
    pub fn authorize(
        &self,
        party: Party<'_>,
        oauth: &OAuth,
        attempt: &Attempt<'_>,
    ) -> Result<Url, AuthorizeUrlError> {
        let challenge = attempt.proofs.challenge();
        let input = AuthorizeInput {
            environment: party.environment,
            client_id: &attempt.app.client_id,
            redirect_address: attempt.redirect_address,
            state: attempt.proofs.state.expose_secret(),
            code_challenge: challenge.as_str(),
            nonce: attempt.proofs.nonce.expose_secret(),
            wanted: attempt.wanted,
            values: party.values.expose_secrets(),
        };
        let address = authorize_url(oauth, &input)?;
        Ok(self.reach.address(&party.provider.id, &address))
    }
}
