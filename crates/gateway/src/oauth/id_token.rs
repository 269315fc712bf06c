//! The claims of an ID token. It came from the token endpoint itself over TLS, which
//! OpenID Connect accepts instead of a check of its signature; for whom and for which
//! attempt it was made is checked here.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::Value;

/// How far a provider's clock may be from ours.
const SKEW_SECONDS: i64 = 86_400;

/// What the token must be made for.
pub(super) struct For<'a> {
    pub(super) client_id: &'a str,
    pub(super) issuer: Option<&'a str>,
    pub(super) nonce: Option<&'a str>,
    pub(super) now: Timestamp,
}

/// The claims, once they are for this client and attempt.
pub(super) fn claims(token: &str, made_for: &For<'_>) -> Result<Value, &'static str> {
    let claims: Value = token
        .split('.')
        .nth(1)
        .and_then(|part| BASE64_URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok())
        .and_then(|json| serde_json::from_slice(&json).ok())
        .ok_or("cannot be read")?;
    let for_us = match &claims["aud"] {
        Value::String(one) => one == made_for.client_id,
        // Of several, it has to say that it was made for this one.
        Value::Array(all) => {
            all.iter().any(|one| one == made_for.client_id)
                && (all.len() == 1 || claims["azp"] == made_for.client_id)
        }
        _ => false,
    };
    if !for_us {
        return Err("is for another app");
    }
    if made_for.issuer.is_some_and(|issuer| claims["iss"] != issuer) {
        return Err("comes from elsewhere");
    }
    if made_for.nonce.is_some_and(|nonce| claims["nonce"] != nonce) {
        return Err("belongs to another attempt");
    }
    let ended = claims["exp"]
        .as_i64()
        .is_some_and(|end| end.saturating_add(SKEW_SECONDS) < made_for.now.as_second());
    if ended { Err("has ended") } else { Ok(claims) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const US: For<'_> = For {
        client_id: "us",
        issuer: Some("https://id.example"),
        nonce: Some("n"),
        now: Timestamp::UNIX_EPOCH,
    };

    fn read(changes: &Value) -> Result<Value, &'static str> {
        let mut all = json!({"aud": "us", "iss": "https://id.example", "nonce": "n", "exp": 60});
        for (name, value) in changes.as_object().unwrap() {
            all[name] = value.clone();
        }
        let payload = BASE64_URL_SAFE_NO_PAD.encode(all.to_string());
        claims(&format!("e30.{payload}.c2ln"), &US)
    }

    #[test]
    fn claims_are_read_when_they_are_for_this_client_and_attempt() {
        assert_eq!(read(&json!({"tid": "t"})).unwrap()["tid"], "t");
        assert!(read(&json!({"aud": ["us"]})).is_ok());
        assert!(read(&json!({"aud": ["us", "them"], "azp": "us"})).is_ok());
    }

    #[test]
    fn claims_for_somebody_else_are_refused_each_for_its_reason() {
        for (changes, why) in [
            (json!({"aud": "them"}), "is for another app"),
            (json!({"aud": ["us", "them"]}), "is for another app"),
            (json!({"aud": null}), "is for another app"),
            (json!({"iss": "https://id.example/"}), "comes from elsewhere"),
            (json!({"iss": null}), "comes from elsewhere"),
            (json!({"nonce": "m"}), "belongs to another attempt"),
            (json!({"nonce": null}), "belongs to another attempt"),
        ] {
            assert_eq!(read(&changes), Err(why), "{changes}");
        }
        assert_eq!(claims("no token", &US), Err("cannot be read"));
    }

    #[test]
    fn a_clock_may_be_a_day_off_and_no_more() {
        assert!(read(&json!({"exp": -86_400})).is_ok());
        assert_eq!(read(&json!({"exp": -86_401})), Err("has ended"));
        assert!(read(&json!({"exp": i64::MAX})).is_ok());
    }
}
