//! `patchbay-server` with a directory, as whoever looks after it uses it.

use std::process::Command;

use super::directory::{CLIENT, Directory, PUBLIC, SECRET, TENANT, issuer};

fn run(arguments: &[&str], at: &str, more: &[(&str, &str)]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_patchbay-server"));
    command
        .args(arguments)
        .env("PATCHBAY_SERVER_DATABASE", "sqlite:/no/such/folder/firm.db")
        .env("PATCHBAY_SERVER_PUBLIC_ADDRESS", PUBLIC)
        .env("PATCHBAY_SERVER_ENTRA_TENANT", TENANT)
        .env("PATCHBAY_SERVER_ENTRA_CLIENT_ID", CLIENT)
        .env("PATCHBAY_SERVER_ENTRA_CLIENT_SECRET", SECRET)
        .env("PATCHBAY_SERVER_ENTRA_ISSUER", at)
        .envs(more.iter().copied());
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

#[test]
fn the_configuration_says_where_people_sign_in_and_refuses_a_directory_of_anybody() {
    let at = issuer(9);
    let (done, said) = run(&["check-config"], &at, &[]);
    assert!(done && said.contains(&format!("{PUBLIC}/sign-in")) && said.contains(&at), "{said}");
    for anybody in ["common", "organizations", "consumers"] {
        let (done, said) = run(&["check-config", "--entra-tenant", anybody], &at, &[]);
        assert!(!done && said.contains("anybody with an account"), "{said}");
        assert!(!said.contains(SECRET), "{said}");
    }
    let file = ("PATCHBAY_SERVER_ENTRA_CLIENT_SECRET_FILE", "/no/such/file");
    let (done, said) = run(&["check-config"], &at, &[file]);
    assert!(!done && said.contains("not both") && !said.contains(SECRET), "{said}");
}

#[test]
fn the_doctor_asks_the_directory_and_names_what_is_wrong_with_it() {
    let there = Directory::hostile();
    let (_, said) = run(&["doctor"], &there.issuer(), &[]);
    assert!(said.contains(&format!("fine    sign-in: {} is there", there.issuer())), "{said}");
    let (done, said) = run(&["doctor"], &issuer(9), &[]);
    assert!(
        !done && said.contains("TROUBLE sign-in") && said.contains("does not answer"),
        "{said}"
    );
    // The same place under another name is another issuer.
    let named = there.issuer().replace("127.0.0.1", "localhost");
    let (done, said) = run(&["doctor"], &named, &[]);
    assert!(!done && said.contains("another issuer"), "{said}");
    assert!(!said.contains(SECRET), "{said}");
}
