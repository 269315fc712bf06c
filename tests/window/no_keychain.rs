//! A session without a keychain, for what a test itself does with an installation: a
//! test writes into no keychain but that of its stage.

use std::time::Duration;

use patchbay_vault::{Backend, Keychain, KeychainFacts, KeychainTrouble, Secret};

struct None;

impl None {
    fn absent<T>() -> Result<T, KeychainTrouble> {
        Err(KeychainTrouble::Absent("a test has none".into()))
    }
}

impl Backend for None {
    fn ask(&mut self, _: &str) -> Result<KeychainFacts, KeychainTrouble> {
        Self::absent()
    }

    fn read(&mut self, _: &str) -> Result<Option<Secret<String>>, KeychainTrouble> {
        Self::absent()
    }

    fn write(&mut self, _: &str, _: &Secret<String>) -> Result<(), KeychainTrouble> {
        Self::absent()
    }

    fn delete(&mut self, _: &str) -> Result<(), KeychainTrouble> {
        Self::absent()
    }

    fn unlock(&mut self) -> Result<(), KeychainTrouble> {
        Self::absent()
    }
}

pub(crate) fn no_keychain() -> Keychain {
    Keychain::over(None, Duration::from_secs(5))
}
