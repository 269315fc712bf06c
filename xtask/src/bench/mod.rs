//! Measures against the budgets of the architecture, each beside its own limit in the
//! same run, because machines are noisy and absolute figures travel badly.

mod audit;
mod hub;
mod links;
mod mail;
mod memory;
mod probes;
mod server;
mod size;
mod table;
mod vault;
mod windows;

use anyhow::{Result, bail};

use crate::needs::{Group, Installer};
use crate::{page, run, workspace};

/// What can be measured by itself.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    /// The window's start, and the memory it takes
    Windows,
    /// The home page's first picture, and the search
    Hub,
    /// A sign-in, from the link that brings its answer to its end
    Links,
    /// Testing everything that can be connected
    Probes,
    /// Sealing, opening, saving and re-keying
    Vault,
    /// The audit trail
    Audit,
    /// A minute over a large mailbox
    Mail,
    /// Desktops at the firm server
    Server,
    /// What the page weighs
    Size,
}

/// Measures everything, or the parts asked for, and prints the table. Fails when a
/// budget is exceeded.
pub(crate) fn bench(needs: &Installer, runs: usize, only: &[Part], json: bool) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("the figures are taken from /proc, which only Linux has");
    }
    let wanted = |part| only.is_empty() || only.contains(&part);
    needs.satisfy(&[Group::Page, Group::App, Group::Stage, Group::Npm])?;
    match only {
        [Part::Size] => drop(page::build(page::Kind::Release)?),
        // It is measured by itself.
        [Part::Server] => {}
        _ => run::build(true)?,
    }

    let runs = runs.max(1);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut rows = Vec::new();
    if wanted(Part::Windows) {
        let empty = ["build", "--package=empty-window", "--release"];
        workspace::run(&mut workspace::cargo(empty))?;
        rows.extend(runtime.block_on(windows::measure(runs))?);
    }
    if wanted(Part::Hub) {
        rows.extend(runtime.block_on(hub::measure(runs))?);
    }
    if wanted(Part::Links) {
        rows.push(links::measure(runs)?);
    }
    if wanted(Part::Probes) {
        rows.push(probes::measure(runs)?);
    }
    if wanted(Part::Vault) {
        rows.extend(vault::measure()?);
    }
    if wanted(Part::Audit) {
        rows.push(audit::measure()?);
    }
    if wanted(Part::Mail) {
        needs.satisfy(&[Group::Mail])?;
        rows.extend(mail::measure()?);
    }
    if wanted(Part::Server) {
        rows.extend(server::measure()?);
    }
    if wanted(Part::Size) {
        rows.push(size::of_the_page()?);
    }
    table::print(&rows, json)?;
    let over: Vec<_> = rows.iter().filter(|row| !row.is_within()).map(|row| row.what).collect();
    if !over.is_empty() {
        bail!("over budget: {}", over.join(", "));
    }
    Ok(())
}
