//! The answer of a token endpoint.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use patchbay_providers::sign_in::{ClientCredentials, OAuth};
use patchbay_providers::{EnvironmentId, Provider, SignIn, Source};
use serde_json::{Map, Value, json};

use super::{tree, value};
use crate::company::COMPANIES;
use crate::desk::{Given, Grant, lasts, left};
use crate::role::Role;

/// The answer to a code or a refresh token.
pub(crate) fn token(role: &Role, grant: &Grant, given: &Given, now: Timestamp) -> Value {
    let (Some(sign_in), Some(oauth)) = (role.sign_in(grant.sign_in), role.oauth(grant.sign_in))
    else {
        return Value::Null;
    };
    let mut answer = json!({"access_token": given.access, "token_type": "Bearer"});
    let mut put = |name: &str, value: Value| tree::put(&mut answer, name, value);
    if let Some(refresh) = &given.refresh {
        put("/refresh_token", refresh.clone().into());
    }
    if let Some(life) = lasts(oauth.clocks.access) {
        put("/expires_in", life.as_secs().into());
    }
    put("/scope", grant.asked.scopes.join(oauth.scope_separator.as_str()).into());
    if let Some(pointer) = oauth.clocks.idle_from.as_ref().and_then(pointer) {
        put(pointer, left(oauth.clocks.idle, grant.used, now).into());
    }
    if let Some(pointer) = oauth.clocks.absolute_from.as_ref().and_then(pointer) {
        put(pointer, left(oauth.clocks.absolute, grant.born, now).into());
    }
    if has_id_token(sign_in, oauth) {
        put("/id_token", id_token(sign_in, oauth, grant, role, now).into());
    }
    values(&role.provider, sign_in, oauth, grant, &mut answer);
    answer
}

/// The answer to a client's own credentials.
pub(crate) fn client_token(client: &ClientCredentials, access: &str) -> Value {
    let mut answer = json!({"access_token": access, "token_type": "Bearer"});
    if let Some(life) = lasts(client.access) {
        tree::put(&mut answer, "/expires_in", life.as_secs().into());
    }
    let granted: Vec<&str> = client.must_grant.values().map(String::as_str).collect();
    tree::put(&mut answer, "/scope", granted.join(" ").into());
    answer
}

/// What later calls read out of the token answer.
fn values(provider: &Provider, sign_in: &SignIn, oauth: &OAuth, grant: &Grant, answer: &mut Value) {
    let company = grant.asked.companies.first().copied().unwrap_or(&COMPANIES[0]);
    for wanted in &oauth.token_value {
        let Some(at) = pointer(&wanted.from) else { continue };
        let value = match wanted.allowed_hosts.first() {
            Some(host) => value::leads_to(provider, &wanted.keep_as, host).into(),
            // It tells the account from others, so it is text, as addresses want it.
            None => text(value::id(at, company)),
        };
        tree::put(answer, at, value);
    }
    for probe in &sign_in.probe {
        if let Some(at) = probe.account_id.as_ref().and_then(pointer) {
            tree::put(answer, at, text(value::id(at, company)));
        }
        if let Some(at) = probe.account_name.as_ref().and_then(pointer) {
            tree::put(answer, at, value::name(at, company));
        }
    }
    let Some(discovery) = sign_in.discovery.as_ref().filter(|d| d.request.is_none()) else {
        return;
    };
    if let (Some(list), Source::Body(id), Source::Body(name)) =
        (pointer(&discovery.list), &discovery.id, &discovery.name)
    {
        tree::put(answer, &format!("{list}{id}"), value::id(id, company));
        tree::put(answer, &format!("{list}{name}"), value::name(name, company));
    }
}

fn text(value: Value) -> Value {
    match value {
        Value::Number(number) => number.to_string().into(),
        other => other,
    }
}

/// Where in the token answer, if it is there at all.
fn pointer(source: &Source) -> Option<&str> {
    match source {
        Source::Token(pointer) => Some(pointer),
        _ => None,
    }
}

fn has_id_token(sign_in: &SignIn, oauth: &OAuth) -> bool {
    oauth.nonce
        || oauth.scope.iter().any(|scope| scope.value == "openid")
        || claims(sign_in, oauth).next().is_some()
}

/// The claims that the file reads.
fn claims<'a>(sign_in: &'a SignIn, oauth: &'a OAuth) -> impl Iterator<Item = &'a str> {
    let probes =
        sign_in.probe.iter().flat_map(|p| [p.account_id.as_ref(), p.account_name.as_ref()]);
    let kept = oauth.token_value.iter().map(|value| Some(&value.from));
    probes.chain(kept).flatten().filter_map(|source| match source {
        Source::Claim(name) => Some(name.as_str()),
        _ => None,
    })
}

fn id_token(sign_in: &SignIn, oauth: &OAuth, grant: &Grant, role: &Role, now: Timestamp) -> String {
    let company = grant.asked.companies.first().copied().unwrap_or(&COMPANIES[0]);
    let token_url = oauth.token_url.of(grant.asked.environment.unwrap_or(EnvironmentId::Live));
    let host = token_url.as_str().split('/').nth(2).unwrap_or_default();
    let mut body = Map::new();
    let issuer = oauth.issuer.clone().unwrap_or_else(|| format!("https://{host}"));
    body.insert("iss".into(), issuer.into());
    body.insert("aud".into(), role.app.client_id.clone().into());
    body.insert("sub".into(), company.uuid.into());
    body.insert("email".into(), company.mail.into());
    body.insert("iat".into(), now.as_second().into());
    body.insert("exp".into(), (now.as_second() + 3_600).into());
    if let Some(nonce) = &grant.asked.nonce {
        body.insert("nonce".into(), nonce.clone().into());
    }
    for name in claims(sign_in, oauth) {
        body.entry(name).or_insert_with(|| match name {
            "tid" => company.uuid.into(),
            name => value::other(&format!("/{name}"), company),
        });
    }
    jwt(&Value::Object(body))
}

/// A token in the form of a JWT that nobody has signed.
pub(crate) fn jwt(body: &Value) -> String {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.", part(&json!({"alg": "none", "typ": "JWT"})), part(body))
}
