//! How a token request is written: as the library writes it, changed to the manner of the
//! provider's file.

use std::collections::BTreeMap;

use oauth2::HttpRequest;
use patchbay_providers::sign_in::TokenBody;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use serde_json::{Map, Value};
use url::{Url, form_urlencoded};

use crate::CallError;
use crate::call::header;

/// The manner of one provider.
pub(super) struct Manner<'a> {
    pub(super) body: TokenBody,
    /// Parameters of the file. One stands in for one of the standard's of its name.
    pub(super) params: BTreeMap<&'a str, String>,
    pub(super) headers: BTreeMap<&'a str, String>,
}

/// The same request in this manner.
pub(super) fn in_this_manner(
    manner: &Manner<'_>,
    request: HttpRequest,
) -> Result<reqwest::Request, CallError> {
    let (head, body) = request.into_parts();
    let mut pairs: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    pairs.retain(|(name, _)| !manner.params.contains_key(name.as_str()));
    pairs.extend(manner.params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));

    let address = head.uri.to_string();
    let mut address: Url =
        address.parse().map_err(|_| CallError::Elsewhere("token_url".to_owned()))?;
    let written = match manner.body {
        TokenBody::Form => {
            let mut form = form_urlencoded::Serializer::new(String::new());
            Some(("application/x-www-form-urlencoded", form.extend_pairs(pairs).finish()))
        }
        TokenBody::Json => {
            let fields: Map<String, Value> =
                pairs.into_iter().map(|(name, value)| (name, value.into())).collect();
            Some(("application/json", Value::Object(fields).to_string()))
        }
        TokenBody::Query => {
            address.query_pairs_mut().extend_pairs(pairs);
            None
        }
    };
    let mut out = reqwest::Request::new(head.method, address);
    *out.headers_mut() = head.headers;
    out.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
    out.headers_mut().remove(CONTENT_TYPE);
    if let Some((kind, body)) = written {
        out.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        *out.body_mut() = Some(body.into());
    }
    for (name, value) in &manner.headers {
        header(&mut out, name, value)?;
    }
    Ok(out)
}
