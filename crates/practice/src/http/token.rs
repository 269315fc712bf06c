//! The token endpoint: what every request for a token has in common. What it gives for a
//! code is in `exchange`, for a refresh token in `renewal`, for a client's own credentials
//! in `own`.

use std::collections::BTreeMap;

use axum::response::Response;
use patchbay_providers::sign_in::OAuth;
use patchbay_providers::{Quirk, Template};
use serde_json::json;

use super::params::Params;
use super::tricks::Tricks;
use super::{Call, exchange, own, proof, renewal, respond};
use crate::answer;
use crate::desk::{Asked, Given};
use crate::find::{Meant, Work};
use crate::misbehaviour::Endpoint;
use crate::pattern::{Values, fits};
use crate::refusal::Refusal;

pub(super) async fn token(call: &Call<'_>) -> Response {
    let anyhow = Params::anyhow(&call.query, &call.body);
    let grant_type = anyhow.get("grant_type").unwrap_or_default();
    let renews = grant_type == "refresh_token";
    let tricks = Tricks::of(call, if renews { Endpoint::Refresh } else { Endpoint::Token });
    if let Some(response) = tricks.before(call).await {
        return response;
    }
    let answered = match grant_type {
        "authorization_code" => exchange::exchange(call, &anyhow),
        "refresh_token" => renewal::renewal(call, &anyhow),
        other => own::credentials(call, other),
    };
    let response = match answered {
        Ok(mut answer) => {
            tricks.bend(&mut answer);
            respond::json(200, &answer)
        }
        Err(refusal) => {
            call.role.desk().counts.refused += 1;
            respond::refused(&refusal)
        }
    };
    tricks.after(call, response).await
}

/// The ways to sign in whose file wants tokens of this kind to be asked for here.
pub(super) fn ways<'a>(
    call: &'a Call<'_>,
    wanted: impl Fn(Work) -> bool + 'a,
) -> impl Iterator<Item = (&'a Meant<'a>, &'a OAuth)> + 'a {
    call.meant
        .iter()
        .filter(move |meant| wanted(meant.part.work))
        .filter_map(|meant| Some((meant, call.role.oauth(meant.part.sign_in)?)))
}

/// The parameters, once the client has proven itself and all is there that the file names.
pub(super) fn read(
    call: &Call<'_>,
    oauth: &OAuth,
    further: &BTreeMap<String, Template>,
    asked: Option<&Asked>,
    code: &str,
) -> Result<Params, Refusal> {
    let known = &known(call, asked, code);
    let params = Params::of_token(oauth.token_body, &call.query, &call.headers, &call.body)?;
    let has_challenge = asked.is_none_or(|asked| asked.challenge.is_some());
    proof::of_app(oauth, &call.role.app, has_challenge, &call.headers, &params)?;
    there(further, known, |name| params.get(name))?;
    there(&oauth.token_headers, known, |name| {
        call.headers.get(name).and_then(|value| value.to_str().ok())
    })?;
    Ok(params)
}

/// Whether everything is there that the file names.
pub(super) fn there<'a>(
    wanted: &BTreeMap<String, Template>,
    known: &Values,
    get: impl Fn(&str) -> Option<&'a str>,
) -> Result<(), Refusal> {
    match wanted.iter().find(|(name, t)| !get(name).is_some_and(|text| fits(t, known, text))) {
        Some((name, _)) => {
            Err(Refusal::request(format!("“{name}” is missing or says something else")))
        }
        None => Ok(()),
    }
}

fn known(call: &Call<'_>, asked: Option<&Asked>, code: &str) -> Values {
    let app = &call.role.app;
    let mut known = Values::from([
        ("client_id".to_owned(), app.client_id.clone()),
        ("code".to_owned(), code.to_owned()),
    ]);
    let mut add = |name: &str, value: Option<&String>| {
        known.extend(value.map(|value| (name.to_owned(), value.clone())));
    };
    add("client_secret", app.client_secret.as_ref());
    add("state", asked.and_then(|asked| asked.state.as_ref()));
    add("redirect_address", asked.and_then(|asked| asked.redirect.as_ref()));
    known
}

/// New tokens. Where a quirk reads the access token, it can be read.
pub(super) fn fresh(call: &Call<'_>, event: &str) -> Given {
    let outside = call.practice.outside();
    let mut access = outside.fresh("practice-access-");
    if call.role.has(Quirk::MatchesAuthenticationEvent) {
        access = answer::jwt(&json!({"jti": access, "authentication_event_id": event}));
    }
    Given { access, refresh: Some(outside.fresh("practice-refresh-")) }
}
