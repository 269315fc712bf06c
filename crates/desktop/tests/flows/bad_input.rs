//! `patchbayctl` with what it should never be given: wrong words, files that are none, values
//! without end, signs that terminals obey, and data folders that are something else. Each is
//! answered in words, with what to do, and a number that scripts know.

use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use patchbay_contract::{ErrorCode, Problem};
use serde_json::Value;

use crate::support::{PATCHBAYCTL, read};

/// What is secret in every value here.
const CANARY: &str = "0123456789abcdefcanary0123456789";

/// Runs it with a data folder and these words, with that on its input and no keychain.
fn ctl(data: &Path, words: &[&str], typed: &[u8]) -> Output {
    let mut command = Command::new(PATCHBAYCTL);
    command.arg("--data-dir").arg(data).args(words).env_remove("DBUS_SESSION_BUS_ADDRESS");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // What needs no input may have ended before it was given any.
    let _ = child.stdin.take().unwrap().write_all(typed);
    child.wait_with_output().unwrap()
}

fn problem(output: &Output) -> Problem {
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert_eq!(complained, "", "{said}");
    assert!(!said.contains("canary"), "{said}");
    serde_json::from_str(&said).unwrap_or_else(|error| panic!("{error}: {said}"))
}

/// Connecting with these words after `--field`.
fn connecting<'a>(provider: &'a str, fields: &[&'a str]) -> Vec<&'a str> {
    let fields = fields.iter().flat_map(|field| ["--field", field]);
    ["connect", provider].into_iter().chain(fields).collect()
}

#[test]
fn what_cannot_fill_a_form_is_named_with_what_to_do_and_no_secret() {
    let home = tempfile::tempdir().unwrap();
    let data = home.path().join("data");
    let file = |name: &str, bytes: &[u8]| {
        std::fs::write(home.path().join(name), bytes).unwrap();
        format!("api_key=@{}", home.path().join(name).display())
    };
    let good = file("good", CANARY.as_bytes());
    let broken = file("broken", format!("{CANARY}\n{CANARY}").as_bytes());
    let bell = file("bell", format!("{CANARY}\x07x").as_bytes());
    let huge = file("huge", &vec![b'k'; 2_000_000]);
    let no_text = file("no_text", &[0xff, 0xfe, 0x00, 0x80]);
    let folder = format!("api_key=@{}", home.path().display());
    let too_long = "l".repeat(101);
    let twilio = ["api_key_sid=-", "api_key_secret=-"];
    for (words, code, what, remedy) in [
        (connecting("mistral", &[]), ErrorCode::FieldMissing, "is empty", "--field api_key=@FILE"),
        (connecting("mistral", &["api_key=-"]), ErrorCode::FieldMissing, "is empty", "api_key=-"),
        (connecting("drake", &["folder="]), ErrorCode::FieldMissing, "is empty", "folder=VALUE"),
        (connecting("mistral", &[&folder]), ErrorCode::FieldMissing, "could not be read", "a file"),
        (
            connecting("mistral", &["api_key=@"]),
            ErrorCode::FieldMissing,
            "without a name",
            "a file",
        ),
        (connecting("mistral", &["api_key=@/dev/zero"]), ErrorCode::FieldMissing, "read", "a file"),
        (connecting("mistral", &[&huge]), ErrorCode::FieldMissing, "could not be read", "a file"),
        (connecting("mistral", &[&no_text]), ErrorCode::FieldMissing, "could not be read", "text"),
        (connecting("mistral", &[&good, &good]), ErrorCode::FieldMissing, "given twice", "once"),
        (connecting("twilio", &twilio), ErrorCode::FieldMissing, "both come from", "at most"),
        (connecting("mistral", &["=x"]), ErrorCode::FieldMissing, "no field “”", "api_key"),
        (connecting("mistral", &[&broken]), ErrorCode::KeyWrongKind, "line break", "right one"),
        (connecting("mistral", &[&bell]), ErrorCode::KeyWrongKind, "cannot be seen", "right one"),
        (
            [&connecting("mistral", &[&good])[..], &["--sandbox"]].concat(),
            ErrorCode::ProviderUnknown,
            "has no sandbox",
            "live environment",
        ),
        (
            [&connecting("mistral", &[&good])[..], &["--label", &too_long]].concat(),
            ErrorCode::KeyWrongKind,
            "more than 100 letters",
            "shorter",
        ),
        (connecting("no_such", &[]), ErrorCode::ProviderUnknown, "no_such", "providers list"),
        (vec!["diagnose", "nowhere"], ErrorCode::ConnectionUnknown, "not there", "status"),
        (vec!["reconnect", "nowhere"], ErrorCode::ConnectionUnknown, "not there", "status"),
        (vec!["webhook-secret", "nowhere"], ErrorCode::ConnectionUnknown, "not there", "status"),
    ] {
        let words = if words.contains(&"--sign-in") { words } else { by_its_key(words) };
        let output = ctl(&data, &[&words[..], &["--json"]].concat(), b"");
        let found = problem(&output);
        assert_eq!((output.status.code(), found.code), (Some(1), code), "{words:?}: {found}");
        assert!(found.what.contains(what), "{words:?}: {found}");
        assert!(found.remedy.contains(remedy), "{words:?}: {found}");
    }
}

/// Twilio has two forms, of which this test means the one with two secrets.
fn by_its_key(words: Vec<&str>) -> Vec<&str> {
    let is_twilio = words.contains(&"twilio");
    if is_twilio { [&words[..], &["--sign-in", "api_key"]].concat() } else { words }
}

#[test]
fn a_command_that_is_not_understood_ends_as_no_other_does() {
    let home = tempfile::tempdir().unwrap();
    for words in [
        &["frobnicate"][..],
        &["test"],
        &["connect"],
        &["status", "--frobnicate"],
        &["trial-balance", "a", "--at", "2026-99-99"],
        &["connect", "mistral", "--switch-account"],
    ] {
        let output = ctl(home.path(), words, b"");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(64), "{words:?}: {said}");
        assert!(said.starts_with("error: ") && said.contains("--help"), "{words:?}: {said}");
    }
    let no_text = std::ffi::OsStr::from_bytes(b"\xff");
    let output = Command::new(PATCHBAYCTL).arg("ask").arg(no_text).output().unwrap();
    assert_eq!(output.status.code(), Some(64));
    for words in ["--help", "--version"] {
        let output = ctl(home.path(), &[words], b"");
        assert!(output.status.success() && !output.stdout.is_empty(), "{words}");
    }
}

#[test]
fn no_sign_that_a_terminal_obeys_is_shown() {
    let home = tempfile::tempdir().unwrap();
    for words in [&["connect", "mis\x1b[31mtral"][..], &["providers", "list", "--category", "\x1b"]]
    {
        let output = ctl(home.path(), words, b"");
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        let said = [output.stdout, output.stderr].concat();
        assert!(!said.is_empty() && !said.contains(&0x1b), "{words:?}");
    }
    let output = ctl(home.path(), &["settings", "get", "\u{9b}31m", "--json"], b"");
    assert!(problem(&output).what.contains("\u{9b}31m"), "as JSON it is what it was");
    assert!(!String::from_utf8(output.stdout).unwrap().contains('\u{9b}'));
}

#[test]
fn a_data_folder_that_is_something_else_is_called_what_it_is() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    std::fs::write(at("file"), "").unwrap();
    for (data, holds) in [("database", "patchbay.db"), ("lock", "patchbay.lock")] {
        std::fs::create_dir_all(at(data).join(holds)).unwrap();
    }
    for (data, code, words) in [
        ("file", ErrorCode::DataFolderNotWritable, "is a file"),
        ("database", ErrorCode::DatabaseDamaged, "is not a readable database"),
        ("lock", ErrorCode::DataFolderNotWritable, "is a folder"),
    ] {
        let output = ctl(&at(data), &["status", "--json"], b"");
        let found = read(&output).0.database.problem().unwrap().clone();
        assert_eq!((output.status.code(), found.code), (Some(1), code), "{found}");
        assert!(found.what.contains(words), "{found}");
        let refused = problem(&ctl(&at(data), &["settings", "list", "--json"], b""));
        assert_eq!(refused.code, code, "{refused}");
        let value: Value = serde_json::to_value(&refused).unwrap();
        assert!(value["remedy"].as_str().unwrap().ends_with('.'), "{refused}");
    }
}
