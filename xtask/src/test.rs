//! Runs the tests, layer by layer.

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::needs::{Group, Installer};
use crate::postgres::Postgres;
use crate::{npm, page, pypi, workspace};

/// A layer of tests, from the quickest to the slowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Layer {
    /// Beside the code, the examples in the documentation, and the rules of the house
    Unit,
    /// Whole stories across programs, without a window, and those with real mail servers
    Flows,
    /// The page's own tests, in a headless browser
    Wasm,
    /// The real app in a real webview, driven by WebDriver
    Window,
}

impl Layer {
    fn needs(self) -> &'static [Group] {
        match self {
            Self::Unit => &[Group::Page, Group::App, Group::Stage],
            Self::Flows => &[
                Group::Page,
                Group::App,
                Group::Stage,
                Group::Mail,
                Group::Npm,
                Group::Pypi,
                Group::Postgres,
            ],
            Self::Wasm => &[Group::Page, Group::Browser],
            Self::Window => &[Group::Page, Group::App, Group::Stage, Group::Browser, Group::Npm],
        }
    }
}

/// Runs these layers, or all. Every layer is run even when an earlier one failed.
pub(crate) fn test(needs: &Installer, layers: &[Layer], only: Option<&str>) -> Result<()> {
    let layers = if layers.is_empty() { Layer::value_variants() } else { layers };
    if layers.contains(&Layer::Window) && !cfg!(target_os = "linux") {
        bail!(
            "the window tests need Linux: only there has the system's webview a WebDriver. Name \
             the other layers (unit, flows, wasm) to run those."
        );
    }
    let mut groups: Vec<Group> = layers.iter().flat_map(|layer| layer.needs()).copied().collect();
    groups.dedup();
    needs.satisfy(&groups)?;

    let mut failed = Vec::new();
    for layer in layers {
        eprintln!("\n== {layer:?} tests");
        if let Err(error) = run(*layer, only) {
            eprintln!("error: {error:#}");
            failed.push(format!("{layer:?}").to_lowercase());
        }
    }
    if failed.is_empty() {
        eprintln!("\nEvery layer passed.");
        return Ok(());
    }
    bail!("these layers failed: {}", failed.join(", "))
}

fn run(layer: Layer, only: Option<&str>) -> Result<()> {
    match layer {
        Layer::Unit => {
            cargo_test(&["--lib", "--bins", "--test", "house", "--test", "catalogue"], only)?;
            cargo_test(&["--doc"], only)
        }
        Layer::Flows => {
            let flows = [
                "ai",
                "books",
                "conformance",
                "defaults",
                "firm_server",
                "flows",
                "held",
                "keys",
                "mailboxes",
                "memory",
                "real",
                "sign_in",
                "story",
                "ways_home",
                "wire",
            ];
            let postgres = Postgres::start()?;
            let mut cargo = workspace::cargo(["test"]);
            cargo.env("PATCHBAY_POSTGRES", postgres.address());
            cargo.env("PATCHBAY_OIDC_PROVIDER", npm::OIDC_PROVIDER.fetch()?);
            cargo.env("PATCHBAY_AZURITE", npm::AZURITE.fetch()?);
            cargo.env("PATCHBAY_LOCALSTRIPE", pypi::LOCALSTRIPE.fetch()?);
            cargo.env("PATCHBAY_SCHEMATHESIS", pypi::SCHEMATHESIS.fetch()?);
            cargo.env("PATCHBAY_AIMOCK", npm::AIMOCK.fetch()?);
            cargo.args(flows.map(|target| ["--test", target]).concat()).arg("--").args(only);
            workspace::run(&mut cargo)
        }
        Layer::Wasm => wasm(only),
        Layer::Window => {
            page::build(page::Kind::Development)?;
            // Each test is a desktop session of its own; two at once is what two
            // cores carry.
            let arguments: Vec<_> = only.into_iter().chain(["--test-threads=2"]).collect();
            let mut cargo = workspace::cargo(["test", "--test", "window", "--"]);
            cargo.env("PATCHBAY_AXE", npm::AXE.fetch()?);
            workspace::run(cargo.args(arguments))
        }
    }
}

fn cargo_test(what: &[&str], only: Option<&str>) -> Result<()> {
    let mut cargo = workspace::cargo(["test"]);
    cargo.args(what).arg("--").args(only);
    workspace::run(&mut cargo)
}

fn wasm(only: Option<&str>) -> Result<()> {
    // This program is the runner: cargo need not build another to find it. Named by
    // its place, since the file may have been built anew while this process runs.
    let myself = workspace::program("xtask", false);
    let mut cargo = workspace::cargo([
        "test",
        "--package=patchbay-ui",
        "--target=wasm32-unknown-unknown",
        "--profile=wasm-dev",
        "--test=browser",
        "--",
    ]);
    let runner = format!("{} wasm-test-runner", myself.display());
    // For all tests together; the runner gives them twenty seconds unless told.
    cargo.env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    cargo.args(only).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    workspace::run(&mut cargo)
}
