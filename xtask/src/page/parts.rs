//! Cuts the page into the part that the first screen needs and those that are brought later.
//!
//! Where it is cut, `ui/src/parts/cut.rs` says. What several later parts share has a file
//! of its own; what the first shares with any is in the first.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

/// How the file of a later part begins.
const LATER: [&str; 2] = ["split_", "chunk_"];

/// Writes the first part, which wasm-bindgen has still to see, to `first`, and the others
/// with the script that brings them into `folder`. Gives the others.
pub(super) fn cut(built: &Path, first: &Path, folder: &Path) -> Result<Vec<PathBuf>> {
    let whole = std::fs::read(built).with_context(|| built.display().to_string())?;
    let script = format!("./{}.js", super::NAME);
    let mut options = Options::new(&whole);
    options.output_dir = folder;
    options.main_out_path = first;
    options.main_module = &script;
    options.link_name = "./parts.js";
    let cut = transform(options).map_err(|error| anyhow!("{error:#}"));
    let later = cut.context("the page could not be cut into parts")?.split_modules;
    for part in &later {
        ensure!(is_later(part), "{} is no name of a later part", part.display());
    }
    Ok(later)
}

/// Whether a file of the page is not loaded with the first screen.
pub(crate) fn is_later(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.ends_with(".wasm") && LATER.iter().any(|begin| name.starts_with(begin))
}
