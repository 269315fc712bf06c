//! The parameters of a request, however they were written.

use axum::http::{HeaderMap, header};
use patchbay_providers::sign_in::TokenBody;
use serde_json::Value;

use crate::refusal::Refusal;

/// Names and values, in the order they came.
#[derive(Default)]
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    pub(super) fn of_query(query: &str) -> Self {
        Self(url::form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// What can be read of a body and a query without knowing how the file wants them.
    pub(super) fn anyhow(query: &Self, body: &str) -> Self {
        let mut all = query.0.clone();
        match of_json(body) {
            Some(more) => all.extend(more),
            None => all.extend(url::form_urlencoded::parse(body.as_bytes()).into_owned()),
        }
        Self(all)
    }

    /// What was written as the file wants it.
    pub(super) fn of_token(
        how: TokenBody,
        query: &Self,
        headers: &HeaderMap,
        body: &str,
    ) -> Result<Self, Refusal> {
        let media_type = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .unwrap_or_default();
        let params = match how {
            TokenBody::Form if media_type == "application/x-www-form-urlencoded" => {
                Self::of_query(body)
            }
            TokenBody::Form => return Err(Refusal::request("this has to be sent as a form")),
            TokenBody::Json => of_json(body)
                .filter(|_| media_type == "application/json")
                .map(Self)
                .ok_or_else(|| Refusal::request("this has to be sent as JSON"))?,
            TokenBody::Query => Self(query.0.clone()),
        };
        params.each_once()?;
        Ok(params)
    }

    pub(super) fn all(&self) -> &[(String, String)] {
        &self.0
    }

    /// The value, unless there is none or it is empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(there, _)| there == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// The same name twice could be read in two ways.
    pub(super) fn each_once(&self) -> Result<(), Refusal> {
        for (n, (name, _)) in self.0.iter().enumerate() {
            if self.0[..n].iter().any(|(before, _)| before == name) {
                return Err(Refusal::request(format!("“{name}” is there twice")));
            }
        }
        Ok(())
    }
}

fn of_json(body: &str) -> Option<Vec<(String, String)>> {
    let Value::Object(members) = serde_json::from_str(body).ok()? else { return None };
    let text = |value: Value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    };
    Some(members.into_iter().map(|(name, value)| (name, text(value))).collect())
}
