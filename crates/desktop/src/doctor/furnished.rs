//! A session that a test furnishes: folders below a root, and an environment.

#![allow(clippy::unwrap_used, reason = "a test ends by panicking")]

use std::ffi::OsString;
use std::path::Path;

use super::Session;

/// A home folder on a disk of its own, whose session a test furnishes.
pub(crate) struct Furnished {
    pub(crate) root: tempfile::TempDir,
    variables: Vec<(&'static str, String)>,
}

impl Furnished {
    pub(crate) fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let variables = vec![("HOME", "/home/ann".into()), ("PATH", "/usr/bin".into())];
        let furnished = Self { root, variables };
        furnished.program("usr/bin/xdg-mime");
        furnished.program("usr/bin/update-desktop-database");
        furnished
    }

    pub(crate) fn setting(mut self, name: &'static str, value: &str) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub(crate) fn program(&self, path: &str) {
        self.write(path, "");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let may_run = std::fs::Permissions::from_mode(0o755);
            std::fs::set_permissions(self.root.path().join(path), may_run).unwrap();
        }
    }

    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.root.path().join(path)).unwrap();
    }

    pub(crate) fn see<T>(&self, look: impl FnOnce(&Session<'_>) -> T) -> T {
        let variable = |name: &str| -> Option<OsString> {
            let set = self.variables.iter().rev().find(|(set, _)| *set == name);
            set.map(|(_, value)| value.into())
        };
        look(&Session { root: self.root.path(), variable: &variable })
    }

    pub(crate) fn path(&self) -> &Path {
        self.root.path()
    }
}
