//! `docs/COVERAGE.md` tells the truth: the tests it names exist.

use std::collections::BTreeSet;

use crate::{files, read, root};

/// The names in backticks of the table's last column.
fn claimed() -> Vec<(String, String)> {
    let text = read(&root().join("docs/COVERAGE.md"));
    text.lines()
        .filter(|line| line.starts_with("| ") && line.contains('`'))
        .flat_map(|line| {
            let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
            let row = cells[0].to_string();
            let proof = cells.last().copied().unwrap_or_default().to_string();
            let names: Vec<_> = proof.split('`').skip(1).step_by(2).map(String::from).collect();
            names.into_iter().map(move |name| (row.clone(), name)).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_test_that_the_coverage_names_exists() {
    let claimed = claimed();
    assert!(!claimed.is_empty(), "the coverage names no test at all");
    let sources: Vec<String> = files(".rs").iter().map(|path| read(path)).collect();
    for (row, name) in claimed {
        let function = format!("fn {name}(");
        assert!(
            sources.iter().any(|source| source.contains(&function)),
            "row {row} names the test {name}, which does not exist"
        );
    }
}

#[test]
fn every_row_of_the_coverage_is_told_once() {
    let text = read(&root().join("docs/COVERAGE.md"));
    let mut seen = BTreeSet::new();
    for row in text.lines().filter_map(|line| line.strip_prefix("| ")) {
        let id = row.split('|').next().unwrap_or_default().trim();
        let is_id = id.len() >= 2
            && id.starts_with(|c: char| c.is_ascii_uppercase())
            && id[1..].chars().all(|c| c.is_ascii_digit());
        assert!(!is_id || seen.insert(id.to_string()), "row {id} stands there twice");
    }
    assert!(!seen.is_empty());
}
