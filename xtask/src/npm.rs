//! Tools that only npm has: fetched into the target folder, never into the repository.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace;

/// A package at one version, and the file of it that is used.
pub(crate) struct Tool {
    /// `name@version`.
    pub(crate) package: &'static str,
    /// The file, from the package's own folder on.
    pub(crate) file: &'static str,
    /// What needs it, for the words of a failure.
    pub(crate) needed_by: &'static str,
}

/// Makes the page as small as people get it. Debian's is too old for what rustc emits.
pub(crate) const WASM_OPT: Tool = Tool {
    package: "binaryen@132.0.0",
    file: "bin/wasm-opt",
    needed_by: "the release page needs wasm-opt",
};

/// Finds what keeps people out of a page.
pub(crate) const AXE: Tool = Tool {
    package: "axe-core@4.14.1",
    file: "axe.min.js",
    needed_by: "the window tests need axe-core",
};

impl Tool {
    /// Where its file is, fetched if it is not there yet. Each version has a folder of
    /// its own, so that a change of it is noticed.
    pub(crate) fn fetch(&self) -> Result<PathBuf> {
        let name = self.package.split('@').next().unwrap_or(self.package);
        let folder = workspace::target().join("tools").join(self.package);
        let file = folder.join("node_modules").join(name).join(self.file);
        if !file.exists() {
            std::fs::create_dir_all(&folder)?;
            let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
            workspace::run(
                Command::new(npm)
                    .args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"])
                    .arg(&folder)
                    .arg(self.package),
            )
            .with_context(|| format!("{}, which comes from npm", self.needed_by))?;
        }
        Ok(file)
    }
}
