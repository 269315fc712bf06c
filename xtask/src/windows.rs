//! Type-checks the app and everything under it for Windows, from Linux.

use anyhow::Result;

use crate::needs::{Group, Installer};
use crate::workspace;

/// Checks; the C parts are compiled by MinGW.
pub(crate) fn check(needs: &Installer) -> Result<()> {
    needs.satisfy(&[Group::Windows])?;
    workspace::run(&mut workspace::cargo([
        "check",
        "--target=x86_64-pc-windows-gnu",
        "--package=patchbay",
        "--package=patchbay-desktop",
        "--package=patchbay-server",
    ]))
}
