//! The audit trail in the real window: looked through, checked, exported, and tampered
//! with behind the app's back.

use patchbay_contract::{AuditEntry, AuditFilter, AuditOutcome, AuditQuestion};
use patchbay_desktop::Installation;
use patchbay_test_support::{App, Stage, StageBuilder, eventually};
use patchbay_vault::Keychain;

use crate::{go, patchbay, practice_firm};

async fn opened_trail(name: &str) -> (Stage, App) {
    let stage = StageBuilder::named(name).start().await.unwrap();
    practice_firm(&stage).await;
    let app = stage.open(patchbay(), &[]).await.unwrap();
    app.press("nav a[href='/audit']").await.unwrap();
    app.find("#audit-entries tr[data-seq]").await.unwrap();
    (stage, app)
}

#[tokio::test]
async fn the_trail_is_filtered_read_checked_and_exported() {
    let (_stage, app) = opened_trail("audit-story").await;
    app.wait_for_words(".audit-seal", "not yet signed: the vault is not open").await.unwrap();
    app.press("#older").await.unwrap();
    eventually("a second page", || async {
        (app.count("tr[data-seq]").await.ok()? > 50).then_some(())
    })
    .await
    .unwrap();

    // By the keyboard: the search, and the entry that was found.
    app.keys("/").await.unwrap();
    app.keys("agree").await.unwrap();
    eventually("the one entry", || async {
        (app.count("tr[data-seq]").await.ok()? == 1).then_some(())
    })
    .await
    .unwrap();
    assert!(app.address().await.unwrap().ends_with("/audit?q=agree"));
    app.wait_for_words("#audit-entries", "Refused").await.unwrap();
    app.press(".row-link").await.unwrap();
    app.wait_for_words("dialog[open]", "A second administrator has to agree.").await.unwrap();
    app.escape().await.unwrap();

    app.press("#verify").await.unwrap();
    app.wait_for_words(".audit-whole", "entries are as they were written").await.unwrap();
    app.press("#export-json").await.unwrap();
    app.wait_for_words(".audit-exported", "1 entry was written").await.unwrap();
    let path = app.text(".audit-exported code").await.unwrap();
    let file: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert_eq!(file["entries"][0]["outcome"], "refused");
    go(&app, "/audit").await;
    app.wait_for_words("#audit-entries tr[data-seq]", "File exported").await.unwrap();
    app.close().await.unwrap();
}

#[tokio::test]
async fn an_entry_that_was_tampered_with_in_the_file_is_named() {
    let stage = StageBuilder::named("audit-tampered").start().await.unwrap();
    practice_firm(&stage).await;
    let entry = the_refused(&stage).await;
    // As many letters in the place of what it says, in the file itself.
    let file = stage.data_folder().join("patchbay.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let before = entry.detail["reason"].as_bytes();
    let after = "x".repeat(before.len());
    let places: Vec<usize> =
        (0..bytes.len() - before.len()).filter(|n| bytes[*n..].starts_with(before)).collect();
    assert_eq!(places.len(), 1, "the detail stands in one place");
    bytes[places[0]..places[0] + before.len()].copy_from_slice(after.as_bytes());
    std::fs::write(&file, bytes).unwrap();

    let app = stage.open(patchbay(), &[]).await.unwrap();
    app.press("nav a[href='/audit']").await.unwrap();
    app.press("#verify").await.unwrap();
    let words = format!("broken at entry {}", entry.seq);
    let said = app.wait_for_words(".audit-broken", &words).await.unwrap();
    assert!(said.contains("says something else than when it was written"), "{said}");
    app.close().await.unwrap();
}

/// The one entry of the practice firm that was refused.
async fn the_refused(stage: &Stage) -> AuditEntry {
    let keychain = Keychain::of_this_system();
    let installation = Installation::in_folder(&stage.data_folder(), None, keychain);
    let outcome = Some(AuditOutcome::Refused);
    let filter = AuditFilter { outcome, ..AuditFilter::default() };
    let page = installation.audit_page(&AuditQuestion { filter, older_than: None }).await.unwrap();
    installation.close().await;
    assert_eq!(page.entries.len(), 1);
    page.entries.into_iter().next().unwrap()
}
