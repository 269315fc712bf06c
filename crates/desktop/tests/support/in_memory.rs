//! A keychain for tests that are not about keychains.

use std::collections::BTreeMap;

use patchbay_vault::{Backend, KeychainFacts, KeychainTrouble, Secret};

/// A keychain that forgets with the test.
#[derive(Default)]
pub(crate) struct InMemory(BTreeMap<String, String>);

impl Backend for InMemory {
    fn ask(&mut self, name: &str) -> Result<KeychainFacts, KeychainTrouble> {
        Ok(KeychainFacts { backend: "test", holds_key: self.0.contains_key(name) })
    }

    fn read(&mut self, name: &str) -> Result<Option<Secret<String>>, KeychainTrouble> {
        Ok(self.0.get(name).cloned().map(Secret::new))
    }

    fn write(&mut self, name: &str, key: &Secret<String>) -> Result<(), KeychainTrouble> {
        self.0.insert(name.into(), key.expose_secret().clone());
        Ok(())
    }

    fn delete(&mut self, name: &str) -> Result<(), KeychainTrouble> {
        self.0.remove(name);
        Ok(())
    }

    fn unlock(&mut self) -> Result<(), KeychainTrouble> {
        Ok(())
    }
}
