//! Builds the app and starts it.

use std::process::Command;

use anyhow::Result;

use crate::needs::{Group, Installer};
use crate::{page, tour, workspace};

/// Names another data folder to the app and its command line.
const DATA_FOLDER: &str = "PATCHBAY_DATA_DIR";

/// Builds everything and starts the app; without a display, goes on the tour.
pub(crate) fn run(needs: &Installer, release: bool, practice: bool) -> Result<()> {
    let display = has_display();
    if !display {
        eprintln!("There is no display here, so the app is shown by the tour instead.");
        return tour::tour(needs);
    }
    let mut groups = vec![Group::Page, Group::App];
    if release {
        groups.push(Group::Npm);
    }
    needs.satisfy(&groups)?;
    build(release)?;
    let mut app = Command::new(workspace::program("patchbay", release));
    if practice {
        let folder = workspace::target().join("practice-firm");
        app.env(DATA_FOLDER, &folder);
        let mut ctl = Command::new(workspace::program("patchbayctl", false));
        workspace::run(ctl.env(DATA_FOLDER, &folder).arg("practice"))?;
    }
    workspace::run(&mut app)
}

/// Builds the page, the app that embeds it and, in development, the command line that
/// can make a practice firm.
pub(crate) fn build(release: bool) -> Result<()> {
    page::build(page::Kind::from_release(release))?;
    let mut cargo = workspace::cargo(["build", "--package=patchbay"]);
    cargo.arg(if release { "--release" } else { "--package=patchbay-desktop" });
    workspace::run(&mut cargo)
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
