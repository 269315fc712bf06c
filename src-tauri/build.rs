//! Declares our commands to Tauri and lets a fresh clone compile before the page is
//! built.

use std::path::Path;
use std::{fs, io};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    keep_a_page_to_embed()?;
    println!("cargo:rerun-if-changed=ui/dist");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    // Without this declaration every command would be open to every window.
    let commands = tauri_build::AppManifest::new().commands(patchbay_contract::command::NAMES);
    let attributes = tauri_build::Attributes::new()
        .app_manifest(commands)
        .capabilities_path_pattern("./src-tauri/capabilities/**/*.json");
    tauri_build::try_build(attributes)?;
    Ok(())
}

/// Tauri refuses to compile without the folder of the page. `cargo xtask` fills it;
/// plain cargo gets a page that says so.
fn keep_a_page_to_embed() -> io::Result<()> {
    let index = Path::new("ui/dist/index.html");
    if index.exists() {
        return Ok(());
    }
    fs::create_dir_all("ui/dist")?;
    fs::write(
        index,
        "<!doctype html><title>Patchbay</title><h1>The page was not built</h1>\
         <p>Run <code>cargo xtask run</code>, which builds the page and the app.</p>",
    )
}
