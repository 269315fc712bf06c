//! How a client proves itself at the token endpoint and at revocation.

use axum::http::HeaderMap;
use patchbay_providers::sign_in::{ClientProof, ClientSecret, OAuth};

use super::params::Params;
use crate::key::basic_of;
use crate::refusal::Refusal;
use crate::role::PracticeApp;

/// What a request says of who it is from.
struct Said {
    id: Option<String>,
    secret: Option<String>,
    by: ClientProof,
}

fn said(headers: &HeaderMap, params: &Params) -> Said {
    match basic_of(headers) {
        Some((id, secret)) => Said { id: Some(id), secret: Some(secret), by: ClientProof::Basic },
        None => Said {
            id: params.get("client_id").map(str::to_owned),
            secret: params.get("client_secret").map(str::to_owned),
            by: ClientProof::Body,
        },
    }
}

/// Whether this is the firm's app. One without a secret proves nothing, and is only
/// taken where the file knows such apps and a challenge was sent before.
pub(super) fn of_app(
    oauth: &OAuth,
    app: &PracticeApp,
    has_challenge: bool,
    headers: &HeaderMap,
    params: &Params,
) -> Result<(), Refusal> {
    let said = said(headers, params);
    if said.id.as_ref() != Some(&app.client_id) {
        return Err(Refusal::client("the client id is missing or not known"));
    }
    match (&said.secret, oauth.client_secret) {
        (None, ClientSecret::Never | ClientSecret::Optional) if has_challenge => Ok(()),
        (None, ClientSecret::Never | ClientSecret::Optional) => {
            Err(Refusal::client("without a secret, a challenge has to be sent first"))
        }
        (None, ClientSecret::Required) => Err(Refusal::client("the client secret is missing")),
        (Some(_), ClientSecret::Never) => Err(Refusal::client("this app has no secret")),
        (Some(_), _) if said.by != oauth.client_proof => Err(misplaced(oauth.client_proof)),
        (secret, _) if *secret != app.client_secret => {
            Err(Refusal::client("the client secret is wrong"))
        }
        _ => Ok(()),
    }
}

/// Whether id and secret are these.
pub(super) fn of_pair(
    proof: ClientProof,
    id: &str,
    secret: &str,
    headers: &HeaderMap,
    params: &Params,
) -> Result<(), Refusal> {
    let said = said(headers, params);
    if said.id.as_deref() != Some(id) || said.secret.as_deref() != Some(secret) {
        return Err(Refusal::client("client id or client secret is wrong"));
    }
    if said.by == proof { Ok(()) } else { Err(misplaced(proof)) }
}

fn misplaced(proof: ClientProof) -> Refusal {
    match proof {
        ClientProof::Basic => Refusal::client("id and secret have to be sent as HTTP Basic"),
        ClientProof::Body => Refusal::client("id and secret have to be sent in the body"),
    }
}
