//! Makes the firm server's package for Debian, and tries it before anybody installs it.

mod tried;

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::cargo_tools::CARGO_DEB;
use crate::needs::{Group, Installer};
use crate::workspace;

/// Builds the server, packs it, and looks at what came of it.
pub(crate) fn package(needs: &Installer) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("the package is for Debian and its relatives, and is made on one of them");
    }
    needs.satisfy(&[Group::Package])?;
    let cargo_deb = CARGO_DEB.fetch()?;
    let folder = workspace::target().join("debian");
    let mut deb = Command::new(cargo_deb);
    deb.args(["deb", "--package=patchbay-server", "--locked", "--quiet", "--output"]);
    deb.arg(&folder).current_dir(workspace::root());
    // Named with its version and architecture: what another build left is not taken for it.
    for old in packages(&folder) {
        std::fs::remove_file(&old).with_context(|| format!("{} is in the way", old.display()))?;
    }
    workspace::run(&mut deb)?;
    let packages = packages(&folder);
    let [package] = &packages[..] else {
        bail!("one package was to come of it, and it is {}", packages.len());
    };
    tried::all(package)?;
    eprintln!("\n{} is made, and was tried.", package.display());
    Ok(())
}

fn packages(folder: &PathBuf) -> Vec<PathBuf> {
    let found = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = found.map(|entry| entry.path());
    paths.filter(|path| path.extension().is_some_and(|ending| ending == "deb")).collect()
}
