//! Makes the wasm small with Binaryen's `wasm-opt`.
//!
//! Debian's is too old for what rustc emits; npm has a current one, kept in the target
//! folder and never in the repository.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace;

const BINARYEN: &str = "binaryen@132.0.0";

/// Rewrites the file as small as it gets.
pub(crate) fn shrink(wasm: &Path) -> Result<()> {
    let optimiser = optimiser()?;
    let before = wasm.metadata()?.len();
    let small = wasm.with_extension("small");
    // Which instructions are allowed stands in the file itself. Allowing more would
    // make a file that webviews of today refuse.
    workspace::run(Command::new("node").arg(optimiser).arg("-Oz").arg(wasm).arg("-o").arg(&small))?;
    std::fs::rename(&small, wasm)?;
    eprintln!("wasm-opt: {before} → {} bytes", wasm.metadata()?.len());
    Ok(())
}

fn optimiser() -> Result<PathBuf> {
    let tools = workspace::target().join("tools");
    let optimiser = tools.join("node_modules/binaryen/bin/wasm-opt");
    if !optimiser.exists() {
        std::fs::create_dir_all(&tools)?;
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        workspace::run(
            Command::new(npm)
                .args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"])
                .arg(&tools)
                .arg(BINARYEN),
        )
        .context("the release page needs wasm-opt, which comes from npm")?;
    }
    Ok(optimiser)
}
