//! Tools that only PyPI has: fetched into the target folder, never into the repository. What
//! they rest on is Debian's, or fetched with them.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace;

/// A package at one version with the sum of its bytes.
#[derive(Clone, Copy)]
pub(crate) struct Tool {
    name: &'static str,
    version: &'static str,
    /// The sum of its bytes; for one that brings others along, all of them with theirs.
    wanted: Wanted,
    /// What needs it, for the words of a failure.
    needed_by: &'static str,
}

#[derive(Clone, Copy)]
enum Wanted {
    /// It rests on what Debian has.
    Alone(&'static str),
    /// It rests on others, each at one version and with the sums of its files.
    Locked(&'static str),
}

/// Stripe's API as others took it. Later ones come as sources that Debian's tools cannot make.
pub(crate) const LOCALSTRIPE: Tool = Tool {
    name: "localstripe",
    version: "1.15.0",
    wanted: Wanted::Alone("5661de1a0ef58dd55e4d9649360f8339d1133b6c9077c3847b55eaaafb15b061"),
    needed_by: "the tests of keys need a payment provider that others wrote",
};

/// Asks a server everything that its description allows, and what it does not. To change its
/// version, say so in its `requirements.in` and have the list written anew:
/// `uv pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11`.
pub(crate) const SCHEMATHESIS: Tool = Tool {
    name: "schemathesis",
    version: "4.32.5",
    wanted: Wanted::Locked(include_str!("../pypi/schemathesis/requirements.txt")),
    needed_by: "the stories of the firm server need somebody who asks it everything",
};

impl Tool {
    /// The folder it is imported from, fetched if it is not there yet. Each version has a
    /// folder of its own, so that a change of it is noticed.
    pub(crate) fn fetch(&self) -> Result<PathBuf> {
        let Self { name, version, needed_by, .. } = self;
        let folder = workspace::target().join("tools").join(format!("{name}@{version}"));
        if !folder.join(name).exists() {
            std::fs::create_dir_all(&folder)?;
            let wanted = folder.join("requirements.txt");
            std::fs::write(&wanted, self.list())?;
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

    /// What pip is to fetch.
    fn list(&self) -> String {
        match self.wanted {
            Wanted::Alone(sha256) => {
                format!("{}=={} --hash=sha256:{sha256}\n", self.name, self.version)
            }
            Wanted::Locked(list) => list.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_fetched_is_the_version_that_is_asked_for_with_the_sum_of_every_package() {
        for tool in [LOCALSTRIPE, SCHEMATHESIS] {
            let list = tool.list();
            assert!(list.contains(&format!("{}=={} ", tool.name, tool.version)), "{}", tool.name);
            // A package ends where its last line does not go on.
            for package in list.replace("\\\n", "").lines().filter(|line| !line.trim().is_empty()) {
                assert!(package.contains("==") && package.contains("--hash=sha256:"), "{package}");
            }
        }
    }
}
