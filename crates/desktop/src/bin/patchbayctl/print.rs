//! How answers look on a terminal, and as JSON.
//!
//! Whoever reads may stop reading, as `head` does. That is no error of ours, and what is
//! being done goes on; `println!` would panic. What vendors and people write is shown as text:
//! a sign that a terminal obeys has no place in a line, and is a number in JSON.

use patchbay_contract::{DoorKind, InstallationState, Part, Problem};

use std::fmt::Arguments;
use std::io::Write;

/// Prints a line.
macro_rules! say {
    () => { $crate::print::line(format_args!("")) };
    ($($words:tt)*) => { $crate::print::line(format_args!($($words)*)) };
}
pub(crate) use say;

/// Prints a line to whoever looks for what went wrong.
macro_rules! complain {
    ($($words:tt)*) => { $crate::print::complaint(format_args!($($words)*)) };
}
pub(crate) use complain;

pub(crate) fn line(words: Arguments<'_>) {
    put(&plain(&words.to_string(), |_| "\u{fffd}".to_owned()));
}

pub(crate) fn complaint(words: Arguments<'_>) {
    let shown = plain(&words.to_string(), |_| "\u{fffd}".to_owned());
    let _nobody_reads = writeln!(std::io::stderr().lock(), "{shown}");
}

fn put(text: &str) {
    let _nobody_reads = writeln!(std::io::stdout().lock(), "{text}");
}

/// The same with another word for each sign that a terminal obeys, or that turns around what
/// stands behind it.
pub(crate) fn plain(text: &str, instead: impl Fn(char) -> String) -> String {
    let obeyed = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if obeyed(c) { instead(c) } else { c.to_string() }).collect()
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
        Ok(text) => put(&plain(&text, |c| format!("\\u{:04x}", u32::from(c)))),
        Err(error) => complain!("the answer cannot be written as JSON: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_obeys_nothing_that_is_shown_and_json_keeps_it_as_a_number() {
        let hostile = "Miller\u{1b}[31m\u{9b}2J\u{7f}\u{202e}oC\nnext";
        let shown = plain(hostile, |_| "?".to_owned());
        assert_eq!(shown, "Miller?[31m?2J??oC\nnext");
        let json = serde_json::to_string(hostile).unwrap();
        let written = plain(&json, |c| format!("\\u{:04x}", u32::from(c)));
        assert!(!written.contains(['\u{9b}', '\u{7f}', '\u{202e}']), "{written}");
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), hostile);
    }
}
