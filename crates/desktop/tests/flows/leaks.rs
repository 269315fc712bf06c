//! Canary secrets go through every path of the vault; then every file of the session is
//! searched for them, and everything the program said.

use std::path::Path;

use patchbay_contract::KitSheet;
use patchbay_test_support::StageBuilder;

use crate::support::{ctl, practice, well};

const PASSPHRASE: &str = "canary passphrase 7c41 of nobody";
const WRONG: &str = "canary typed wrongly 99e2 by hand";

/// Every file below this folder that holds one of these.
fn holding(folder: &Path, canaries: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_symlink() || path.extension().is_some_and(|end| end == "socket") {
            continue;
        }
        if path.is_dir() {
            found.extend(holding(&path, canaries));
        } else if path.is_file() {
            let bytes = std::fs::read(&path).unwrap_or_default();
            for canary in canaries {
                if bytes.windows(canary.len()).any(|window| window == canary.as_bytes()) {
                    found.push(format!("{} has “{canary}”", path.display()));
                }
            }
        }
    }
    found
}

#[tokio::test]
async fn no_secret_is_in_any_file_or_in_anything_that_is_said() {
    let stage = practice("leaks").await;
    let mut said = String::new();
    let typed = format!("{PASSPHRASE}\n");
    said += &well(&stage, &["vault", "rotate", "data"], "").await;
    said += &well(&stage, &["vault", "rotate", "door"], "").await;
    let sheet: KitSheet = serde_json::from_str(&well(&stage, &["vault", "kit"], "").await).unwrap();
    said += &well(&stage, &["vault", "move", "--to", "passphrase"], &typed).await;
    let asked: [&[&str]; 6] = [
        &["vault", "verify"],
        &["vault", "status"],
        &["doctor"],
        &["audit", "list"],
        &["audit", "verify"],
        &["vault", "broken", "list"],
    ];
    for words in asked {
        let output = ctl(&stage, words, &format!("{WRONG}\n")).await;
        said += &String::from_utf8_lossy(&output.stdout);
        said += &String::from_utf8_lossy(&output.stderr);
    }
    said += &well(&stage, &["vault", "verify"], &typed).await;
    said += &String::from_utf8_lossy(&ctl(&stage, &["status"], "").await.stdout);
    let code = sheet.groups.join("-");
    said += &well(&stage, &["vault", "recover", "--to", "passphrase"], &format!("{code}\n{typed}"))
        .await;

    let credential = "practice-practice-00-0000000000";
    let canaries = [credential, PASSPHRASE, WRONG, &code, &code.replace('-', "")];
    assert_eq!(holding(stage.home(), &canaries), [""; 0]);
    for canary in canaries {
        assert!(!said.contains(canary), "it was said: {canary}");
    }
}

#[tokio::test]
async fn the_search_finds_what_is_there() {
    let stage = StageBuilder::named("leaks-found").start().await.unwrap();
    let folder = stage.data_folder().join("deep");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("file"), format!("before {PASSPHRASE} after")).unwrap();
    assert_eq!(holding(stage.home(), &[PASSPHRASE, WRONG]).len(), 1);
}
