//! Testing everything that can be connected, beyond the bare exchange. Measured by a bench of
//! the desktop's crate, which has the providers to practise with.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::table::Row;
use crate::workspace;

/// What the bench says, for each connection.
#[derive(Deserialize)]
struct Figures {
    figure: f64,
    limit: f64,
    runs: usize,
}

pub(super) fn measure(runs: usize) -> Result<Row> {
    let mut cargo = workspace::cargo([
        "bench",
        "--quiet",
        "--package=patchbay-desktop",
        "--bench=probes",
        "--",
    ]);
    cargo.arg(runs.to_string());
    let output = cargo.stderr(std::process::Stdio::inherit()).output()?;
    ensure!(output.status.success(), "the tests of connections could not be measured");
    row(&String::from_utf8(output.stdout)?)
}

fn row(said: &str) -> Result<Row> {
    let line = said.lines().find(|line| line.starts_with('{'));
    let Figures { figure, limit, runs } =
        serde_json::from_str(line.context("the bench said no figures")?)?;
    eprintln!("probes: {figure:.1} ms a connection, its bare exchange takes {limit:.1} ms");
    Ok(Row {
        what: "test everything, a connection beyond bare exchange",
        unit: "ms",
        figure: figure - limit,
        limit: None,
        budget: 20.0,
        runs,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_bare_exchange_takes_is_not_counted() {
        let row = row("words\n{\"figure\":12.0,\"limit\":2.0,\"runs\":7}\n").unwrap();
        assert!((row.figure - 10.0).abs() < f64::EPSILON && row.is_within());
    }
}
