//! Makes the wasm smaller and quicker with Binaryen's `wasm-opt`.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::{npm, workspace};

/// Rewrites the file.
pub(crate) fn shrink(wasm: &Path) -> Result<()> {
    let optimiser = npm::WASM_OPT.fetch()?;
    let before = wasm.metadata()?.len();
    let small = wasm.with_extension("small");
    // Which instructions are allowed stands in the file itself. Allowing more would
    // make a file that webviews of today refuse.
    workspace::run(Command::new("node").arg(optimiser).arg("-O3").arg(wasm).arg("-o").arg(&small))?;
    std::fs::rename(&small, wasm)?;
    eprintln!("wasm-opt: {before} → {} bytes", wasm.metadata()?.len());
    Ok(())
}
