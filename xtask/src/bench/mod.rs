//! Measures against the budgets of the architecture, each beside its own limit in the
//! same run, because machines are noisy and absolute figures travel badly.

mod audit;
mod hub;
mod memory;
mod size;
mod table;
mod vault;
mod windows;

use anyhow::{Result, bail};

use crate::needs::{Group, Installer};
use crate::{run, workspace};

/// Measures everything and prints the table. Fails when a budget is exceeded.
pub(crate) fn bench(needs: &Installer, runs: usize, json: bool) -> Result<()> {
    if !cfg!(target_os = "linux") {
        bail!("the figures are taken from /proc, which only Linux has");
    }
    needs.satisfy(&[Group::Page, Group::App, Group::Stage, Group::Npm])?;
    run::build(true)?;
    workspace::run(&mut workspace::cargo(["build", "--package=empty-window", "--release"]))?;

    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut rows = runtime.block_on(windows::measure(runs.max(1)))?;
    rows.extend(runtime.block_on(hub::measure(runs.max(1)))?);
    rows.extend(vault::measure()?);
    rows.push(audit::measure()?);
    rows.push(size::of_the_page()?);
    table::print(&rows, json)?;
    let over: Vec<_> = rows.iter().filter(|row| !row.is_within()).map(|row| row.what).collect();
    if !over.is_empty() {
        bail!("over budget: {}", over.join(", "));
    }
    Ok(())
}
