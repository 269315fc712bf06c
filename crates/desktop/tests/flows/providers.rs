//! `patchbayctl providers`: the catalogue and the firm's own files on a terminal.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::PATCHBAYCTL;

const EXAMPLE: &str = include_str!("../../../../docs/ADDING_A_PROVIDER.md");

fn example() -> &'static str {
    EXAMPLE.split("```toml\n").nth(1).unwrap().split("```").next().unwrap()
}

/// What it prints, and whether it ended well.
fn ctl(data_folder: &Path, arguments: &[&str]) -> (String, bool) {
    let mut command = Command::new(PATCHBAYCTL);
    let output = command.arg("--data-dir").arg(data_folder).args(arguments).output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (String::from_utf8(said).unwrap(), output.status.success())
}

#[test]
fn the_command_line_lists_shows_and_checks_providers() {
    let home = tempfile::tempdir().unwrap();
    let (list, well) = ctl(home.path(), &["providers", "list", "office", "365", "--json"]);
    assert!(well, "{list}");
    let list: Value = serde_json::from_str(&list).unwrap();
    let ids: Vec<&str> =
        list["providers"].as_array().unwrap().iter().map(|p| p["id"].as_str().unwrap()).collect();
    assert_eq!(ids.first(), Some(&"outlook_mail"), "{ids:?}");

    let (shown, well) = ctl(home.path(), &["providers", "show", "quickbooks_online"]);
    assert!(well);
    assert!(shown.contains("http://localhost:41811/connect/quickbooks_online/return"), "{shown}");

    let file = home.path().join("acme_permits.toml");
    std::fs::write(&file, example()).unwrap();
    let file = file.to_str().unwrap();
    let (good, well) = ctl(home.path(), &["providers", "check", file]);
    assert!(well && good.starts_with("good"), "{good}");
    std::fs::write(file, example().replacen("vendor =", "vendr =", 1)).unwrap();
    let (told, well) = ctl(home.path(), &["providers", "check", file, "--json"]);
    assert!(!well);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert!(told["mistakes"][0]["line"].as_u64().unwrap() > 1, "{told}");
}

#[test]
fn the_firms_own_file_is_listed_and_a_broken_one_is_told() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("providers");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("acme_permits.toml"), example()).unwrap();
    std::fs::write(folder.join("slip.toml"), "id = ").unwrap();
    let (list, well) = ctl(home.path(), &["providers", "list", "acme"]);
    assert!(well);
    assert!(list.contains("the firm's own"), "{list}");
    assert!(list.contains("slip.toml: line 1: "), "{list}");
}

#[test]
fn an_unknown_provider_category_or_file_is_told_in_words() {
    let home = tempfile::tempdir().unwrap();
    for (arguments, words) in [
        (["providers", "show", "no_such"].as_slice(), "knows no provider “no_such”"),
        (&["providers", "list", "--category", "cellar"], "There are: accounting, tax"),
        (&["providers", "check", "/nonexistent.toml"], "it cannot be read"),
    ] {
        let (said, well) = ctl(home.path(), arguments);
        assert!(!well);
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn who_stops_reading_stops_nothing_and_sees_no_panic() {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(PATCHBAYCTL);
    command.arg("--data-dir").arg(home.path()).args(["providers", "list", "--json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // As `head` does that has seen enough.
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_practice_firm_is_made_once_and_again() {
    let home = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let (said, well) = ctl(home.path(), &["practice"]);
        assert!(well && said.contains("is a practice firm now"), "{said}");
    }
}
