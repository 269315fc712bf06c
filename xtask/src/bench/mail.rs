//! What a minute over a large mailbox costs, beside the first round over it. Measured by a
//! bench of the mail crate, at a real server.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::table::Row;
use crate::workspace;

/// What the bench calls its figures, what they are, their unit, and the most allowed.
const FIGURES: [(&str, &str, &str, f64); 3] = [
    ("quiet", "a minute without mail, beside the first round", "B", 0.02),
    ("one", "a minute with one message, beside that", "B", 0.03),
    ("time", "its time, beside the first round’s", "ms", 1.0),
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
        workspace::cargo(["bench", "--quiet", "--package=patchbay-mail", "--bench=rounds"]);
    let output = cargo.stderr(std::process::Stdio::inherit()).output()?;
    ensure!(output.status.success(), "the rounds over a mailbox could not be measured");
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
                found.with_context(|| format!("the mail bench did not say “{name}”"))?;
            let (figure, limit, runs) = (*figure, Some(*limit), *runs);
            Ok(Row { what, unit, figure, limit, budget: *budget, runs })
        })
        .collect()
}
