//! The address that the browser is sent to.

use std::collections::BTreeMap;

use url::Url;

use crate::{
    EnvironmentId,
    sign_in::{OAuth, Pkce, ScopesAsked},
    template::{Encoding, Missing},
};

/// What an attempt brings along.
#[derive(Debug, Clone)]
pub struct AuthorizeInput<'a> {
    /// Live or sandbox.
    pub environment: EnvironmentId,
    /// The firm's app.
    pub client_id: &'a str,
    /// Where the browser is sent back to. None for a code that is shown and pasted.
    pub redirect_address: Option<&'a str>,
    /// The one-use state.
    pub state: &'a str,
    /// The S256 challenge of the attempt's verifier.
    pub code_challenge: &'a str,
    /// The nonce, for providers that use one.
    pub nonce: &'a str,
    /// The optional scopes that are wanted.
    pub wanted: &'a [&'a str],
    /// The fields of the form, for the places of addresses.
    pub values: &'a BTreeMap<String, String>,
}

/// Why no address could be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuthorizeUrlError {
    /// A field of the form is not filled in.
    #[error(transparent)]
    Missing(#[from] Missing),
    /// What was filled in made it something else than an https address.
    #[error("“{0}” is not an https address")]
    NotAnAddress(String),
}

/// Builds the address for one attempt.
///
/// # Errors
/// When the file's address has a place that is not filled, or what was filled in
/// makes it something else than an https address.
pub fn authorize_url(oauth: &OAuth, input: &AuthorizeInput<'_>) -> Result<Url, AuthorizeUrlError> {
    let filled = oauth.authorize_url.of(input.environment).fill(input.values, Encoding::Url)?;
    let mut url = Url::parse(&filled)
        .ok()
        .filter(|url| url.scheme() == "https")
        .ok_or(AuthorizeUrlError::NotAnAddress(filled))?;

    let mut pairs: Vec<(&str, String)> = vec![
        ("response_type", "code".into()),
        ("client_id", input.client_id.into()),
        ("state", input.state.into()),
    ];
    if let Some(address) = input.redirect_address {
        pairs.push(("redirect_uri", address.into()));
    }
    if oauth.scopes_asked == ScopesAsked::InAddress {
        pairs.push(("scope", scopes(oauth, input.wanted)));
    }
    if oauth.pkce != Pkce::Refused {
        pairs.push(("code_challenge", input.code_challenge.into()));
        pairs.push(("code_challenge_method", "S256".into()));
    }
    if oauth.nonce {
        pairs.push(("nonce", input.nonce.into()));
    }
    let mut further = BTreeMap::new();
    for (name, value) in &oauth.authorize_params {
        further.insert(name.as_str(), value.fill(input.values, Encoding::Plain)?);
    }
    // A parameter of the file stands in for one of ours with the same name.
    pairs.retain(|(name, _)| !further.contains_key(name));

    let mut query = url.query_pairs_mut();
    for (name, value) in pairs {
        query.append_pair(name, &value);
    }
    for (name, value) in further {
        query.append_pair(name, &value);
    }
    drop(query);
    Ok(url)
}

/// The scopes that are asked for, as the provider wants them separated.
fn scopes(oauth: &OAuth, wanted: &[&str]) -> String {
    let values: Vec<&str> = oauth
        .scope
        .iter()
        .filter(|scope| !scope.optional || wanted.contains(&scope.value.as_str()))
        .map(|scope| scope.value.as_str())
        .collect();
    values.join(oauth.scope_separator.as_str())
}
