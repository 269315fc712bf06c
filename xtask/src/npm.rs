//! Tools that only npm has: fetched into the target folder, never into the repository.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace;

/// A package at one version, and the file of it that is used.
#[derive(Clone, Copy)]
pub(crate) struct Tool {
    /// `name@version`.
    pub(crate) package: &'static str,
    /// The file, from the package's own folder on.
    pub(crate) file: &'static str,
    /// What needs it, for the words of a failure.
    pub(crate) needed_by: &'static str,
    /// What it brings along, for one that does.
    pub(crate) locked: Option<Locked>,
}

/// A package with all that it needs, each at one version and with the sum of its bytes, as
/// npm writes that down.
#[derive(Clone, Copy)]
pub(crate) struct Locked {
    package: &'static str,
    lock: &'static str,
}

/// Makes the page as small as people get it. Debian's is too old for what rustc emits.
pub(crate) const WASM_OPT: Tool = Tool {
    package: "binaryen@132.0.0",
    file: "bin/wasm-opt",
    needed_by: "the release page needs wasm-opt",
    locked: None,
};

/// Finds what keeps people out of a page.
pub(crate) const AXE: Tool = Tool {
    package: "axe-core@4.14.1",
    file: "axe.min.js",
    needed_by: "the window tests need axe-core",
    locked: None,
};

/// An authorization server that others wrote. To change its version, say so in its
/// `package.json` and have the lock written anew:
/// `npm install --package-lock-only --omit-lockfile-registry-resolved`.
pub(crate) const OIDC_PROVIDER: Tool = Tool {
    package: "oidc-provider@9.13.3",
    file: "lib/index.js",
    needed_by: "the sign-in tests need an authorization server that others wrote",
    locked: Some(Locked {
        package: include_str!("../npm/oidc-provider/package.json"),
        lock: include_str!("../npm/oidc-provider/package-lock.json"),
    }),
};

/// Azure's storage as its vendor lets others run it, with the vendor's own library to ask it
/// by. A newer one wants a newer Node.js than Debian has. Its version is changed as above.
pub(crate) const AZURITE: Tool = Tool {
    package: "azurite@3.35.0",
    file: "dist/src/blob/main.js",
    needed_by: "the tests of keys need a storage that others wrote",
    locked: Some(Locked {
        package: include_str!("../npm/azurite/package.json"),
        lock: include_str!("../npm/azurite/package-lock.json"),
    }),
};

/// The chat interfaces of several vendors, played by others from those vendors' own words.
/// Its version is changed as that of the one above.
pub(crate) const AIMOCK: Tool = Tool {
    package: "@copilotkit/aimock@1.43.0",
    file: "dist/index.js",
    needed_by: "the tests of AI providers need a server that others wrote",
    locked: Some(Locked {
        package: include_str!("../npm/aimock/package.json"),
        lock: include_str!("../npm/aimock/package-lock.json"),
    }),
};

impl Tool {
    /// Its name, which may have a scope before it, and its version.
    fn name_and_version(&self) -> (&'static str, &'static str) {
        self.package.rsplit_once('@').unwrap_or((self.package, ""))
    }

    /// Where its file is, fetched if it is not there yet. Each version has a folder of
    /// its own, so that a change of it is noticed.
    pub(crate) fn fetch(&self) -> Result<PathBuf> {
        let (name, _) = self.name_and_version();
        let folder = workspace::target().join("tools").join(self.package);
        let file = folder.join("node_modules").join(name).join(self.file);
        if !file.exists() {
            std::fs::create_dir_all(&folder)?;
            workspace::run(&mut self.install(&folder)?)
                .with_context(|| format!("{}, which comes from npm", self.needed_by))?;
        }
        Ok(file)
    }

    fn install(&self, folder: &Path) -> Result<Command> {
        let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.arg(if self.locked.is_some() { "ci" } else { "install" });
        // Nothing that a package brings along is run, and nobody is told what is used.
        npm.args(["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"]);
        npm.arg(folder);
        match &self.locked {
            Some(locked) => {
                std::fs::write(folder.join("package.json"), locked.package)?;
                std::fs::write(folder.join("package-lock.json"), locked.lock)?;
            }
            None => {
                npm.arg(self.package);
            }
        }
        Ok(npm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_locked_is_the_version_that_is_asked_for_with_the_sum_of_every_package() {
        for tool in [OIDC_PROVIDER, AZURITE, AIMOCK] {
            let (name, version) = tool.name_and_version();
            let Locked { package, lock } = tool.locked.unwrap();
            let wanted: serde_json::Value = serde_json::from_str(package).unwrap();
            assert_eq!(wanted["dependencies"][name], version);
            let lock: serde_json::Value = serde_json::from_str(lock).unwrap();
            let packages = lock["packages"].as_object().unwrap();
            assert_eq!(packages[&format!("node_modules/{name}")]["version"], version);
            for (path, package) in packages.iter().filter(|(path, _)| !path.is_empty()) {
                assert!(package["integrity"].is_string(), "{path} may be anything");
            }
        }
    }

    #[test]
    fn a_package_of_a_scope_keeps_it_in_its_name() {
        assert_eq!(AIMOCK.name_and_version().0, "@copilotkit/aimock");
        assert_eq!(WASM_OPT.name_and_version().0, "binaryen");
    }
}
