//! Everything that has to hold before a change lands.

use anyhow::{Result, bail};

use crate::needs::{Group, Installer};
use crate::{test, workspace};

const NATIVE: [&str; 3] = ["--workspace", "--exclude=patchbay-ui", "--exclude=empty-window"];
const WASM: [&str; 3] =
    ["--package=patchbay-ui", "--target=wasm32-unknown-unknown", "--profile=wasm-dev"];

/// Runs every check, in the order in which they are cheapest to fail.
pub(crate) fn ci(needs: &Installer) -> Result<()> {
    needs.satisfy(&[Group::Page, Group::App, Group::Stage, Group::Browser])?;
    let checks: [(&str, fn(&Installer) -> Result<()>); 6] = [
        ("format", |_| workspace::run(&mut workspace::cargo(["fmt", "--all", "--check"]))),
        ("lints", |_| clippy(&NATIVE)),
        ("lints of the page", |_| clippy(&WASM)),
        ("documentation", |_| documentation()),
        ("licences and bans", |_| licences()),
        ("tests", |needs| test::test(needs, &[], None)),
    ];
    for (name, check) in checks {
        eprintln!("\n=== {name}");
        if let Err(error) = check(needs) {
            bail!("{name}: {error:#}");
        }
    }
    eprintln!("\nEverything holds.");
    Ok(())
}

fn clippy(what: &[&str]) -> Result<()> {
    let mut cargo = workspace::cargo(["clippy", "--all-targets"]);
    workspace::run(cargo.args(what).args(["--", "--deny=warnings"]))
}

fn documentation() -> Result<()> {
    let mut cargo = workspace::cargo(["doc", "--no-deps", "--document-private-items"]);
    workspace::run(cargo.args(NATIVE).env("RUSTDOCFLAGS", "--deny=warnings"))
}

/// Licences, banned crates and sources, which need no network. Advisories do, and are
/// asked where there is one: `cargo deny check advisories`.
fn licences() -> Result<()> {
    workspace::run(&mut workspace::cargo(["deny", "--all-features", "check", "licenses", "bans", "sources"]))
}
