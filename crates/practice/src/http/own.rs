//! A client's own credentials for a token, without a browser.

use patchbay_providers::sign_in::{ClientCredentials, How};
use serde_json::Value;

use super::params::Params;
use super::token::there;
use super::{Call, proof};
use crate::answer;
use crate::company::COMPANIES;
use crate::desk::{Asked, Given};
use crate::find::Meant;
use crate::key;
use crate::pattern::Values;
use crate::refusal::Refusal;

/// A token for a client's own credentials, by the sign-in that takes this grant type.
pub(super) fn credentials(call: &Call<'_>, grant_type: &str) -> Result<Value, Refusal> {
    let mut refusal = Refusal::grant_type(format!("“{grant_type}” is not taken here"));
    for meant in &call.meant {
        let Some(sign_in) = call.role.sign_in(meant.part.sign_in) else { continue };
        let How::ClientCredentials(client) = &sign_in.how else { continue };
        if client.grant_type != grant_type {
            continue;
        }
        match proven(call, client, &key::credentials(sign_in)) {
            Ok(()) => return Ok(own_token(call, meant, client)),
            Err(why) => refusal = why,
        }
    }
    Err(refusal)
}

fn proven(call: &Call<'_>, client: &ClientCredentials, known: &Values) -> Result<(), Refusal> {
    let params = Params::of_token(client.token_body, &call.query, &call.headers, &call.body)?;
    let value = |name: &str| known.get(name).map(String::as_str).unwrap_or_default();
    let (id, secret) = (value("client_id"), value("client_secret"));
    proof::of_pair(client.client_proof, id, secret, &call.headers, &params)?;
    there(&client.token_params, known, |name| params.get(name))?;
    there(&client.token_headers, known, |name| {
        call.headers.get(name).and_then(|value| value.to_str().ok())
    })
}

fn own_token(call: &Call<'_>, meant: &Meant<'_>, client: &ClientCredentials) -> Value {
    let outside = call.practice.outside();
    let asked = Asked {
        sign_ins: vec![meant.part.sign_in],
        redirect: None,
        state: None,
        nonce: None,
        challenge: None,
        scopes: client.must_grant.values().cloned().collect(),
        environment: meant.part.spot.environment,
        companies: vec![&COMPANIES[0]],
        event: String::new(),
    };
    let given = Given { access: outside.fresh("practice-access-"), refresh: None };
    let now = outside.now();
    call.role.desk().begin(meant.part.sign_in, asked, &given, client.access, now);
    answer::client_token(client, &given.access)
}
