//! What an export holds, where it is, and that it can be checked elsewhere.

use std::path::Path;

use patchbay_contract::{
    AuditAction, AuditExport, AuditExportFormat, AuditExportOrder, AuditFilter, AuditOutcome,
    AuditQuestion, ErrorCode,
};
use patchbay_store::audit::Detail;
use patchbay_vault::{Key, Keychain, SigningKey};
use serde_json::Value;

use super::AuditKey;
use crate::Installation;

fn installation(home: &Path) -> Installation {
    Installation::in_folder(&home.join("data"), None, Keychain::of_this_system())
        .exporting_to(&home.join("downloads"))
}

async fn with_entries(home: &Path) -> Installation {
    let installation = installation(home);
    for account in ["Miller & Co", "=HYPERLINK(\"http://evil.example\")", "a, \"b\"\nc"] {
        let entry = installation
            .entry(AuditAction::ConnectionMade)
            .connection("xero", "@connection")
            .detail(Detail::new().text("account", account));
        installation.enter(entry).await.unwrap();
    }
    let renewed = installation.entry_by_itself(AuditAction::CredentialRenewed);
    installation.enter(renewed.ended(AuditOutcome::Failed)).await.unwrap();
    installation
}

async fn exported(installation: &Installation, format: AuditExportFormat) -> AuditExport {
    let order = AuditExportOrder { filter: AuditFilter::default(), format };
    installation.export_audit(&order).await.unwrap()
}

#[tokio::test]
async fn a_spreadsheet_gets_every_entry_and_no_formula() {
    let home = tempfile::tempdir().unwrap();
    let installation = with_entries(home.path()).await;
    let export = exported(&installation, AuditExportFormat::Csv).await;
    installation.close().await;
    assert_eq!(export.entries, 4);
    assert!(Path::new(&export.path).starts_with(home.path().join("downloads")));
    let bytes = std::fs::read(&export.path).unwrap();
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").expect("a mark by which Excel knows UTF-8");
    let mut rows = csv::Reader::from_reader(text);
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(&rows[0][3], "connection.made");
    assert_eq!(&rows[0][6], "'@connection");
    assert_eq!(&rows[2][8], "account: a, \"b\" c");
    assert_eq!((&rows[3][2], &rows[3][4]), ("Patchbay", "failed"));
    for cell in rows.iter().flat_map(|row| row.iter()) {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
}

#[tokio::test]
async fn a_program_gets_what_it_needs_to_check_every_hash_and_signature() {
    let home = tempfile::tempdir().unwrap();
    let installation = with_entries(home.path()).await;
    let key = SigningKey::from_seed(&Key::from_bytes(&[7; 32]));
    installation.set_audit_key(Some(AuditKey::first(key)));
    let checked = installation.verify_audit().await.unwrap();
    assert_eq!((checked.broken, checked.signed_until, checked.key_known), (None, Some(4), true));
    let export = exported(&installation, AuditExportFormat::Json).await;
    installation.close().await;
    let file: Value = serde_json::from_slice(&std::fs::read(&export.path).unwrap()).unwrap();
    assert_eq!(file["complete"], true);
    let entries = file["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 4);
    let mut previous = file["beginning"].clone();
    for entry in entries {
        assert_eq!(entry["previous"], previous);
        previous = entry["hash"].clone();
    }
    assert_eq!(file["checkpoints"][0]["hash"], previous);
}

#[tokio::test]
async fn an_export_is_an_entry_itself_and_a_second_one_takes_no_names_away() {
    let home = tempfile::tempdir().unwrap();
    let installation = with_entries(home.path()).await;
    let first = exported(&installation, AuditExportFormat::Csv).await;
    let second = exported(&installation, AuditExportFormat::Csv).await;
    assert_ne!(first.path, second.path);
    assert_eq!(second.entries, 5);
    let page = installation.audit_page(&AuditQuestion::default()).await.unwrap();
    assert_eq!(page.entries[0].action, Some(AuditAction::ExportMade));
    assert_eq!(page.entries[0].detail["entries"], "5");
    installation.close().await;
}

#[tokio::test]
async fn a_filtered_export_has_only_what_fits_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    let installation = with_entries(home.path()).await;
    let filter = AuditFilter { outcome: Some(AuditOutcome::Failed), ..AuditFilter::default() };
    let order = AuditExportOrder { filter, format: AuditExportFormat::Json };
    let export = installation.export_audit(&order).await.unwrap();
    installation.close().await;
    let file: Value = serde_json::from_slice(&std::fs::read(&export.path).unwrap()).unwrap();
    assert_eq!((export.entries, &file["complete"]), (1, &Value::Bool(false)));
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_named_and_no_half_file_is_left() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("downloads"), "a file in the place of the folder").unwrap();
    let installation = with_entries(home.path()).await;
    let order = AuditExportOrder { filter: AuditFilter::default(), format: AuditExportFormat::Csv };
    let problem = installation.export_audit(&order).await.unwrap_err();
    assert_eq!(problem.code, ErrorCode::ExportNotWritten);
    let page = installation.audit_page(&AuditQuestion::default()).await.unwrap();
    assert_eq!(page.entries[0].outcome, AuditOutcome::Failed);
    installation.close().await;
}

#[cfg(unix)]
#[tokio::test]
async fn an_export_is_readable_by_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let installation = with_entries(home.path()).await;
    let export = exported(&installation, AuditExportFormat::Csv).await;
    installation.close().await;
    let mode = std::fs::metadata(&export.path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test]
async fn a_trail_is_signed_when_patchbay_closes_and_only_while_the_key_is_there() {
    let home = tempfile::tempdir().unwrap();
    let without = with_entries(home.path()).await;
    assert!(!without.audit_page(&AuditQuestion::default()).await.unwrap().seal.key_at_hand);
    without.close().await;
    let with = installation(home.path());
    let seal = with.audit_page(&AuditQuestion::default()).await.unwrap().seal;
    assert_eq!(seal.signed_until, None);
    let key = SigningKey::from_seed(&Key::from_bytes(&[7; 32]));
    with.set_audit_key(Some(AuditKey::first(key)));
    with.close().await;
    let again = installation(home.path());
    let seal = again.audit_page(&AuditQuestion::default()).await.unwrap().seal;
    assert_eq!(seal.signed_until, Some(4));
    // Another key is not ours.
    let other = SigningKey::from_seed(&Key::from_bytes(&[8; 32]));
    again.set_audit_key(Some(AuditKey::first(other)));
    assert_eq!(again.verify_audit().await.unwrap().broken.map(|broken| broken.seq), Some(4));
    again.set_audit_key(None);
    again.close().await;
}
