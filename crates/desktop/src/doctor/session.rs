//! The folders and programs of a desktop session, as its environment names them.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::environment::Variable;

/// A session. The root and the environment are passed in, so that a test can play them.
#[derive(Clone, Copy)]
pub struct Session<'a> {
    /// Below which everything is.
    pub root: &'a Path,
    /// Its environment.
    pub variable: Variable<'a>,
}

impl Session<'_> {
    /// Where this path of the session really is.
    pub(super) fn at(&self, path: &Path) -> PathBuf {
        self.root.join(path.strip_prefix("/").unwrap_or(path))
    }

    /// A variable that is set to something.
    pub(super) fn set(&self, name: &str) -> Option<OsString> {
        (self.variable)(name).filter(|value| !value.is_empty())
    }

    /// Where settings are: the person's own first.
    pub(super) fn config_folders(&self) -> Vec<PathBuf> {
        self.folders(("XDG_CONFIG_HOME", ".config"), ("XDG_CONFIG_DIRS", "/etc/xdg"))
    }

    /// Where programs leave what they bring along: the person's own first.
    pub(super) fn data_folders(&self) -> Vec<PathBuf> {
        let (home, all) = (("XDG_DATA_HOME", ".local/share"), "/usr/local/share:/usr/share");
        self.folders(home, ("XDG_DATA_DIRS", all))
    }

    /// The file of a program that can be run, by its path or by its name.
    pub(super) fn program(&self, program: &Path) -> Option<PathBuf> {
        if program.is_absolute() {
            return Some(self.at(program)).filter(|file| can_run(file));
        }
        let folders = self.set("PATH")?;
        std::env::split_paths(&folders)
            .map(|folder| self.at(&folder).join(program))
            .find(|file| can_run(file))
    }

    fn folders(&self, own: (&str, &str), all: (&str, &str)) -> Vec<PathBuf> {
        let home = || self.set("HOME").map(|home| Path::new(&home).join(own.1));
        let own = self.set(own.0).map(PathBuf::from).or_else(home);
        let others = self.set(all.0).unwrap_or_else(|| all.1.into());
        own.into_iter()
            .chain(std::env::split_paths(&others))
            // The specification has others left out.
            .filter(|folder| folder.is_absolute())
            .map(|folder| self.at(&folder))
            .collect()
    }
}

impl fmt::Debug for Session<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("root", &self.root).finish_non_exhaustive()
    }
}

#[cfg(unix)]
fn can_run(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|facts| facts.is_file() && facts.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn can_run(file: &Path) -> bool {
    file.is_file()
}
