//! Builds the page: Rust to wasm, wasm to a module, and the files around it.
//!
//! Done with wasm-bindgen as a library, so that there is no bundler to install and no
//! version to keep in step by hand. What the first screen does without is cut off before that.

mod parts;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::{optimise, workspace};

pub(crate) use parts::is_later;

/// For whom the page is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// For us: quick to build.
    Development,
    /// For people: small.
    Release,
}

impl Kind {
    pub(crate) fn from_release(release: bool) -> Self {
        if release { Self::Release } else { Self::Development }
    }

    fn profile(self) -> &'static str {
        match self {
            Self::Development => "wasm-dev",
            Self::Release => "wasm-release",
        }
    }
}

const STYLES: [&str; 14] = [
    "tokens.css",
    "base.css",
    "frame.css",
    "components.css",
    "cards.css",
    "overlays.css",
    "pages.css",
    "security.css",
    "audit.css",
    "clocks.css",
    "sign_in.css",
    "ai.css",
    "defaults.css",
    "states.css",
];
const NAME: &str = "patchbay-ui";
const WASM: &str = "patchbay-ui_bg.wasm";

/// Builds the page into `ui/dist` and gives the path of its wasm.
///
/// Only files that changed are written, so that the app, which embeds them, is built
/// again only when it has to be.
pub(crate) fn build(kind: Kind) -> Result<PathBuf> {
    workspace::run(&mut workspace::cargo([
        "build",
        "--package=patchbay-ui",
        "--features=in-parts",
        "--target=wasm32-unknown-unknown",
        "--profile",
        kind.profile(),
    ]))?;
    let built = workspace::target()
        .join("wasm32-unknown-unknown")
        .join(kind.profile())
        .join("patchbay-ui.wasm");
    let staging = workspace::target().join("page");
    if staging.exists() {
        fs::remove_dir_all(&staging)?;
    }
    fs::create_dir_all(&staging)?;
    let first = workspace::target().join("page-first.wasm");
    let later = parts::cut(&built, &first, &staging)?;
    Bindgen::new()
        .input_path(&first)
        .out_name(NAME)
        .web(true)?
        .typescript(false)
        // What the other parts use of this one, under the names they know it by.
        .keep_lld_exports(true)
        .demangle(false)
        .generate(&staging)
        .context("wasm-bindgen could not turn the page into a module")?;
    if kind == Kind::Release {
        optimise::shrink(&staging.join(WASM))?;
        for part in &later {
            optimise::shrink(part)?;
        }
    }
    copy_what_is_written_by_hand(&staging)?;
    let dist = workspace::root().join("ui/dist");
    publish(&staging, &dist)?;
    Ok(dist.join(WASM))
}

fn copy_what_is_written_by_hand(staging: &Path) -> Result<()> {
    let root = workspace::root();
    for (from, name) in [
        ("ui/index.html", "index.html"),
        ("ui/early.js", "early.js"),
        ("ui/boot.js", "boot.js"),
        ("assets/icon.svg", "icon.svg"),
    ] {
        fs::copy(root.join(from), staging.join(name)).with_context(|| from.to_string())?;
    }
    let mut css = String::new();
    for style in STYLES {
        let path = root.join("ui/styles").join(style);
        css += &fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    }
    Ok(fs::write(staging.join("patchbay.css"), css)?)
}

/// Makes the folder hold just what was staged, touching only what is different.
fn publish(staging: &Path, dist: &Path) -> Result<()> {
    fs::create_dir_all(dist)?;
    for old in fs::read_dir(dist)?.flatten() {
        if !staging.join(old.file_name()).exists() {
            fs::remove_file(old.path())?;
        }
    }
    for new in fs::read_dir(staging)?.flatten() {
        let place = dist.join(new.file_name());
        let content = fs::read(new.path())?;
        if fs::read(&place).ok().as_ref() != Some(&content) {
            fs::write(&place, content)?;
        }
    }
    Ok(())
}
