//! Saying whether a token works (RFC 7662).

use axum::response::Response;
use patchbay_providers::sign_in::{ClientProof, Introspect, TokenKind};
use serde_json::{Value, json};

use super::params::Params;
use super::tricks::Tricks;
use super::{Call, proof, respond};
use crate::misbehaviour::Endpoint;
use crate::refusal::Refusal;

pub(super) async fn introspect(call: &Call<'_>) -> Response {
    let tricks = Tricks::of(call, Endpoint::Introspect);
    if let Some(response) = tricks.before(call).await {
        return response;
    }
    let response = match introspected(call) {
        Ok(said) => respond::json(200, &said),
        Err(refusal) => {
            call.role.desk().counts.refused += 1;
            respond::refused(&refusal)
        }
    };
    tricks.after(call, response).await
}

fn introspected(call: &Call<'_>) -> Result<Value, Refusal> {
    let mut refusal = Refusal::request("nothing is said of tokens here");
    for meant in &call.meant {
        let Some(oauth) = call.role.oauth(meant.part.sign_in) else { continue };
        let Some(introspect) = &oauth.introspect else { continue };
        match said(call, introspect) {
            Ok(said) => return Ok(said),
            Err(why) => refusal = why,
        }
    }
    Err(refusal)
}

/// A token that is not known is one that does not work, and nothing else is said of it.
fn said(call: &Call<'_>, introspect: &Introspect) -> Result<Value, Refusal> {
    let form = Params::of_query(&call.body);
    if introspect.basic {
        let app = &call.role.app;
        let secret = app.client_secret.as_deref().unwrap_or_default();
        proof::of_pair(ClientProof::Basic, &app.client_id, secret, &call.headers, &form)?;
    }
    let token = form.get("token").ok_or_else(|| Refusal::request("the token is missing"))?;
    let desk = call.role.desk();
    let found = match introspect.token {
        TokenKind::Access => desk.access(token, call.practice.outside().now()),
        TokenKind::Refresh => {
            desk.owner(token).filter(|found| found.is_refresh).map(|found| found.grant)
        }
    };
    Ok(found.map_or_else(
        || json!({"active": false}),
        |grant| json!({"active": true, "scope": grant.asked.scopes.join(" ")}),
    ))
}
