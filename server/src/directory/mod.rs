//! The firm's directory at Microsoft Entra ID, asked by OpenID Connect: where a browser is sent to
//! sign in, and who came back.
//!
//! What the directory says of a person is believed only from a token that it signed, for this
//! server, for this sign-in, in its time and of the firm's own tenant. Whether that person is one
//! of the firm is not decided here. Nothing that the directory says in sentences is passed on, and
//! no code, token or secret is in an error.

mod http;
mod person;
mod trouble;

use std::time::Duration;

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata,
    CoreResponseType, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AuthType, AuthenticationFlow, AuthorizationCode, Client, ClientId, CsrfToken,
    EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields, IssuerUrl,
    Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, StandardErrorResponse,
    StandardTokenResponse,
};
use tokio::sync::OnceCell;
use url::Url;

use crate::config::{Config, Entra, Now};
use http::Http;
use person::Claims;

pub(crate) use person::Person;
pub(crate) use trouble::Trouble;

type Fields = IdTokenFields<
    Claims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// The library's client, once it knows the addresses.
type LibraryClient = Client<
    Claims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What one sign-in is known by, none of which anybody else has.
pub(crate) struct Bond {
    /// That the answer is to our question.
    pub(crate) state: String,
    /// That the token is of this sign-in.
    pub(crate) nonce: String,
    /// That the code is taken by whoever asked for it.
    pub(crate) verifier: String,
}

/// The directory.
pub(crate) struct Directory {
    entra: Entra,
    patience: Duration,
    now: Now,
    http: OnceCell<Http>,
}

impl Directory {
    /// The one of this configuration, if it has one. It is not asked anything yet.
    pub(crate) fn of(config: &Config) -> Option<Self> {
        let entra = config.entra.clone()?;
        let (patience, now) = (config.patience, config.now.clone());
        Some(Self { entra, patience, now, http: OnceCell::new() })
    }

    /// Who says there who people are.
    pub(crate) fn issuer(&self) -> &str {
        self.entra.issuer.as_str()
    }

    /// Where the browser is sent.
    pub(crate) async fn address(&self, bond: &Bond) -> Result<Url, Trouble> {
        let client = self.client(self.discover().await?);
        let flow = AuthenticationFlow::<CoreResponseType>::AuthorizationCode;
        let (state, nonce) = (bond.state.clone(), bond.nonce.clone());
        let verifier = PkceCodeVerifier::new(bond.verifier.clone());
        let (address, ..) = client
            .authorize_url(flow, || CsrfToken::new(state), || Nonce::new(nonce))
            .add_scope(Scope::new("profile".into()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(address)
    }

    /// Who came back with this code.
    pub(crate) async fn person(&self, bond: Bond, code: String) -> Result<Person, Trouble> {
        let metadata = self.discover().await?;
        let keys = metadata.jwks().clone();
        let answer = self
            .client(metadata)
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| Trouble::Nonsense("it names no token endpoint"))?
            .set_pkce_verifier(PkceCodeVerifier::new(bond.verifier))
            .request_async(self.http().await?)
            .await
            .map_err(Trouble::of_exchange)?;
        let nonce = Nonce::new(bond.nonce);
        person::read(&self.entra, keys, &answer, &nonce, (self.now)())
    }

    /// Whether it can be asked: it is there, is the one that is meant, and has keys.
    pub(crate) async fn look(&self) -> Result<(), Trouble> {
        match self.discover().await?.jwks().keys().is_empty() {
            true => Err(Trouble::Nonsense("it has no keys to check its tokens by")),
            false => Ok(()),
        }
    }

    /// What it says of itself. Asked anew for each step of each sign-in, of which there are few:
    /// keys that it has changed are never a trouble.
    async fn discover(&self) -> Result<CoreProviderMetadata, Trouble> {
        let issuer = IssuerUrl::from_url(self.entra.issuer.clone());
        let found = CoreProviderMetadata::discover_async(issuer, self.http().await?).await;
        let metadata = found.map_err(Trouble::of_discovery)?;
        // A browser is sent nowhere by an open line.
        let open = metadata.authorization_endpoint().url().scheme() != "https";
        if open && self.entra.issuer.scheme() == "https" {
            return Err(Trouble::Nonsense("it sends browsers where no TLS is"));
        }
        Ok(metadata)
    }

    fn client(&self, metadata: CoreProviderMetadata) -> LibraryClient {
        let Entra { client_id, client_secret, redirect, .. } = &self.entra;
        let (id, secret) = (ClientId::new(client_id.clone()), client_secret.clone());
        LibraryClient::from_provider_metadata(metadata, id, Some(secret))
            .set_auth_type(AuthType::RequestBody)
            .set_redirect_uri(RedirectUrl::from_url(redirect.clone()))
    }

    async fn http(&self) -> Result<&Http, Trouble> {
        let make = async || Http::to(&self.entra.issuer, self.patience).map_err(Trouble::away);
        self.http.get_or_try_init(make).await
    }
}
