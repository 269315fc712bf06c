//! Reading what a token endpoint says, which is hostile input: a proxy's page, an error
//! with status 200, a lifetime as text, a list of scopes in a form of its own.

use patchbay_providers::TroubleAt;
use serde_json::{Map, Value};

use super::TokenError;
use crate::call::refused;
use crate::http::Answer;
use crate::scrub::scrubbed;
use crate::{CallError, Party};

/// Longer than any token lives that is not without an end.
const LONGEST_LIFE: u64 = 100 * 365 * 86_400;

/// The fields of an answer that says yes.
pub(super) fn fields(
    party: Party<'_>,
    at: TroubleAt,
    answer: &Answer,
) -> Result<Map<String, Value>, TokenError> {
    if answer.is_a_web_page() && !(300..400).contains(&answer.status) {
        return Err(CallError::WebPage(answer.status).into());
    }
    let body = answer.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&answer.body);
    let fields = match serde_json::from_slice(body) {
        _ if !answer.is_well() => return Err(refused(party, at, answer).into()),
        Ok(Value::Object(fields)) => fields,
        Ok(_) | Err(_) => return Err(TokenError::NotJson(answer.status)),
    };
    let says_no = fields.get("error").is_some_and(|error| !error.is_null() && error != "")
        || fields.get("ok") == Some(&Value::Bool(false));
    if says_no {
        return Err(refused(party, at, answer).into());
    }
    Ok(fields)
}

/// The same in the one form that the standard describes.
pub(super) fn in_standard_form(
    said: Map<String, Value>,
    party: Party<'_>,
) -> Result<Map<String, Value>, TokenError> {
    let text = |name: &str| said.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let mut standard = Map::new();
    standard.insert("access_token".into(), text("access_token").ok_or(TokenError::NoToken)?.into());
    standard.insert("token_type".into(), kind(text("token_type"), party)?.into());
    if let Some(seconds) = lifetime(said.get("expires_in"), party)? {
        standard.insert("expires_in".into(), seconds.into());
    }
    if let Some(scope) = scope(said.get("scope")) {
        standard.insert("scope".into(), scope.into());
    }
    if let Some(token) = text("refresh_token") {
        standard.insert("refresh_token".into(), token.into());
    }
    Ok(standard)
}

/// Calls carry bearer tokens; some providers call theirs otherwise and mean the same.
fn kind(said: Option<&str>, party: Party<'_>) -> Result<&'static str, TokenError> {
    const MEANING_BEARER: [&str; 4] = ["bearer", "bearertoken", "bot", "user"];
    let said = said.unwrap_or("bearer");
    if MEANING_BEARER.contains(&said.to_ascii_lowercase().as_str()) {
        Ok("bearer")
    } else {
        Err(TokenError::OtherKind(scrubbed(said, party.secrets())))
    }
}

/// A whole number of seconds, as a number or as text. None at all means that the
/// provider's file knows better.
fn lifetime(said: Option<&Value>, party: Party<'_>) -> Result<Option<u64>, TokenError> {
    let seconds = match said {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::String(text)) => text.trim().parse().ok(),
        Some(_) => None,
    };
    match seconds.filter(|seconds| (1..=LONGEST_LIFE).contains(seconds)) {
        Some(seconds) => Ok(Some(seconds)),
        None => {
            let said = said.unwrap_or(&Value::Null).to_string();
            Err(TokenError::Lifetime(scrubbed(said.trim_matches('"'), party.secrets())))
        }
    }
}

/// Scopes separated by spaces, however the provider separates them.
fn scope(said: Option<&Value>) -> Option<String> {
    let scopes = match said? {
        Value::String(text) => text.replace(',', " "),
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        _ => return None,
    };
    let scopes = scopes.split_whitespace().collect::<Vec<_>>().join(" ");
    (!scopes.is_empty()).then_some(scopes)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn scopes_are_read_however_they_are_separated() {
        for said in [json!("a b"), json!("a,b"), json!("a, b"), json!(["a", "b"])] {
            assert_eq!(scope(Some(&said)).as_deref(), Some("a b"), "{said}");
        }
        for nothing in [json!(""), json!([]), json!(null), json!(7)] {
            assert_eq!(scope(Some(&nothing)), None, "{nothing}");
        }
    }
}
