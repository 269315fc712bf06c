//! Every provider this installation knows: those that came with Patchbay, and the
//! firm's own from a folder beside the database.
//!
//! A broken file of the firm's own is a broken card and nothing more: whatever else
//! was read stays as it is.

mod names;
mod own;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use patchbay_providers::Provider;

pub(crate) use names::name_of;
pub(crate) use own::read_text;
pub use own::{FOLDER, OwnFile, OwnFiles, read_file};
pub use watch::Watching;

/// The providers, cheap to share.
#[derive(Debug)]
pub struct Catalogue {
    folder: PathBuf,
    built_in: OnceLock<Arc<[Provider]>>,
    /// Nothing until the folder was read for the first time.
    own: RwLock<Option<Arc<OwnFiles>>>,
}

impl Catalogue {
    /// The catalogue of the installation in this data folder. Nothing is read yet.
    #[must_use]
    pub fn in_folder(data_folder: &Path) -> Self {
        Self { folder: data_folder.join(FOLDER), built_in: OnceLock::new(), own: RwLock::default() }
    }

    /// Where the firm's own files lie.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The providers that came with Patchbay.
    pub fn built_in(&self) -> Arc<[Provider]> {
        Arc::clone(self.built_in.get_or_init(|| patchbay_providers::catalogue().into()))
    }

    /// The firm's own, as they were last read.
    #[must_use]
    pub fn own(&self) -> Arc<OwnFiles> {
        self.own.read().unwrap_or_else(PoisonError::into_inner).clone().unwrap_or_default()
    }

    /// Whether there is anything in the firm's folder, good or broken.
    #[must_use]
    pub fn has_own(&self) -> bool {
        *self.own() != OwnFiles::default()
    }

    /// Reads the firm's folder again. Whether anything is different now.
    pub fn read_own(&self) -> bool {
        let built_in = self.built_in();
        let taken = |id: &str| built_in.iter().any(|provider| provider.id == id);
        let found = Arc::new(OwnFiles::read(&self.folder, taken));
        names::remember(&found);
        let mut own = self.own.write().unwrap_or_else(PoisonError::into_inner);
        let changed = own.as_ref() != Some(&found);
        *own = Some(found);
        changed
    }

    /// Reads the firm's folder if that was not done yet: at the start it happens beside
    /// the window, and who asks for a provider of the firm's may be earlier.
    pub(crate) fn read_own_at_least_once(&self) {
        let was_read = self.own.read().unwrap_or_else(PoisonError::into_inner).is_some();
        if !was_read {
            self.read_own();
        }
    }

    /// Whether this provider came with Patchbay.
    pub(crate) fn is_built_in(&self, id: &str) -> bool {
        self.built_in().iter().any(|provider| provider.id == id)
    }

    /// The provider of this id, and its file when it is the firm's own.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<(Provider, Option<PathBuf>)> {
        let built_in = self.built_in();
        if let Some(provider) = built_in.iter().find(|provider| provider.id == id) {
            return Some((provider.clone(), None));
        }
        let own = self.own();
        let file = own.good.iter().find(|file| file.provider.id == id)?;
        Some((file.provider.clone(), Some(file.path.clone())))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const GOOD: &str = include_str!("../../../providers/tests/fixtures/small.toml");

    #[test]
    fn who_asks_before_the_folder_was_read_has_it_read_and_only_then() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join(FOLDER)).unwrap();
        fs::write(home.path().join(FOLDER).join("small.toml"), GOOD).unwrap();
        let catalogue = Catalogue::in_folder(home.path());
        assert!(!catalogue.has_own());
        catalogue.read_own_at_least_once();
        assert_eq!(catalogue.own().good.len(), 1);
        let provider = &catalogue.own().good[0].provider;
        assert_eq!(name_of(&provider.id).as_ref(), Some(&provider.name));
        fs::remove_file(home.path().join(FOLDER).join("small.toml")).unwrap();
        catalogue.read_own_at_least_once();
        assert_eq!(catalogue.own().good.len(), 1, "watching tells of what changes later");
    }
}
