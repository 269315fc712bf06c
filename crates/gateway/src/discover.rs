//! Finding the companies that a sign-in may use.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_providers::{Discovery, Missing, Quirk, TroubleAt};
use serde_json::Value;

use crate::answer::{Body, Said};
use crate::call::refused;
use crate::hosts::leads_to;
use crate::http::Answer;
use crate::{CallError, Found, Gateway, Party, Values};

/// A company, organisation or account that the connection can be for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// Its id at the provider.
    pub id: String,
    /// Its name, or its id where the provider gives no name.
    pub name: String,
    /// What later calls for it need.
    pub values: Values,
}

impl Gateway {
    /// The companies that this sign-in may use, in the provider's order. A sign-in whose
    /// file has no discovery finds none here: its probe names the account.
    ///
    /// # Errors
    /// When the provider cannot be asked, says no, or answers something else.
    pub async fn discover(
        &self,
        party: Party<'_>,
        found: &Found,
    ) -> Result<Vec<Company>, CallError> {
        let Some(discovery) = &party.sign_in.discovery else {
            return Ok(Vec::new());
        };
        let answer = match &discovery.request {
            Some(request) => Some(self.read(party, request).await?),
            None => None,
        };
        let body = answer.as_ref().map_or(Body::Other, |answer| Body::read(&answer.body));
        if let Some(answer) = &answer {
            said_well(party, answer, &body)?;
        }
        let said = Said {
            body: Some(&body),
            headers: answer.as_ref().map(|answer| &answer.headers),
            known: Some(found),
            fields: Some(party.values),
        };
        let mut companies = listed(discovery, said)?;
        if party.provider.quirks.contains(&Quirk::MatchesAuthenticationEvent) {
            keep_those_just_allowed(&mut companies, party)?;
        }
        Ok(companies)
    }
}

fn said_well(party: Party<'_>, answer: &Answer, body: &Body) -> Result<(), CallError> {
    let denied = body.json().is_some_and(|json| json["ok"] == Value::Bool(false));
    if !answer.is_well() || answer.is_a_web_page() || denied {
        return Err(refused(party, TroubleAt::Call, answer));
    }
    Ok(())
}

fn listed(discovery: &Discovery, said: Said<'_>) -> Result<Vec<Company>, CallError> {
    let list = said
        .value(&discovery.list)
        .ok_or_else(|| CallError::Nonsense(format!("there is nothing at “{}”", discovery.list)))?;
    let items = match list {
        Value::Array(items) => items.as_slice(),
        // An object with nothing in it is how some say “none”.
        Value::Object(fields) if fields.is_empty() => &[],
        Value::Null => &[],
        one => std::slice::from_ref(one),
    };
    items.iter().map(|item| company(discovery, item, said)).collect()
}

fn company(discovery: &Discovery, item: &Value, said: Said<'_>) -> Result<Company, CallError> {
    let body = Body::Json(item.clone());
    let said = Said { body: Some(&body), headers: None, ..said };
    let id = said
        .text(&discovery.id)
        .ok_or_else(|| CallError::Nonsense(format!("one {} has no id", discovery.one)))?;
    let name = said.text(&discovery.name).unwrap_or_else(|| id.clone());
    let mut values = Values::default();
    for (place, source) in &discovery.keep {
        let Some(value) = said.text(source) else { continue };
        if let Some(hosts) = discovery.hosts.get(place)
            && !leads_to(&value, hosts)
        {
            return Err(CallError::Elsewhere(place.clone()));
        }
        values.set(place, value);
    }
    values.set("account_id", id.clone());
    values.set("account_name", name.clone());
    Ok(Company { id, name, values })
}

/// Of several organisations, those of the sign-in that just happened: the list has all
/// that were ever allowed, each with the event that allowed it, and the access token
/// names its own.
fn keep_those_just_allowed(
    companies: &mut Vec<Company>,
    party: Party<'_>,
) -> Result<(), CallError> {
    let token = party.values.get("access_token").ok_or(Missing("access_token".into()))?;
    let event = claims(token)
        .and_then(|claims| Some(claims.get("authentication_event_id")?.as_str()?.to_owned()));
    let is_of = |company: &Company| company.values.get("auth_event") == event.as_deref();
    if event.is_some() && companies.iter().any(is_of) {
        companies.retain(is_of);
    }
    Ok(())
}

fn claims(token: &str) -> Option<Value> {
    let claims = token.split('.').nth(1)?.trim_end_matches('=');
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
}
