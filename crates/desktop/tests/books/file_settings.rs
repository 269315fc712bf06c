//! How the firm wants files for tax software written: kept for each folder, judged by what
//! the software demands, and stepped over for one file where that is wanted.

use std::path::Path;

use patchbay_contract::{
    AuditAction, ErrorCode, NewTaxFile, NewTaxFileSettings, Rounding, Signs, TaxFileSettings,
};

use crate::bench_firm;
use crate::firm::Firm;
use crate::folders::{books, typed, wish};

fn settings(connection: &str, settings: TaxFileSettings) -> NewTaxFileSettings {
    NewTaxFileSettings { connection: connection.to_owned(), settings }
}

async fn written(firm: &Firm, wish: &NewTaxFile) -> (String, String) {
    let path = firm.keys.write_for_tax(wish).await.unwrap().file.path;
    let name = Path::new(&path).file_name().unwrap().to_string_lossy().into_owned();
    (name, std::fs::read_to_string(&path).unwrap())
}

#[tokio::test]
async fn files_are_written_as_the_firm_wants_them_unless_one_is_wanted_otherwise() {
    let firm = Firm::new().await;
    let folder = tempfile::tempdir().unwrap();
    let id = firm.saves(typed("ultratax_cs", "file", folder.path())).await.connection;
    let (name, text) = written(&firm, &wish(&id, books())).await;
    assert_eq!(name, "UltraTax_TB_Miller & Co_2026.csv");
    assert!(text.contains("1000,Checking,1234.45,,"), "{text}");
    let wanted = TaxFileSettings {
        format: None,
        name: Some(" {year} {client} ".into()),
        rounding: Some(Rounding::WholeDollars),
        signs: Some(Signs::OneSigned),
    };
    firm.keys.set_tax_file_settings(&settings(&id, wanted.clone())).await.unwrap();
    let kept = firm.keys.tax_targets().await.unwrap().remove(0).settings;
    assert_eq!(kept, TaxFileSettings { name: Some("{year} {client}".into()), ..wanted.clone() });
    let (name, text) = written(&firm, &wish(&id, books())).await;
    assert_eq!(name, "2026 Miller & Co.csv");
    assert!(text.contains("Account title,Balance,Tax code"), "{text}");
    assert!(text.contains("1000,Checking,1234,") && text.contains("4000,Sales,-1234,"), "{text}");
    let cents = NewTaxFile { rounding: Some(Rounding::Cents), ..wish(&id, books()) };
    assert!(written(&firm, &cents).await.1.contains("4000,Sales,-1234.45,"));

    let entered = firm.entered(AuditAction::ConnectionConfigured).await;
    assert_eq!(entered, 1);
    firm.keys.set_tax_file_settings(&settings(&id, wanted.clone())).await.unwrap();
    assert_eq!(firm.entered(AuditAction::ConnectionConfigured).await, entered, "nothing changed");
    for unfit in [
        TaxFileSettings { name: Some("all of {year}".into()), ..wanted.clone() },
        TaxFileSettings { name: Some("../{client}".into()), ..wanted.clone() },
        TaxFileSettings { format: Some("pdf".into()), ..wanted.clone() },
    ] {
        let refused = firm.keys.set_tax_file_settings(&settings(&id, unfit)).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::TaxFileSettingUnfit, "{refused}");
        assert!(refused.effect.contains("Nothing was changed"), "{refused}");
    }
    assert_eq!(firm.keys.tax_targets().await.unwrap().remove(0).settings, kept);
    let nobody = firm.keys.set_tax_file_settings(&settings("no such", wanted)).await.unwrap_err();
    assert_eq!(nobody.code, ErrorCode::ConnectionUnknown);
}

#[tokio::test]
async fn how_files_are_written_stays_with_another_folder_and_goes_with_the_connection() {
    let firm = bench_firm::Firm::beside(&[]).await;
    let keys = patchbay_desktop::keys::Keys::beside(&firm.sign_ins);
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let id = keys.save(typed("drake", "file", first.path())).await.unwrap().connection;
    let wanted = TaxFileSettings { name: Some("{year} {client} TB".into()), ..Default::default() };
    keys.set_tax_file_settings(&settings(&id, wanted.clone())).await.unwrap();
    let mut again = typed("drake", "file", second.path());
    again.connection = Some(id.clone());
    keys.save(again).await.unwrap();
    assert_eq!(keys.tax_targets().await.unwrap().remove(0).settings, wanted);
    keys.write_for_tax(&wish(&id, books())).await.unwrap();
    assert!(second.path().join("2026 Miller & Co TB.xlsx").exists());
    let end = patchbay_contract::Disconnection { connection: id, despite: false };
    firm.sign_ins.disconnect(end).await.unwrap();
    let anew = keys.save(typed("drake", "file", second.path())).await.unwrap().connection;
    let target = keys.tax_targets().await.unwrap().remove(0);
    assert_eq!((target.connection, target.settings), (anew, TaxFileSettings::default()));
}
