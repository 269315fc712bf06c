//! Disks that are full, read-only or already in use, as a kernel makes them.

use std::path::Path;
use std::process::{Command, Output};

use patchbay_contract::{ErrorCode, Problem};
use patchbay_store::{DATABASE_FILE, DataFolder};

use patchbay_test_support::Stage;

use crate::support::{PATCHBAYCTL, practice, read, well};

/// Runs `patchbayctl status` with a disk of its own mounted at the data folder.
fn status_on_a_disk(options: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c"])
        .arg("mount -t tmpfs -o \"$1\" tmpfs \"$2\" && exec \"$3\" --data-dir \"$2\" status --json")
        .args(["sh", options])
        .arg(folder.path())
        .arg(PATCHBAYCTL)
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .output()
        .expect("unshare (util-linux) can be started")
}

fn database_problem(output: &Output) -> Option<ErrorCode> {
    read(output).0.database.problem().map(|problem| problem.code)
}

#[test]
fn a_disk_that_fills_up_at_any_point_is_called_full() {
    // Each size runs out at another step: the lock, the file, its shared memory, its
    // log, a page in the middle of the migration.
    let mut full = 0;
    for kilobytes in [4, 8, 12, 16, 24, 32, 40, 48, 56, 64, 80, 96] {
        let code = database_problem(&status_on_a_disk(&format!("size={kilobytes}k")));
        assert!(
            matches!(code, None | Some(ErrorCode::DiskFull)),
            "with {kilobytes} kB it said {code:?}"
        );
        full += usize::from(code.is_some());
    }
    assert!(full >= 4, "the disks were meant to be too small, and only {full} were");
}

#[test]
fn a_read_only_disk_is_not_called_full_or_damaged() {
    let code = database_problem(&status_on_a_disk("ro"));
    assert_eq!(code, Some(ErrorCode::DataFolderNotWritable));
}

fn status_in(folder: &Path) -> Output {
    Command::new(PATCHBAYCTL)
        .arg("--data-dir")
        .arg(folder)
        .args(["status", "--json"])
        .output()
        .unwrap()
}

/// Runs `patchbayctl` on a disk that fails at the nth call of this kind. What it said, when
/// it came to that.
async fn on_a_failing_disk(stage: &Stage, call: &str, nth: usize) -> Option<Output> {
    let mut command = stage.command("strace");
    let file = stage.home().join("injected");
    command.args(["-f", "-qq", "-o"]).arg(&file);
    command.arg(format!("--trace={call}"));
    command.arg(format!("--inject={call}:error=EIO:when={nth}"));
    command.arg(PATCHBAYCTL).args(["--json", "vault", "kit"]);
    let output = command.output().await.unwrap();
    std::fs::read_to_string(&file).unwrap().contains("(INJECTED)").then_some(output)
}

#[tokio::test]
async fn a_disk_that_fails_at_any_write_is_named_and_nothing_is_lost() {
    let stage = practice("disk-fails").await;
    let mut named = 0;
    for call in ["pwrite64", "fdatasync", "fsync", "ftruncate"] {
        for nth in 1.. {
            let Some(output) = on_a_failing_disk(&stage, call, nth).await else { break };
            if !output.status.success() {
                let said = String::from_utf8_lossy(&output.stdout);
                let problem: Problem = serde_json::from_str(&said)
                    .unwrap_or_else(|error| panic!("{call} {nth}: {error} in “{said}”"));
                assert_eq!(
                    problem.code,
                    ErrorCode::DiskFailing,
                    "{call} {nth}: {problem} {:?}",
                    problem.details
                );
                named += 1;
            }
            well(&stage, &["vault", "verify"], "").await;
        }
    }
    assert!(named > 10, "only {named} failures were told");
}

#[test]
fn a_folder_in_use_is_left_to_its_user() {
    let folder = tempfile::tempdir().unwrap();
    let _taken = DataFolder::take(folder.path()).unwrap();
    assert_eq!(database_problem(&status_in(folder.path())), Some(ErrorCode::DataFolderInUse));
}

#[test]
fn a_database_of_a_newer_version_names_that_version_and_is_left_alone() {
    let newer = include_bytes!("../../../../tests/fixtures/newer.db");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(DATABASE_FILE);
    std::fs::write(&file, newer).unwrap();
    let (state, well) = read(&status_in(folder.path()));
    let problem = state.database.problem().expect("a newer database is refused");
    assert_eq!(problem.code, ErrorCode::DatabaseNewer);
    assert!(problem.what.contains("9.9.9"), "{}", problem.what);
    assert!(!well);
    assert_eq!(std::fs::read(&file).unwrap(), newer);
}
