//! `patchbay-server` with a database, as whoever looks after it uses it.

use std::process::{Command, Output};

const SERVER: &str = env!("CARGO_BIN_EXE_patchbay-server");

fn run(arguments: &[&str], database: &str) -> Output {
    let mut command = Command::new(SERVER);
    command.args(arguments).env("PATCHBAY_SERVER_DATABASE", database).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.clone(), output.stderr.clone()].concat()).into_owned()
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
    let link = run(&["enrol-link", "--name", "Ana"], &database);
    let code = String::from_utf8(link.stdout).unwrap();
    assert!(link.status.success() && code.contains("Code:   pbl_"), "{code}");
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
