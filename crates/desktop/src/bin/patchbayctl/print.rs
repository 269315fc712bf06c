//! How answers look on a terminal, and as JSON.
//!
//! Whoever reads may stop reading, as `head` does. That is no error of ours, and what is
//! being done goes on; `println!` would panic.

use patchbay_contract::{DoorKind, InstallationState, Part, Problem};

use std::fmt::Arguments;
use std::io::Write;

/// Prints a line.
macro_rules! say {
    () => { $crate::print::line(format_args!("")) };
    ($($words:tt)*) => { $crate::print::line(format_args!($($words)*)) };
}
pub(crate) use say;

pub(crate) fn line(words: Arguments<'_>) {
    let _nobody_reads = writeln!(std::io::stdout().lock(), "{words}");
}

pub(crate) fn state(state: &InstallationState) {
    say!("Patchbay     {}", state.version);
    say!("Data folder  {}", state.data_folder);
    part("Database", &state.database, |facts| {
        format!("open, schema {}, SQLite {}", facts.schema, facts.sqlite_version)
    });
    match (&state.keychain, state.key_elsewhere) {
        (Part::Failed(_), Some(place)) => {
            let place = if place == DoorKind::Memory { "in memory" } else { "by a passphrase" };
            say!("Keychain     not used: the key is kept {place}");
        }
        (keychain, _) => part("Keychain", keychain, |facts| {
            let key = if facts.holds_key { "holds Patchbay's key" } else { "no key made yet" };
            format!("open ({}), {key}", facts.backend)
        }),
    }
    say!("Firm server  runs inside the app; not asked from here");
}

pub(crate) fn findings(findings: &[Problem]) {
    if findings.is_empty() {
        say!("Nothing around the app keeps it from working.");
    }
    for (n, finding) in findings.iter().enumerate() {
        say!("{}{}.", if n == 0 { "" } else { "\n" }, n + 1);
        problem(finding);
    }
}

#[cfg(debug_assertions)]
pub(crate) fn practice(filled: &Result<usize, Problem>, folder: &std::path::Path, json: bool) {
    match filled {
        Ok(count) if json => print_json(&serde_json::json!({ "connections": count })),
        Ok(count) => {
            say!("{} is a practice firm now, with {count} connections.", folder.display());
        }
        Err(failed) if json => print_json(failed),
        Err(failed) => problem(failed),
    }
}

fn part<T>(name: &str, part: &Part<T>, facts: impl Fn(&T) -> String) {
    match part {
        Part::Working(working) => say!("{name:<12} {}", facts(working)),
        Part::Failed(failed) => {
            say!("{name:<12} needs attention [{}]", failed.code);
            problem(failed);
        }
    }
}

pub(crate) fn problem(problem: &Problem) {
    say!("  {}\n  {}\n  What to do: {}", problem.what, problem.effect, problem.remedy);
    for line in problem.details.iter().flat_map(|details| details.lines()) {
        say!("    {line}");
    }
}

pub(crate) fn print_json<T: serde::Serialize + ?Sized>(value: &T) {
    match serde_json::to_string_pretty(value) {
        Ok(text) => say!("{text}"),
        Err(error) => eprintln!("the answer cannot be written as JSON: {error}"),
    }
}
