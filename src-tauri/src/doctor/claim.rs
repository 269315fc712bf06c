//! Makes an installed package's entry the chosen one again.
//!
//! Registering leaves a package alone, whose entry is there already. When another program
//! was chosen over it, that is not enough.

use std::io;
use std::path::Path;
use std::process::Command;

use patchbay_desktop::doctor::{Here, Session, links_come_here};
use patchbay_desktop::link::SCHEME;

/// The entry that packages bring along.
const PACKAGED: &str = "/usr/share/applications/Patchbay.desktop";

/// Chooses it, where there is one and links still go elsewhere.
pub(super) fn for_the_package(session: &Session<'_>, here: &Here) -> io::Result<()> {
    let packaged = Path::new(PACKAGED);
    if links_come_here(session, here) || !packaged.exists() {
        return Ok(());
    }
    let (entry, kind) =
        (packaged.file_name().unwrap_or_default(), format!("x-scheme-handler/{SCHEME}"));
    let chosen = Command::new("xdg-mime").arg("default").arg(entry).arg(kind).output()?;
    if chosen.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&chosen.stderr);
    Err(io::Error::other(format!("xdg-mime failed: {}", said.trim())))
}
