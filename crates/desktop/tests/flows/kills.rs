//! The program is killed at every point where it writes: to the database, to the log
//! beside it, to the disk's own list of files, to the keychain. Not at some: strace
//! kills it at the first call of a kind, at the second, and so on until a run comes
//! through. After each, everything opens.

use std::process::Stdio;

use patchbay_store::DATABASE_FILE;
use patchbay_test_support::{Stage, StageBuilder};

use crate::support::{PATCHBAYCTL, ctl, practice, well};

/// The calls by which a program changes anything outside itself.
const WRITES: [&str; 7] =
    ["pwrite64", "ftruncate", "fdatasync", "fsync", "unlink", "rename", "sendmsg"];

/// More kills than any of these needs: a run that never comes through is a failure.
const ENOUGH: usize = 1_000;

/// So often a run is repeated in which the keychain died.
const PATIENCE: usize = 3;

/// What came of a run.
#[derive(Debug, PartialEq)]
enum Run {
    Killed,
    CameThrough,
    Failed(String),
}

/// Runs `patchbayctl` and kills it at its nth call of this kind. Says whether it came
/// to that. A keychain that does not outlive a client killed under it is no failure of the
/// program: it is started again, as a desktop does, and so is the run.
async fn killed(stage: &Stage, call: &str, nth: usize, words: &[&str]) -> bool {
    for _ in 0..PATIENCE {
        match run(stage, call, nth, words).await {
            Run::Killed => {
                stage.mend_keychain().await.unwrap();
                return true;
            }
            Run::CameThrough => return false,
            Run::Failed(said) => {
                let is_mended = stage.mend_keychain().await.unwrap();
                assert!(is_mended, "{call} {nth}: it was killed and did not fail: {said}");
            }
        }
    }
    panic!("{call} {nth}: the keychain died {PATIENCE} times in a row");
}

async fn run(stage: &Stage, call: &str, nth: usize, words: &[&str]) -> Run {
    let mut command = stage.command("strace");
    command.args(["-f", "-qq", "-o", "/dev/null"]);
    command.arg(format!("--trace={call}"));
    command.arg(format!("--inject={call}:signal=SIGKILL:when={nth}"));
    command.arg(PATCHBAYCTL).args(words);
    let output = command.stdout(Stdio::null()).output().await.unwrap();
    use std::os::unix::process::ExitStatusExt;
    let ended = output.status;
    match (ended.signal(), ended.code()) {
        (Some(9), _) => Run::Killed,
        // What somebody has to do for a connection is no failure of the program.
        (_, Some(0 | 2)) => Run::CameThrough,
        _ => Run::Failed(format!("{ended}: {}", String::from_utf8_lossy(&output.stderr))),
    }
}

/// Expects that everything opens, once more where the keychain died only now.
async fn opens(stage: &Stage, words: &[&str]) {
    let output = ctl(stage, words, "").await;
    if !output.status.success() {
        let is_mended = stage.mend_keychain().await.unwrap();
        assert!(is_mended, "it does not open: {}", String::from_utf8_lossy(&output.stdout));
        well(stage, words, "").await;
    }
}

/// Kills the program at every write of these words, and has everything opened after
/// each. Says how many kills that were.
async fn killed_everywhere(stage: &Stage, words: &[&str], after: &[&str]) -> usize {
    let mut kills = 0;
    for call in WRITES {
        for nth in 1..ENOUGH {
            if !killed(stage, call, nth, words).await {
                break;
            }
            kills += 1;
            opens(stage, after).await;
        }
    }
    kills
}

#[tokio::test]
async fn a_keychain_that_died_is_there_again_for_the_next_run() {
    let stage = practice("kill-keychain").await;
    stage.crash_keychain().await.unwrap();
    assert!(!killed(&stage, "sendmsg", ENOUGH, &["vault", "verify"]).await, "it came through");
    assert!(!stage.mend_keychain().await.unwrap(), "it lives");
}

#[tokio::test]
async fn a_change_of_the_data_key_may_be_killed_at_every_write() {
    let stage = practice("kill-data").await;
    let kills = killed_everywhere(&stage, &["vault", "rotate", "data"], &["vault", "verify"]).await;
    assert!(kills > 30, "only {kills} writes were found");
}

#[tokio::test]
async fn a_change_of_the_key_in_the_keychain_may_be_killed_at_every_write() {
    let stage = practice("kill-door").await;
    let kills = killed_everywhere(&stage, &["vault", "rotate", "door"], &["vault", "verify"]).await;
    assert!(kills > 30, "only {kills} writes were found");
    // What the kills left behind is tidied away, and one key remains.
    let found = stage
        .command("secret-tool")
        .args(["search", "--all", "service", "app.patchbay.desktop"])
        .output()
        .await
        .unwrap();
    let keys = String::from_utf8_lossy(&found.stderr).matches("attribute.username").count();
    assert_eq!(keys, 1);
}

/// Kills a migration at every other write from this one on, and has everything opened after
/// each. Says how many kills that were.
async fn migration_killed(name: &str, from: usize) -> usize {
    let old = include_bytes!("../../../../tests/fixtures/schema-20261121150000.db");
    let stage = StageBuilder::named(name).start().await.unwrap();
    let folder = stage.data_folder();
    let mut kills = 0;
    for call in WRITES {
        for nth in (from..ENOUGH).step_by(2) {
            let _ = std::fs::remove_dir_all(&folder);
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join(DATABASE_FILE), old).unwrap();
            if !killed(&stage, call, nth, &["status"]).await {
                break;
            }
            kills += 1;
            let said = String::from_utf8(ctl(&stage, &["status"], "").await.stdout).unwrap();
            assert!(said.contains("\"working\""), "{said}");
        }
    }
    kills
}

#[tokio::test]
async fn a_migration_may_be_killed_at_every_write() {
    // They are many, and grow with every table: two stages share them.
    let (odd, even) =
        tokio::join!(migration_killed("kill-odd", 1), migration_killed("kill-even", 2));
    assert!(odd + even > 30, "only {} writes were found", odd + even);
}
