//! What is sealed of a form: what was typed, and what came of it that later calls need.
//! JSON inside the seal, with every field named, so that an older version's can be read.

use patchbay_contract::Problem;
use patchbay_gateway::Values;
use patchbay_vault::Secret;
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::connect::{from_bytes, told};
use crate::vault::VaultTrouble;

/// What kind of credential this is.
pub(super) const KEY: &str = "key";

/// As many characters of a secret as are shown.
const SHOWN: usize = 4;

/// Under which id it is sealed.
pub(super) fn credential_of(connection: &str) -> String {
    format!("{connection}.{KEY}")
}

/// A form.
#[derive(Default, Serialize, Deserialize, Zeroize)]
#[serde(default)]
pub(super) struct KeptKey {
    /// Values by the place they fill.
    values: Vec<(String, String)>,
}

impl KeptKey {
    pub(super) fn of(values: &Values) -> Secret<Self> {
        let pairs = values.expose_secrets().iter();
        let values = pairs.map(|(name, value)| (name.clone(), value.clone())).collect();
        Secret::new(Self { values })
    }

    /// What fills the places again.
    pub(super) fn opened(bytes: &Secret<Vec<u8>>) -> Result<Values, Problem> {
        let kept: Secret<Self> = told(from_bytes(bytes))?;
        Ok(kept.expose_secret().values.iter().cloned().collect())
    }

    pub(super) fn to_bytes(&self) -> Result<Secret<Vec<u8>>, VaultTrouble> {
        crate::connect::to_bytes(self)
    }
}

/// The last characters of a secret that is long enough to keep the others.
pub(super) fn hint(secret: &str) -> Option<String> {
    let letters: Vec<char> = secret.trim_end().chars().collect();
    let end = letters.get(letters.len().checked_sub(SHOWN)?..)?;
    (letters.len() >= 4 * SHOWN && end.iter().all(|c| c.is_ascii_graphic()))
        .then(|| end.iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_secret_shows_nothing_of_itself() {
        assert_eq!(hint("0123456789abcdef").as_deref(), Some("cdef"));
        assert_eq!(hint("0123456789abcde"), None);
        assert_eq!(hint(""), None);
    }

    #[test]
    fn what_was_sealed_fills_the_same_places_again() {
        let mut values = Values::default();
        values.set("api_key", "canary");
        let bytes = KeptKey::of(&values).expose_secret().to_bytes().unwrap();
        assert_eq!(KeptKey::opened(&bytes).unwrap(), values);
    }
}
