//! Taking a permission back.

use axum::response::Response;
use patchbay_providers::Method;
use patchbay_providers::sign_in::{OAuth, Revoke, TokenKind};
use serde_json::{Value, json};

use super::params::Params;
use super::tricks::Tricks;
use super::{Call, proof, respond};
use crate::company;
use crate::misbehaviour::Endpoint;
use crate::pattern::{Pattern, Values, marked};
use crate::refusal::Refusal;

pub(super) async fn revoke(call: &Call<'_>) -> Response {
    let tricks = Tricks::of(call, Endpoint::Revoke);
    if let Some(response) = tricks.before(call).await {
        return response;
    }
    let response = match revoked(call) {
        Ok(Method::Delete) => respond::of(204, "application/json", ""),
        Ok(_) => respond::json(200, &json!({"ok": true, "revoked": true})),
        Err(refusal) => {
            call.role.desk().counts.refused += 1;
            respond::refused(&refusal)
        }
    };
    tricks.after(call, response).await
}

fn revoked(call: &Call<'_>) -> Result<Method, Refusal> {
    let mut refusal = Refusal::request("nothing is taken back here");
    for meant in &call.meant {
        let Some(oauth) = call.role.oauth(meant.part.sign_in) else { continue };
        let Some(revoke) = &oauth.revoke else { continue };
        match take_back(call, oauth, revoke, &meant.values) {
            Ok(()) => return Ok(revoke.request.method),
            Err(why) => refusal = why,
        }
    }
    Err(refusal)
}

fn take_back(
    call: &Call<'_>,
    oauth: &OAuth,
    revoke: &Revoke,
    in_address: &Values,
) -> Result<(), Refusal> {
    if revoke.basic {
        proof::of_app(oauth, &call.role.app, true, &call.headers, &Params::default())?;
    }
    let mut values = in_address.clone();
    values.extend(in_query(call, revoke));
    values.extend(in_request(call, revoke)?);
    let mut desk = call.role.desk();
    let ended = match values.get("token") {
        Some(token) => match desk.owner(token) {
            Some(found) if found.is_refresh != (revoke.token == TokenKind::Refresh) => {
                return Err(Refusal::request("this is the other token of the permission"));
            }
            Some(found) => {
                let number = found.grant.number;
                desk.end(|grant| grant.number == number)
            }
            // A token that proves the call has to work; any other is simply gone.
            None if revoke.request.headers.values().any(|t| t.places().any(|p| p == "token")) => {
                return Err(Refusal::token("the token has expired or was taken back"));
            }
            None => 0,
        },
        // No token is named: it is the company's permission that ends.
        None => match values.values().find_map(|value| company::named_in(value)) {
            Some(company) => desk.end(|grant| grant.asked.companies.contains(&company)),
            None => 0,
        },
    };
    desk.counts.revoked += ended;
    Ok(())
}

/// The places of the address's query.
fn in_query(call: &Call<'_>, revoke: &Revoke) -> Values {
    let mut values = Values::new();
    for template in revoke.request.url.all() {
        let text = marked(template);
        let pairs = text.split_once('?').map(|(_, query)| query).unwrap_or_default().split('&');
        for (name, wanted) in pairs.filter_map(|pair| pair.split_once('=')) {
            let there = call.query.get(name).unwrap_or_default();
            values
                .extend(Pattern::of_value(wanted, &Values::new()).read(there).unwrap_or_default());
        }
    }
    values
}

/// The places of headers and body, all of which have to be there.
fn in_request(call: &Call<'_>, revoke: &Revoke) -> Result<Values, Refusal> {
    let app = &call.role.app;
    let mut known = Values::from([("client_id".to_owned(), app.client_id.clone())]);
    known.extend(app.client_secret.iter().map(|s| ("client_secret".to_owned(), s.clone())));
    let mut values = Values::new();
    let mut wanted: Vec<(String, String, Option<String>)> = Vec::new();
    for (name, template) in &revoke.request.headers {
        let there = call.headers.get(name).and_then(|value| value.to_str().ok());
        wanted.push((name.clone(), marked(template), there.map(str::to_owned)));
    }
    let form = Params::of_query(&call.body);
    for (name, template) in &revoke.request.form {
        wanted.push((name.clone(), marked(template), form.get(name).map(str::to_owned)));
    }
    if let Some(template) = &revoke.request.json {
        let json: Value = serde_json::from_str(&marked(template)).unwrap_or_default();
        let body: Value = serde_json::from_str(&call.body).unwrap_or_default();
        for (name, value) in json.as_object().into_iter().flatten() {
            let there = body.get(name).and_then(Value::as_str).map(str::to_owned);
            wanted.push((name.clone(), value.as_str().unwrap_or_default().to_owned(), there));
        }
    }
    for (name, text, there) in wanted {
        let found = there.and_then(|there| Pattern::of_value(&text, &known).read(&there));
        let Some(found) = found else {
            return Err(match text.contains("client_") {
                true => Refusal::client(format!("“{name}” is missing or wrong")),
                false => Refusal::request(format!("“{name}” is missing or wrong")),
            });
        };
        values.extend(found);
    }
    Ok(values)
}
