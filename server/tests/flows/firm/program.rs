//! `patchbay-server` with a database, as whoever looks after it uses it.

use std::process::{Command, Output};

use patchbay_contract::Invitation;

use crate::program::said;

const SERVER: &str = env!("CARGO_BIN_EXE_patchbay-server");

fn run(arguments: &[&str], database: &str) -> Output {
    let mut command = Command::new(SERVER);
    command.args(arguments).env("PATCHBAY_SERVER_DATABASE", database).output().unwrap()
}

#[test]
fn a_database_is_made_ready_and_the_first_owners_code_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("firm.db").display());
    let early = run(&["enrol-link"], &database);
    assert!(!early.status.success() && said(&early).contains("brought up to date"), "{early:?}");
    let migrated = run(&["migrate"], &database);
    assert!(migrated.status.success(), "{}", said(&migrated));
    assert_eq!(said(&run(&["migrate"], &database)), said(&migrated), "the same server");
    let odd = run(&["enrol-link", "--email", "Ana Miller"], &database);
    assert!(!odd.status.success() && said(&odd).contains("ana@firm.example"), "{odd:?}");
    let link = run(&["enrol-link", "--name", "Ana", "--email", "ana@firm.example"], &database);
    let code = String::from_utf8(link.stdout).unwrap();
    assert!(link.status.success() && code.contains("Code:   pbl_"), "{code}");
    let said = |what| code.lines().find_map(|line: &str| line.strip_prefix(what)).unwrap().trim();
    let invitation = Invitation::from_address(said("Link:")).unwrap();
    assert_eq!(invitation.code, said("Code:"));
    assert_eq!(invitation.server.parse::<url::Url>().unwrap().path(), "/", "{code}");
    assert!(!String::from_utf8(link.stderr).unwrap().contains("pbl_"), "it is in the log");
}

#[test]
fn what_stands_in_the_way_of_the_database_is_told_without_its_password() {
    let none = run(&["migrate"], "");
    assert!(!none.status.success() && said(&none).contains("sqlite:"), "{}", said(&none));
    let gone = run(&["migrate"], "sqlite:/no/such/folder/firm.db");
    assert!(!gone.status.success() && said(&gone).contains("does not answer"), "{}", said(&gone));
    let refused = run(&["migrate"], "postgres://firm:canary@127.0.0.1:1/patchbay");
    assert!(!refused.status.success() && !said(&refused).contains("canary"), "{}", said(&refused));
    let open = ["migrate", "--database", "postgres://firm:canary@127.0.0.1:1/patchbay"];
    let flag = Command::new(SERVER).args(open).output().unwrap();
    let words = said(&flag);
    assert!(!flag.status.success() && words.contains("--database-file"), "{words}");
}

#[test]
fn a_backup_is_put_back_into_an_empty_database_and_into_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (one, two) = (format!("sqlite:{}", at("one.db")), format!("sqlite:{}", at("two.db")));
    assert!(run(&["migrate"], &one).status.success());
    assert!(run(&["enrol-link"], &one).status.success());
    let file = at("firm.backup");
    let backup = run(&["backup", &file], &one);
    assert!(backup.status.success(), "{}", said(&backup));
    let again = run(&["backup", &file], &one);
    assert!(!again.status.success() && said(&again).contains("already"), "{}", said(&again));
    let restored = run(&["restore", &file], &two);
    assert!(restored.status.success(), "{}", said(&restored));
    let whose = |output: &Output| said(output).split_whitespace().last().unwrap().to_owned();
    assert_eq!(whose(&run(&["migrate"], &two)), whose(&run(&["migrate"], &one)), "the same server");
    let full = run(&["restore", &file], &one);
    assert!(!full.status.success() && said(&full).contains("not empty"), "{}", said(&full));
    std::fs::write(&file, "no backup").unwrap();
    let wrong = run(&["restore", &file], &at("three.db"));
    assert!(!wrong.status.success(), "{}", said(&wrong));
}

#[test]
fn the_doctor_names_what_is_wrong_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("firm.db").display());
    let none = run(&["doctor"], &database);
    let words = said(&none);
    assert!(!none.status.success() && words.contains("Run migrate"), "{words}");
    assert!(!folder.path().join("firm.db").exists(), "looking changes nothing");
    assert!(run(&["migrate"], &database).status.success());
    let words = said(&run(&["doctor"], &database));
    assert!(words.contains("TROUBLE owners") && words.contains("enrol-link"), "{words}");
    assert!(words.contains("TROUBLE public address"), "{words}");
    assert!(words.contains("fine    trail: whole"), "{words}");
    let proxied = ["doctor", "--public-address", "https://firm.example"];
    assert!(said(&run(&proxied, &database)).contains("TROUBLE proxies"));
}

#[test]
fn a_key_of_its_own_is_made_named_looked_at_and_changed() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let database = format!("sqlite:{}", at("firm.db"));
    assert!(run(&["migrate"], &database).status.success());
    let words = said(&run(&["check-config"], &database));
    assert!(words.contains("no key of its own"), "{words}");
    let words = said(&run(&["doctor"], &database));
    assert!(words.contains("fine    own key: none is set"), "{words}");
    let refused = run(&["rotate-key"], &database);
    assert!(!refused.status.success() && said(&refused).contains("new-key"), "{refused:?}");

    let (key, newer) = (at("own-key"), at("newer"));
    for file in [&key, &newer] {
        let made = run(&["new-key", file], &database);
        assert!(made.status.success() && said(&made).contains("copy"), "{}", said(&made));
        let text = std::fs::read_to_string(file).unwrap();
        assert!(!said(&made).contains(text.trim()), "it is told to nobody");
    }
    let again = run(&["new-key", &key], &database);
    assert!(!again.status.success() && said(&again).contains(&key), "{}", said(&again));
    let with = |command: &[&str]| {
        let own = ["--custody-key-file", key.as_str()];
        run(&[command, &own[..]].concat(), &database)
    };
    let words = said(&with(&["check-config"]));
    assert!(words.contains("It has a key of its own"), "{words}");
    let words = said(&with(&["doctor"]));
    assert!(words.contains("fine    own key: it is set"), "{words}");
    let early = with(&["rotate-key"]);
    assert!(!early.status.success() && said(&early).contains("no data keys yet"), "{early:?}");
    std::fs::write(at("odd"), "no key").unwrap();
    let odd = run(&["check-config", "--custody-key-file", &at("odd")], &database);
    assert!(!odd.status.success() && said(&odd).contains("new-key"), "{}", said(&odd));
    let odd = with(&["rotate-key", "--to-file", &at("odd")]);
    assert!(!odd.status.success(), "{}", said(&odd));
    let alone = run(&["check-config", "--custody-key-file", &key], "");
    assert!(!alone.status.success(), "{}", said(&alone));
}
