//! The table of figures.

use anyhow::Result;
use serde::Serialize;

/// One figure beside its limit.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    /// What was measured.
    pub(super) what: &'static str,
    /// In which unit.
    pub(super) unit: &'static str,
    /// The median of ours.
    pub(super) figure: f64,
    /// The median of what it is held against, if there is such a thing.
    pub(super) limit: Option<f64>,
    /// The most allowed: of the ratio where there is a limit, else of the figure.
    pub(super) budget: f64,
    /// How many runs the medians are of.
    pub(super) runs: usize,
}

impl Row {
    pub(super) fn ratio(&self) -> Option<f64> {
        self.limit.map(|limit| self.figure / limit)
    }

    pub(super) fn is_within(&self) -> bool {
        self.ratio().unwrap_or(self.figure) <= self.budget
    }
}

/// The middle of some measurements.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => values[n / 2],
        n => f64::midpoint(values[n / 2 - 1], values[n / 2]),
    }
}

/// Prints the rows for people, or as JSON.
pub(super) fn print(rows: &[Row], json: bool) -> Result<()> {
    if json {
        println!("{}", serde_json::to_string_pretty(rows)?);
        return Ok(());
    }
    println!("{:<50} {:>12} {:>12} {:>8} {:>10}", "what", "figure", "limit", "ratio", "budget");
    for row in rows {
        let limit = row.limit.map_or("—".into(), |limit| format!("{limit:.0} {}", row.unit));
        let (ratio, budget) = match row.ratio() {
            Some(ratio) => (format!("{ratio:.2}"), format!("≤ {:.1} ×", row.budget)),
            None => ("—".into(), format!("≤ {:.0} {}", row.budget, row.unit)),
        };
        let verdict = if row.is_within() { "" } else { "  OVER" };
        let figure = format!("{:.0} {}", row.figure, row.unit);
        println!("{:<50} {figure:>12} {limit:>12} {ratio:>8} {budget:>10}{verdict}", row.what);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_not_moved_by_one_bad_run() {
        assert!((median(vec![3.0, 1.0, 900.0]) - 3.0).abs() < f64::EPSILON);
        assert!((median(vec![1.0, 2.0, 3.0, 4.0]) - 2.5).abs() < f64::EPSILON);
    }

    #[test]
    fn a_figure_is_held_against_its_limit_where_there_is_one() {
        let row =
            |figure, limit, budget| Row { what: "x", unit: "ms", figure, limit, budget, runs: 1 };
        assert!(row(140.0, Some(100.0), 1.5).is_within());
        assert!(!row(160.0, Some(100.0), 1.5).is_within());
        assert!(row(400.0, None, 500.0).is_within());
        assert!(!row(600.0, None, 500.0).is_within());
    }
}
