//! A keychain that two programs share: a folder with a file for each key.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use patchbay_vault::{Backend, KeychainFacts, KeychainTrouble, Secret};

pub(super) struct InFolder(pub(super) PathBuf);

impl InFolder {
    fn file(&self, name: &str) -> PathBuf {
        self.0.join(name.replace('/', "-"))
    }
}

impl Backend for InFolder {
    fn ask(&mut self, name: &str) -> Result<KeychainFacts, KeychainTrouble> {
        Ok(KeychainFacts { backend: "test", holds_key: self.file(name).exists() })
    }

    fn read(&mut self, name: &str) -> Result<Option<Secret<String>>, KeychainTrouble> {
        match fs::read_to_string(self.file(name)) {
            Ok(key) => Ok(Some(Secret::new(key))),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(KeychainTrouble::Broken(error.to_string())),
        }
    }

    fn write(&mut self, name: &str, key: &Secret<String>) -> Result<(), KeychainTrouble> {
        fs::write(self.file(name), key.expose_secret())
            .map_err(|error| KeychainTrouble::Broken(error.to_string()))
    }

    fn delete(&mut self, name: &str) -> Result<(), KeychainTrouble> {
        let _ = fs::remove_file(self.file(name));
        Ok(())
    }

    fn unlock(&mut self) -> Result<(), KeychainTrouble> {
        Ok(())
    }
}
