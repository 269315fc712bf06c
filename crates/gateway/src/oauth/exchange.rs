//! The code that came back, for a grant.

use std::borrow::Cow;

use oauth2::{AuthorizationCode, RedirectUrl};
use patchbay_providers::TroubleAt;
use patchbay_providers::sign_in::{OAuth, Rotation};
use serde_json::Value;

use super::endpoint::{Endpoint, Received};
use super::id_token::{self, For};
use super::{Allowed, Attempt, Grant, TokenError, scopes};
use crate::retry::Again;
use crate::{CallError, Gateway, Party, Values};

impl Gateway {
    /// Exchanges the code that came back for a grant. Never sent twice once it may have
    /// arrived: a code works once, and some providers end everything when it is shown
    /// again.
    ///
    /// # Errors
    /// When no grant came that the connection can live on.
    pub async fn exchange(
        &self,
        party: Party<'_>,
        oauth: &OAuth,
        attempt: &Attempt<'_>,
        allowed: &Allowed,
    ) -> Result<Grant, TokenError> {
        let values = known(party, attempt, allowed);
        let party = party.knowing(&values);
        let further = &oauth.token_params;
        let endpoint = Endpoint::of(self, party, oauth, further, TroubleAt::Token, Again::MayHarm)?;
        let client = endpoint.client(&oauth.token_url, attempt.app)?;
        let code = AuthorizationCode::new(allowed.code.expose_secret().clone());
        let mut request = client.exchange_code(code);
        if let Some(verifier) = attempt.verifier(oauth) {
            request = request.set_pkce_verifier(verifier);
        }
        if let Some(address) = attempt.redirect_address {
            let address = RedirectUrl::new(address.to_owned())
                .map_err(|_| CallError::Elsewhere("redirect_address".to_owned()))?;
            request = request.set_redirect_uri(Cow::Owned(address));
        }
        let received = request.request_async(&endpoint).await;
        let received = endpoint.received(received)?;
        let now = self.outside.now();
        let claims = claims(&received, oauth, attempt, now)?;
        let callback = allowed.named.clone();
        let mut grant = Grant::of(party, oauth, received, claims, callback, now)?;
        let missing = scopes::not_allowed(oauth, attempt.wanted, grant.scopes.as_deref());
        if !missing.is_empty() {
            return Err(TokenError::Scopes(missing));
        }
        let renewable = !matches!(oauth.refresh.rotation, Rotation::None | Rotation::Unknown);
        if renewable && grant.access_until.is_some() && grant.refresh_token.is_none() {
            return Err(TokenError::NoRefreshToken);
        }
        for (place, value) in &allowed.values {
            grant.values.set(place, value.clone());
        }
        keep_for_renewals(&mut grant, oauth, attempt);
        Ok(grant)
    }
}

/// What the exchange's templates may name.
fn known(party: Party<'_>, attempt: &Attempt<'_>, allowed: &Allowed) -> Values {
    let mut values = party.values.clone();
    for (place, value) in &allowed.values {
        values.set(place, value.clone());
    }
    attempt.app.fill(&mut values);
    values.set("code", allowed.code.expose_secret().clone());
    values.set("code_verifier", attempt.proofs.verifier.expose_secret().clone());
    values.set("state", attempt.proofs.state.expose_secret().clone());
    if let Some(address) = attempt.redirect_address {
        values.set("redirect_address", address);
    }
    values
}

fn claims(
    received: &Received,
    oauth: &OAuth,
    attempt: &Attempt<'_>,
    now: jiff::Timestamp,
) -> Result<Value, TokenError> {
    let made_for = For {
        client_id: &attempt.app.client_id,
        issuer: oauth.issuer.as_deref(),
        nonce: oauth.nonce.then(|| attempt.proofs.nonce.expose_secret().as_str()),
        now,
    };
    match &received.id_token {
        Some(token) => {
            id_token::claims(token.expose_secret(), &made_for).map_err(TokenError::IdToken)
        }
        None if oauth.nonce => Err(TokenError::IdToken("is missing")),
        None => Ok(Value::Null),
    }
}

/// Some providers want to hear the redirect address again whenever a token is renewed.
fn keep_for_renewals(grant: &mut Grant, oauth: &OAuth, attempt: &Attempt<'_>) {
    let mut places = oauth.refresh_params.values().flat_map(|template| template.places());
    if let Some(address) = attempt.redirect_address
        && places.any(|place| place == "redirect_address")
    {
        grant.values.set("redirect_address", address);
    }
}
