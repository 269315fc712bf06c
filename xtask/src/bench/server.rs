//! Desktops at the firm server over the loopback: a thousand changes told by one, and taken by
//! fifty at once. Measured by a bench of the server.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::table::Row;
use crate::workspace;

/// What the bench calls its figures, what they are, their unit, and the most allowed.
const FIGURES: [(&str, &str, &str, f64); 3] = [
    (
        "told",
        "one of 1,000 changes told, a hundred at once, beside each by HTTP into SQLite",
        "ms",
        2.0,
    ),
    ("p99", "50 desktops take 1,000 changes, p99 of an answer", "ms", 400.0),
    ("all", "all of them, from the first to the last", "ms", 4000.0),
];

#[derive(Deserialize)]
struct Figure {
    name: String,
    figure: f64,
    limit: Option<f64>,
    runs: usize,
}

pub(super) fn measure() -> Result<Vec<Row>> {
    let mut cargo =
        workspace::cargo(["bench", "--quiet", "--package=patchbay-server", "--bench=load"]);
    let output = cargo.stderr(std::process::Stdio::inherit()).output()?;
    ensure!(output.status.success(), "the firm server could not be measured");
    rows(&String::from_utf8(output.stdout)?)
}

fn rows(said: &str) -> Result<Vec<Row>> {
    let figures = said
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(serde_json::from_str)
        .collect::<Result<Vec<Figure>, _>>()?;
    let row = |(name, what, unit, budget): &(&str, &'static str, &'static str, f64)| {
        let found = figures.iter().find(|figure| figure.name == *name);
        let Figure { figure, limit, runs, .. } =
            found.with_context(|| format!("the server's bench did not say “{name}”"))?;
        let (figure, limit, runs) = (*figure, *limit, *runs);
        Ok(Row { what, unit, figure, limit, budget: *budget, runs })
    };
    FIGURES.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_with_a_limit_is_held_against_it_and_one_that_is_missing_is_named() {
        let said = "words\n{\"name\":\"told\",\"figure\":3.0,\"limit\":2.0,\"runs\":1}\n\
                    {\"name\":\"p99\",\"figure\":500.0,\"limit\":null,\"runs\":1}\n";
        let missing = rows(said).unwrap_err().to_string();
        assert!(missing.contains("“all”"), "{missing}");
        let all = "{\"name\":\"all\",\"figure\":1.0,\"limit\":null,\"runs\":1}\n";
        let rows = rows(&format!("{said}{all}")).unwrap();
        assert_eq!(rows.iter().map(Row::is_within).collect::<Vec<_>>(), [true, false, true]);
    }
}
