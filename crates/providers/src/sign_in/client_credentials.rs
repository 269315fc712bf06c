//! A client id and secret of the firm's own app, exchanged for a token without a
//! browser.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{ClientProof, TokenBody};
use crate::{Address, Life, Template};

/// A client-credentials sign-in. The form has the fields `client_id` and
/// `client_secret`, and whatever else `token_params` needs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientCredentials {
    /// Where the token is given.
    pub token_url: Address,
    /// The grant type, where it is not `client_credentials`.
    #[serde(default = "standard_grant")]
    pub grant_type: String,
    /// How the client proves itself.
    pub client_proof: ClientProof,
    /// How the token request is written.
    #[serde(default)]
    pub token_body: TokenBody,
    /// Further parameters of it.
    #[serde(default)]
    pub token_params: BTreeMap<String, Template>,
    /// Further headers of it.
    #[serde(default)]
    pub token_headers: BTreeMap<String, Template>,
    /// What the token answer's scope must contain, by the feature it stands for.
    #[serde(default)]
    pub must_grant: BTreeMap<String, String>,
    /// How long the token works.
    pub access: Life,
}

fn standard_grant() -> String {
    "client_credentials".to_owned()
}
