//! What sealing, saving and re-keying cost, beside the bare cipher and the bare database.
//! Measured by a bench of the desktop's crate, which joins the two.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::table::Row;
use crate::workspace;

/// What the bench calls its figures, what they are, their unit, and the most allowed.
const FIGURES: [(&str, &str, &str, f64); 4] = [
    ("seal", "seal a credential of 2 kB, beside AES-256-GCM", "µs", 3.0),
    ("open", "open a credential of 2 kB, beside AES-256-GCM", "µs", 3.0),
    // The write of a credential is more than one row: its generation is read, and its
    // nonce counted.
    ("save", "save a credential, beside 3 × cipher + 1 write", "µs", 1.5),
    ("rekey", "re-key 10,000 credentials of 2 kB", "ms", 2.0),
];

#[derive(Deserialize)]
struct Figure {
    name: String,
    figure: f64,
    limit: f64,
    runs: usize,
}

pub(super) fn measure() -> Result<Vec<Row>> {
    let mut cargo =
        workspace::cargo(["bench", "--quiet", "--package=patchbay-desktop", "--bench=vault"]);
    let output = cargo.stderr(std::process::Stdio::inherit()).output()?;
    ensure!(output.status.success(), "the vault could not be measured");
    let said = String::from_utf8(output.stdout)?;
    let figures = said
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(serde_json::from_str)
        .collect::<Result<Vec<Figure>, _>>()?;
    FIGURES
        .iter()
        .map(|(name, what, unit, budget)| {
            let found = figures.iter().find(|figure| figure.name == *name);
            let Figure { figure, limit, runs, .. } =
                found.with_context(|| format!("the vault's bench did not say “{name}”"))?;
            Ok(Row {
                what,
                unit,
                figure: *figure,
                limit: Some(*limit),
                budget: *budget,
                runs: *runs,
            })
        })
        .collect()
}
