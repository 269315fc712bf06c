//! A keychain for tests that are not about keychains.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use patchbay_vault::{Backend, KeychainFacts, KeychainTrouble, Secret};

/// A keychain that forgets with the test. Clones are the same one: it may outlive a program.
#[derive(Clone, Default)]
pub(crate) struct InMemory(pub(crate) Arc<Mutex<BTreeMap<String, String>>>);

impl Backend for InMemory {
    fn ask(&mut self, name: &str) -> Result<KeychainFacts, KeychainTrouble> {
        Ok(KeychainFacts { backend: "test", holds_key: self.0.lock().unwrap().contains_key(name) })
    }

    fn read(&mut self, name: &str) -> Result<Option<Secret<String>>, KeychainTrouble> {
        Ok(self.0.lock().unwrap().get(name).cloned().map(Secret::new))
    }

    fn write(&mut self, name: &str, key: &Secret<String>) -> Result<(), KeychainTrouble> {
        self.0.lock().unwrap().insert(name.into(), key.expose_secret().clone());
        Ok(())
    }

    fn delete(&mut self, name: &str) -> Result<(), KeychainTrouble> {
        self.0.lock().unwrap().remove(name);
        Ok(())
    }

    fn unlock(&mut self) -> Result<(), KeychainTrouble> {
        Ok(())
    }
}
