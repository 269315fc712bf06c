//! Builds the app and starts it.

use std::process::Command;

use anyhow::Result;

use crate::needs::{Group, Installer};
use crate::{page, tour, workspace};

/// Builds everything and starts the app; without a display, goes on the tour.
pub(crate) fn run(needs: &Installer, release: bool) -> Result<()> {
    let display = has_display();
    if !display {
        eprintln!("There is no display here, so the app is shown by the tour instead.");
        return tour::tour(needs);
    }
    let mut groups = vec![Group::Page, Group::App];
    if release {
        groups.push(Group::Optimiser);
    }
    needs.satisfy(&groups)?;
    build(release)?;
    workspace::run(&mut Command::new(workspace::program("patchbay", release)))
}

/// Builds the page and the app that embeds it.
pub(crate) fn build(release: bool) -> Result<()> {
    page::build(page::Kind::from_release(release))?;
    let mut cargo = workspace::cargo(["build", "--package=patchbay"]);
    if release {
        cargo.arg("--release");
    }
    workspace::run(&mut cargo)
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
