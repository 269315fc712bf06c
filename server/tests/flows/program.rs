//! Stories of `patchbay-server` as a program of its own.

use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Output, Stdio};

use patchbay_contract::Health;

const SERVER: &str = env!("CARGO_BIN_EXE_patchbay-server");

/// A server on a port nobody chose, stopped when dropped.
pub(crate) struct Running {
    pub(crate) child: Child,
    pub(crate) base: String,
}

impl Running {
    fn start() -> Self {
        Self::start_with(&[])
    }

    /// Set besides by the environment, as these variables say.
    pub(crate) fn start_with(variables: &[(&str, &str)]) -> Self {
        let mut child = Command::new(SERVER)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .envs(variables.iter().copied())
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = lines
            .map_while(Result::ok)
            .find_map(|line| line.split_once("address=").map(|(_, rest)| rest.trim().to_string()))
            .expect("the server says where it listens");
        Self { child, base: format!("http://{address}") }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn a_server_of_its_own_answers_that_it_is_healthy() {
    let server = Running::start();
    let health: Health =
        reqwest::get(format!("{}/healthz", server.base)).await.unwrap().json().await.unwrap();
    assert_eq!(health.program, Health::PROGRAM);
}

#[cfg(unix)]
#[test]
fn a_server_told_to_end_by_the_system_ends_well() {
    let mut server = Running::start();
    let killed = Command::new("kill").arg(server.child.id().to_string()).status().unwrap();
    assert!(killed.success());
    assert!(server.child.wait().unwrap().success());
}

#[test]
fn a_port_that_is_taken_is_named_with_the_way_out() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let mut child = Command::new(SERVER)
        .args(["serve", "--listen", &address])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let ended = child.wait().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(!ended.success());
    assert!(said.contains(&address) && said.contains("--listen"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

/// What it said, each cause once.
pub(crate) fn said(output: &Output) -> String {
    let text = [output.stdout.clone(), output.stderr.clone()].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    if let Some((before, causes)) = text.split_once("\nCaused by:\n") {
        let mut before = before.to_owned();
        for line in causes.lines().take_while(|line| !line.is_empty()) {
            let number = |c: char| c == ' ' || c == ':' || c.is_ascii_digit();
            let cause = line.trim_start_matches(number);
            assert!(!before.contains(cause), "it is said twice: {text}");
            before.push_str(cause);
        }
    }
    text
}

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> (bool, String, String) {
    let output =
        Command::new(SERVER).args(arguments).envs(environment.iter().copied()).output().unwrap();
    said(&output);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

#[test]
fn what_is_printed_as_the_standard_configuration_is_one_that_holds() {
    let (done, printed, _) = run(&["check-config", "--print-default"], &[]);
    assert!(done && printed == patchbay_server::config::STANDARD);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("patchbay.toml");
    std::fs::write(&file, printed).unwrap();
    let (done, said, _) = run(&["check-config", "--config", file.to_str().unwrap()], &[]);
    assert!(done && said.contains("127.0.0.1:8640"), "{said}");
}

#[test]
fn a_mistake_in_the_configuration_is_told_with_its_place_before_anything_starts() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("patchbay.toml");
    std::fs::write(&file, "# ours\nno_such_key = 1\n").unwrap();
    for command in ["check-config", "serve"] {
        let (done, _, said) = run(&[command, "--config", file.to_str().unwrap()], &[]);
        assert!(!done && said.contains("patchbay.toml, line 2"), "{said}");
    }
    let (done, _, said) = run(&["check-config"], &[("PATCHBAY_SERVER_BODY_LIMIT", "much")]);
    assert!(!done && said.contains("PATCHBAY_SERVER_BODY_LIMIT"), "{said}");
}

#[test]
fn a_file_that_is_not_there_is_told_once_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (gone, database) = (at("gone"), format!("sqlite:{}", at("firm.db")));
    assert!(run(&["migrate", "--database", &database], &[]).0);
    let elsewhere = format!("sqlite:{}", at("elsewhere.db"));
    let (one_file, other_file) = (format!("sqlite:{}", at("none.db")), at("no/such/backup"));
    for arguments in [
        &["check-config", "--config", &gone][..],
        &["check-config", "--database-file", &gone],
        &["check-config", "--metrics-token-file", &gone],
        &["move", "--from-file", &gone, "--to", &elsewhere],
        &["move", "--from", &one_file, "--to", &elsewhere],
        &["restore", "--database", &elsewhere, &gone],
        &["backup", "--database", &database, &other_file],
    ] {
        let (done, _, said) = run(arguments, &[]);
        let named = ["gone", "none.db", "no/such/backup"].iter().any(|name| said.contains(name));
        assert!(!done && named, "{arguments:?}: {said}");
    }
}
