//! How answers look on a terminal, and as JSON.

use patchbay_contract::{InstallationState, Part, Problem};

pub(crate) fn state(state: &InstallationState, json: bool) {
    if json {
        return print_json(state);
    }
    println!("Patchbay     {}", state.version);
    println!("Data folder  {}", state.data_folder);
    part("Database", &state.database, |facts| {
        format!("open, schema {}, SQLite {}", facts.schema, facts.sqlite_version)
    });
    part("Keychain", &state.keychain, |facts| {
        let key = if facts.holds_key { "holds Patchbay's key" } else { "no key made yet" };
        format!("open ({}), {key}", facts.backend)
    });
    println!("Firm server  runs inside the app; not asked from here");
}

pub(crate) fn findings(findings: &[Problem], json: bool) {
    if json {
        return print_json(findings);
    }
    if findings.is_empty() {
        println!("Nothing around the app keeps it from working.");
    }
    for (n, finding) in findings.iter().enumerate() {
        println!("{}{}.", if n == 0 { "" } else { "\n" }, n + 1);
        problem(finding);
    }
}

#[cfg(debug_assertions)]
pub(crate) fn practice(filled: &Result<usize, Problem>, folder: &std::path::Path, json: bool) {
    match filled {
        Ok(count) if json => print_json(&serde_json::json!({ "connections": count })),
        Ok(count) => {
            println!("{} is a practice firm now, with {count} connections.", folder.display());
        }
        Err(failed) if json => print_json(failed),
        Err(failed) => problem(failed),
    }
}

fn part<T>(name: &str, part: &Part<T>, facts: impl Fn(&T) -> String) {
    match part {
        Part::Working(working) => println!("{name:<12} {}", facts(working)),
        Part::Failed(failed) => {
            println!("{name:<12} needs attention [{}]", failed.code);
            problem(failed);
        }
    }
}

pub(crate) fn problem(problem: &Problem) {
    println!("  {}\n  {}\n  What to do: {}", problem.what, problem.effect, problem.remedy);
    for line in problem.details.iter().flat_map(|details| details.lines()) {
        println!("    {line}");
    }
}

pub(crate) fn print_json<T: serde::Serialize + ?Sized>(value: &T) {
    match serde_json::to_string_pretty(value) {
        Ok(text) => println!("{text}"),
        Err(error) => eprintln!("the answer cannot be written as JSON: {error}"),
    }
}
