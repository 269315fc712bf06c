//! Tools that come as crates: the one on the path, or one of our own in the target folder.

use std::path::PathBuf;

use anyhow::Result;

use crate::workspace;

/// A tool at one version, with flags it is built with.
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    pub(crate) flags: &'static [&'static str],
}

/// Licences, banned crates and sources.
pub(crate) const CARGO_DENY: Tool =
    Tool { name: "cargo-deny", version: "0.20.2", flags: &["--no-default-features"] };

/// Packages for Debian.
pub(crate) const CARGO_DEB: Tool = Tool { name: "cargo-deb", version: "3.8.0", flags: &[] };

impl Tool {
    /// Where it is, built once if it is not there yet.
    pub(crate) fn fetch(&self) -> Result<PathBuf> {
        let Self { name, version, flags } = self;
        if workspace::is_there(name) {
            return Ok(name.into());
        }
        let tools = workspace::target().join("tools");
        let program = tools.join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        if !program.exists() {
            eprintln!("{name} is not here; it is built once, into the target folder");
            let mut cargo = workspace::cargo(["install", name, "--locked", "--version", version]);
            workspace::run(cargo.args(*flags).arg("--root").arg(&tools))?;
        }
        Ok(program)
    }
}
