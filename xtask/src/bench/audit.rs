//! The first page of a million audit entries, under every kind of filter. Measured by an
//! example of the store, since only the store names its database.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::table::Row;
use crate::workspace;

#[derive(Deserialize)]
struct Figures {
    pages: Vec<Page>,
}

#[derive(Deserialize)]
struct Page {
    name: String,
    ms: f64,
}

/// Fills a trail and measures; the slowest filter counts.
pub(super) fn measure() -> Result<Row> {
    let mut cargo = workspace::cargo([
        "run",
        "--release",
        "--quiet",
        "--package=patchbay-store",
        "--example=audit_million",
    ]);
    let output = cargo.stderr(std::process::Stdio::inherit()).output()?;
    ensure!(output.status.success(), "the audit trail could not be measured");
    let figures: Figures = serde_json::from_slice(&output.stdout)?;
    let slowest = figures.pages.iter().max_by(|a, b| a.ms.total_cmp(&b.ms));
    let slowest = slowest.context("some page was measured")?;
    eprintln!("audit trail: the slowest of {} is “{}”", figures.pages.len(), slowest.name);
    Ok(Row {
        what: "first page of 1,000,000 audit entries, filtered",
        unit: "ms",
        figure: slowest.ms,
        limit: None,
        budget: 50.0,
        runs: figures.pages.len(),
    })
}
