//! What a sign-in brought along beside its tokens.

use std::collections::BTreeMap;
use std::fmt;

use patchbay_vault::Secret;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a sign-in brought along, for whoever looks for the company or proves the
/// connection later: the token answer without its tokens, the claims of the ID token,
/// what came back by the browser. Vendors put secrets into odd corners of their answers,
/// so it is kept sealed and not printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Found {
    pub(crate) token: Value,
    pub(crate) claims: Value,
    pub(crate) callback: BTreeMap<String, String>,
}

/// What was kept is not what [`Found::to_secret`] made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what was kept of the sign-in cannot be read")]
pub struct NotKept;

#[derive(Serialize, Deserialize)]
struct Kept {
    token: Value,
    claims: Value,
    callback: BTreeMap<String, String>,
}

impl Found {
    /// As text to be sealed.
    #[must_use]
    pub fn to_secret(&self) -> Secret<String> {
        let Self { token, claims, callback } = self.clone();
        Secret::new(
            serde_json::json!({"token": token, "claims": claims, "callback": callback}).to_string(),
        )
    }

    /// From what was sealed.
    ///
    /// # Errors
    /// When it is something else.
    pub fn from_secret(kept: &Secret<String>) -> Result<Self, NotKept> {
        let kept: Kept = serde_json::from_str(kept.expose_secret()).map_err(|_| NotKept)?;
        Ok(Self { token: kept.token, claims: kept.claims, callback: kept.callback })
    }

    /// This sign-in renewed: what a renewal does not say again stays as it was.
    #[must_use]
    pub fn renewed(mut self, newer: Self) -> Self {
        match (&mut self.token, newer.token) {
            (Value::Object(fields), Value::Object(newer)) => fields.extend(newer),
            (old, newer) if !newer.is_null() => *old = newer,
            _ => {}
        }
        if !newer.claims.is_null() {
            self.claims = newer.claims;
        }
        self.callback.extend(newer.callback);
        self
    }
}

impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |value: &Value| {
            value.as_object().map(|fields| fields.keys().cloned().collect::<Vec<_>>())
        };
        f.debug_struct("Found")
            .field("token", &names(&self.token).unwrap_or_default())
            .field("claims", &names(&self.claims).unwrap_or_default())
            .field("callback", &self.callback.keys())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn found() -> Found {
        Found {
            token: json!({"team": {"id": "T1"}, "hook": "canary"}),
            claims: json!({"tid": "canary"}),
            callback: BTreeMap::from([("realmId".into(), "canary".into())]),
        }
    }

    #[test]
    fn it_reads_back_as_it_was_sealed() {
        assert_eq!(Found::from_secret(&found().to_secret()), Ok(found()));
        assert_eq!(Found::from_secret(&Secret::new("[]".into())), Err(NotKept));
    }

    #[test]
    fn it_prints_as_the_names_of_what_is_in_it() {
        let printed = format!("{:?}", found());
        assert!(printed.contains("realmId") && !printed.contains("canary"), "{printed}");
    }

    #[test]
    fn a_renewal_that_says_less_takes_nothing_away() {
        let newer = Found { token: json!({"scope": "a"}), ..Found::default() };
        let both = found().renewed(newer);
        assert_eq!(both.token, json!({"team": {"id": "T1"}, "hook": "canary", "scope": "a"}));
        assert_eq!((both.claims, both.callback), (found().claims, found().callback));
    }
}
