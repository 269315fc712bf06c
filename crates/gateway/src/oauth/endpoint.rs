//! A token endpoint, as its file describes it, behind the library.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};

use oauth2::basic::{BasicClient, BasicErrorResponse, BasicTokenResponse};
use oauth2::{
    AsyncHttpClient, AuthType, ClientId, ClientSecret, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, RequestTokenError, TokenUrl,
};
use patchbay_providers::sign_in::{self, ClientCredentials, ClientProof, OAuth, TokenBody};
use patchbay_providers::{Address, Encoding, Template, TroubleAt};
use patchbay_vault::Secret;
use serde_json::{Map, Value};

use super::{FirmApp, TokenError, token_answer, written};
use crate::retry::Again;
use crate::{CallError, Gateway, Party};

/// The library's client, once it knows the address.
pub(super) type LibraryClient =
    BasicClient<EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// What a token endpoint gave, in the standard's form and as it was said.
pub(super) struct Received {
    pub(super) answer: BasicTokenResponse,
    pub(super) id_token: Option<Secret<String>>,
    /// All of it except the tokens.
    pub(super) said: Value,
}

/// How this provider's token endpoint wants to be spoken to.
pub(super) struct Endpoint<'a> {
    gateway: &'a Gateway,
    party: Party<'a>,
    at: TroubleAt,
    secrets: sign_in::ClientSecret,
    proof: ClientProof,
    manner: written::Manner<'a>,
    again: Again,
    heard: Mutex<Map<String, Value>>,
}

impl<'a> Endpoint<'a> {
    /// Of a browser sign-in. `further` are the parameters of the file for this request.
    pub(super) fn of(
        gateway: &'a Gateway,
        party: Party<'a>,
        oauth: &'a OAuth,
        further: &'a BTreeMap<String, Template>,
        at: TroubleAt,
        again: Again,
    ) -> Result<Self, TokenError> {
        Ok(Self {
            gateway,
            party,
            at,
            secrets: oauth.client_secret,
            proof: oauth.client_proof,
            manner: manner(party, oauth.token_body, further, &oauth.token_headers)?,
            again,
            heard: Mutex::default(),
        })
    }

    /// Of client credentials, which may be shown as often as one likes.
    pub(super) fn of_client(
        gateway: &'a Gateway,
        party: Party<'a>,
        how: &'a ClientCredentials,
    ) -> Result<Self, TokenError> {
        let mut manner = manner(party, how.token_body, &how.token_params, &how.token_headers)?;
        manner.params.insert("grant_type", how.grant_type.clone());
        Ok(Self {
            gateway,
            party,
            at: TroubleAt::Token,
            secrets: sign_in::ClientSecret::Required,
            proof: how.client_proof,
            manner,
            again: Again::IsTheSame,
            heard: Mutex::default(),
        })
    }

    /// The library's client for this address.
    pub(super) fn client(
        &self,
        address: &Address,
        app: &FirmApp,
    ) -> Result<LibraryClient, TokenError> {
        let address = self.party.address(address.of(self.party.environment))?;
        let mut client = BasicClient::new(ClientId::new(app.client_id.clone()));
        client = client.set_auth_type(match self.proof {
            ClientProof::Basic => AuthType::BasicAuth,
            ClientProof::Body => AuthType::RequestBody,
        });
        if let Some(secret) = app.secret(self.secrets) {
            client = client.set_client_secret(ClientSecret::new(secret.to_owned()));
        }
        Ok(client.set_token_uri(TokenUrl::from_url(address)))
    }

    /// Sends what the library wrote, in the provider's manner, and hands it the answer in
    /// the standard's form.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TokenError> {
        let request = written::in_this_manner(&self.manner, request)?;
        let answer = self.gateway.send(self.party, &request, self.again).await?;
        let said = token_answer::fields(self.party, self.at, &answer)?;
        *self.heard() = said.clone();
        let standard = token_answer::in_standard_form(said, self.party)?;
        Ok(HttpResponse::new(Value::Object(standard).to_string().into_bytes()))
    }

    /// The answer, with what was said beside it.
    pub(super) fn received(
        &self,
        answer: Result<BasicTokenResponse, RequestTokenError<TokenError, BasicErrorResponse>>,
    ) -> Result<Received, TokenError> {
        let answer = answer.map_err(|error| match error {
            RequestTokenError::Request(error) => error,
            // It was brought into the standard's form, so this cannot be.
            RequestTokenError::ServerResponse(_)
            | RequestTokenError::Parse(..)
            | RequestTokenError::Other(_) => TokenError::NotJson(200),
        })?;
        let mut said = std::mem::take(&mut *self.heard());
        let mut take = |name| match said.remove(name) {
            Some(Value::String(token)) => Some(Secret::new(token)),
            _ => None,
        };
        let (_, _, id_token) = (take("access_token"), take("refresh_token"), take("id_token"));
        Ok(Received { answer, id_token, said: Value::Object(said) })
    }

    /// The refresh token of an answer that was of no use otherwise.
    pub(super) fn refresh_token_heard(&self) -> Option<Secret<String>> {
        let token = self.heard().get("refresh_token")?.as_str()?.to_owned();
        (!token.is_empty()).then(|| Secret::new(token))
    }

    fn heard(&self) -> std::sync::MutexGuard<'_, Map<String, Value>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A box, so that whoever waits for it may go on on another thread.
impl<'c> AsyncHttpClient<'c> for Endpoint<'_> {
    type Error = TokenError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, TokenError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

fn manner<'a>(
    party: Party<'_>,
    body: TokenBody,
    params: &'a BTreeMap<String, Template>,
    headers: &'a BTreeMap<String, Template>,
) -> Result<written::Manner<'a>, CallError> {
    Ok(written::Manner { body, params: filled(party, params)?, headers: filled(party, headers)? })
}

fn filled<'t>(
    party: Party<'_>,
    templates: &'t BTreeMap<String, Template>,
) -> Result<BTreeMap<&'t str, String>, CallError> {
    templates
        .iter()
        .filter(|(_, template)| !party.rests_on_nothing(template))
        .map(|(name, template)| {
            let value = template.fill(party.values.expose_secrets(), Encoding::Plain)?;
            Ok((name.as_str(), value))
        })
        .collect()
}
