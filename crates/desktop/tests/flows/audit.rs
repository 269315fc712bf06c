//! `patchbayctl audit` over a practice firm, whole and tampered with.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::PATCHBAYCTL;

/// What it prints, and whether it ended well.
fn ctl(home: &Path, arguments: &[&str]) -> (String, bool) {
    let mut command = Command::new(PATCHBAYCTL);
    command.env("HOME", home).env("XDG_CONFIG_HOME", home.join("config"));
    // The keychain of whoever runs the tests is not theirs to write into.
    command.env("XDG_RUNTIME_DIR", home).env_remove("DBUS_SESSION_BUS_ADDRESS");
    command.arg("--data-dir").arg(home.join("data")).args(arguments);
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (String::from_utf8(said).unwrap(), output.status.success())
}

fn practice_firm() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let (said, well) = ctl(home.path(), &["practice"]);
    assert!(well, "{said}");
    home
}

#[test]
fn the_command_line_lists_filters_exports_and_checks_the_audit_trail() {
    let home = practice_firm();
    let (said, well) = ctl(home.path(), &["audit", "verify"]);
    assert!(well && said.contains("entries are as they were written"), "{said}");
    assert!(said.contains("None of them is signed yet"), "{said}");

    let (said, well) =
        ctl(home.path(), &["audit", "list", "harbor", "--outcome", "failed", "--json"]);
    assert!(well, "{said}");
    let entries: Value = serde_json::from_str(&said).unwrap();
    let entries = entries.as_array().unwrap();
    assert!(!entries.is_empty());
    for entry in entries {
        assert_eq!(
            (entry["provider"].as_str(), entry["outcome"].as_str()),
            (Some("xero"), Some("failed"))
        );
    }

    let (said, well) = ctl(home.path(), &["audit", "export", "--format", "json", "--json"]);
    assert!(well, "{said}");
    let written: Value = serde_json::from_str(&said).unwrap();
    let file = std::fs::read(written["path"].as_str().unwrap()).unwrap();
    let file: Value = serde_json::from_slice(&file).unwrap();
    assert_eq!(
        file["entries"].as_array().map(Vec::len),
        written["entries"].as_u64().map(|n| n as usize)
    );
}

#[test]
fn a_filter_there_is_no_such_thing_of_is_told_in_words() {
    let home = practice_firm();
    let (said, well) = ctl(home.path(), &["audit", "list", "--outcome", "maybe"]);
    assert!(!well && said.contains("There are: done, refused, failed."), "{said}");
}

#[test]
fn a_trail_whose_end_was_cut_off_ends_with_the_broken_entry_named() {
    let home = practice_firm();
    // The database as it was, with an anchor that knows of more.
    let data = home.path().join("data");
    let database = std::fs::read(data.join("patchbay.db")).unwrap();
    let (said, well) = ctl(home.path(), &["audit", "export"]);
    assert!(well, "{said}");
    std::fs::write(data.join("patchbay.db"), database).unwrap();
    let (said, well) = ctl(home.path(), &["audit", "verify"]);
    assert!(!well && said.contains("it and all after it are gone"), "{said}");
    let (said, well) = ctl(home.path(), &["audit", "verify", "--json"]);
    let found: Value = serde_json::from_str(&said).unwrap();
    assert!(!well);
    assert_eq!(found["broken"]["kind"], "tail_cut");
    assert!(found["broken"]["seq"].as_u64().unwrap() > 200, "{found}");
}
