//! Secrets that this server gives out. Each is told once, and kept as its hash.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_firm_store::Hash;
use sha2::{Digest, Sha256};

use crate::random;

/// A new secret. It prints as one.
pub(crate) struct Secret(String);

impl Secret {
    /// A device's token.
    pub(crate) fn for_device() -> Self {
        Self::new("pbd_")
    }

    /// The secret of a key for software.
    pub(crate) fn for_software() -> Self {
        Self::new("pbk_")
    }

    /// The secret of a link.
    pub(crate) fn for_link() -> Self {
        Self::new("pbl_")
    }

    /// The beginning says what it is, to people and to programs that look for lost secrets.
    fn new(beginning: &str) -> Self {
        let random = BASE64_URL_SAFE_NO_PAD.encode(random::bytes::<32>());
        Self(format!("{beginning}{random}"))
    }

    /// What is kept of it.
    pub(crate) fn hash(&self) -> Hash {
        hash_of(&self.0)
    }

    /// The secret itself, for whoever asked for it and nobody else.
    pub(crate) fn tell(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}

/// What is kept of a secret that somebody shows.
pub(crate) fn hash_of(secret: &str) -> Hash {
    Sha256::digest(secret.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_told_by_nothing_but_itself() {
        let (one, other) = (Secret::for_device(), Secret::for_device());
        assert_ne!(one.tell(), other.tell());
        assert_eq!(one.tell().len(), 4 + 43);
        assert_eq!(format!("{one:?}"), "<secret>");
        assert_eq!(one.hash(), hash_of(one.tell()));
    }
}
