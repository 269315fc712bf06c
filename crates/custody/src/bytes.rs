//! What is kept as bytes to be sealed: JSON inside the seal, with every field named, so that an
//! older version's can be read.

use patchbay_vault::Secret;
use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroize;

/// What was sealed is not what was to be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("what was sealed of a sign-in cannot be read: {0}")]
pub struct Damaged(String);

impl Damaged {
    /// serde's words name a place and a kind, and may quote a value: only the first line up
    /// to it is kept.
    pub(crate) fn of(error: &dyn std::error::Error) -> Self {
        let words = error.to_string();
        Self(words.split(['`', '"', ':']).next().unwrap_or_default().trim().to_owned())
    }
}

/// As bytes to be sealed.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn to_bytes(kept: &impl Serialize) -> Result<Secret<Vec<u8>>, Damaged> {
    serde_json::to_vec(kept).map(Secret::new).map_err(|error| Damaged::of(&error))
}

/// From what was sealed.
///
/// # Errors
/// When it is something else.
pub fn from_bytes<T: DeserializeOwned + Zeroize>(
    bytes: &Secret<Vec<u8>>,
) -> Result<Secret<T>, Damaged> {
    serde_json::from_slice(bytes.expose_secret())
        .map(Secret::new)
        .map_err(|error| Damaged::of(&error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::KeptKey;

    #[test]
    fn what_cannot_be_read_is_not_repeated() {
        for damaged in ["{\"values\": \"canary\"}", "\"canary\"", "{\"values\": [[\"canary\"]]}"] {
            let bytes = Secret::new(damaged.as_bytes().to_vec());
            let error = from_bytes::<KeptKey>(&bytes).unwrap_err().to_string();
            assert!(!error.contains("canary"), "{error}");
        }
    }
}
