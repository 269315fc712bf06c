//! Everything that has to hold before a change lands.

use std::process::Command;

use anyhow::{Result, bail};

use crate::cargo_tools::CARGO_DENY;
use crate::needs::{Group, Installer};
use crate::{test, workspace};

const NATIVE: [&str; 3] = ["--workspace", "--exclude=patchbay-ui", "--exclude=empty-window"];
const WASM: [&str; 3] =
    ["--package=patchbay-ui", "--target=wasm32-unknown-unknown", "--profile=wasm-dev"];
/// As people get the page. Its tests have it whole, so that the two are linted apart.
const WASM_IN_PARTS: [&str; 4] = [WASM[0], WASM[1], WASM[2], "--features=in-parts"];

type Check = fn(&Installer) -> Result<()>;

/// Runs every check, in the order in which they are cheapest to fail.
pub(crate) fn ci(needs: &Installer) -> Result<()> {
    needs.satisfy(&[
        Group::Page,
        Group::App,
        Group::Stage,
        Group::Mail,
        Group::Postgres,
        Group::Browser,
    ])?;
    let checks: [(&str, Check); 7] = [
        ("format", |_| workspace::run(&mut workspace::cargo(["fmt", "--all", "--check"]))),
        ("lints", |_| clippy(&NATIVE)),
        ("lints of the page", |_| clippy(&WASM)),
        ("lints of the page in parts", |_| clippy(&WASM_IN_PARTS)),
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
    let mut deny = Command::new(CARGO_DENY.fetch()?);
    deny.args(["--all-features", "check", "licenses", "bans", "sources"]);
    workspace::run(deny.current_dir(workspace::root()))
}
