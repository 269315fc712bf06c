//! Every provider that is a folder for files: connected by a good one, refused with a bad one,
//! tested, written into and disconnected.

use std::path::Path;

use jiff::civil::date;
use patchbay_contract::{
    Basis, Cents, DefaultChange, DefaultKind, Disconnection, EnvironmentId, ErrorCode, NewKey,
    NewTaxFile, SignInAt, StatusKind, TrialBalance, TrialBalanceRow, WhoTellsIt,
};
use patchbay_desktop::keys::Keys;
use patchbay_providers::How;

use crate::bench_firm;
use crate::firm::Firm;

/// Every one of them, with the name of its form.
fn targets() -> Vec<(String, String)> {
    let all = patchbay_providers::catalogue().into_iter().flat_map(|provider| {
        let ways = provider.sign_in.into_iter();
        let folders = ways.filter(|way| matches!(way.how, How::FileTarget(_)));
        let id = provider.id;
        folders.map(move |way| (id.clone(), way.id)).collect::<Vec<_>>()
    });
    all.collect()
}

pub(crate) fn typed(provider: &str, sign_in: &str, folder: &Path) -> NewKey {
    NewKey {
        at: SignInAt {
            provider: provider.into(),
            sign_in: sign_in.into(),
            environment: EnvironmentId::Live,
        },
        connection: None,
        switch_account: false,
        mailbox: None,
        label: None,
        fields: [("folder".to_owned(), folder.display().to_string())].into(),
        in_sight: false,
    }
}

pub(crate) fn books() -> TrialBalance {
    let row = |number: &str, name: &str, balance: i64| TrialBalanceRow {
        number: Some(number.into()),
        name: name.into(),
        debit: Cents(balance.max(0)),
        credit: Cents((-balance).max(0)),
    };
    TrialBalance {
        provider: "Xero".into(),
        company: Some("Miller & Co".into()),
        as_of: date(2026, 12, 31),
        basis: Basis::Accrual,
        currency: Some("USD".into()),
        rows: vec![row("1000", "Checking", 123_445), row("4000", "Sales", -123_445)],
    }
}

pub(crate) fn wish(target: &str, books: TrialBalance) -> NewTaxFile {
    let (target, client) = (target.to_owned(), "Miller & Co".to_owned());
    NewTaxFile { target, format: None, client, rounding: None, books, prior: None }
}

fn files(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[tokio::test]
async fn every_folder_is_proven_kept_tested_and_leaves_nothing_behind() {
    let firm = Firm::new().await;
    let all = targets();
    assert_eq!(all.len(), 6, "{all:?}");
    for (provider, sign_in) in &all {
        let folder = tempfile::tempdir().unwrap();
        let saved = firm.saves(typed(provider, sign_in, folder.path())).await;
        let held: Vec<_> = saved.checks.iter().map(|check| check.holds).collect();
        assert_eq!(held, [Some(true), Some(true)], "{provider}");
        assert_eq!(saved.account, Some(folder.path().display().to_string()));
        assert!(files(folder.path()).is_empty(), "{provider}");
        let tested = firm.keys.test(&saved.connection).await.unwrap();
        assert_eq!(tested.problem, None, "{provider}");
        let gone = folder.path().to_owned();
        folder.close().unwrap();
        let tested = firm.keys.test(&saved.connection).await.unwrap();
        let problem = tested.problem.expect(provider);
        assert_eq!(problem.code, ErrorCode::FolderGone, "{provider}");
        assert!(problem.what.contains(&gone.display().to_string()), "{problem}");
        assert_eq!(tested.checks[0].holds, Some(false));
        let found = firm.keys.diagnose(&saved.connection).await.unwrap();
        let codes: Vec<_> = found.problems().map(|problem| problem.code).collect();
        assert_eq!(codes, [ErrorCode::FolderGone], "{found}");
        let history = firm.installation.probes_of(&saved.connection, 9).await.unwrap();
        let codes: Vec<_> =
            history.iter().map(|one| one.trouble.as_ref().map(|t| t.code)).collect();
        assert_eq!(codes, [Some(ErrorCode::FolderGone), None, None], "{provider}");
        let status = |all: &[patchbay_contract::Connection]| {
            all.iter().find(|one| one.id == saved.connection).unwrap().status.kind()
        };
        assert_eq!(status(&firm.connections().await), StatusKind::CheckSettings);
        std::fs::create_dir(&gone).unwrap();
        firm.keys.test_all().await.unwrap();
        assert_eq!(status(&firm.connections().await), StatusKind::Connected);
        std::fs::remove_dir(&gone).unwrap();
    }
    assert_eq!(firm.connections().await.len(), all.len());
}

#[tokio::test]
async fn a_folder_that_takes_no_file_is_told_by_its_cause_and_not_saved() {
    let firm = Firm::new().await;
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("file");
    std::fs::write(&file, "").unwrap();
    for (provider, sign_in) in targets() {
        for (folder, code) in [
            (home.path().join("not there"), ErrorCode::FolderGone),
            (file.clone(), ErrorCode::FolderGone),
            (file.join("below"), ErrorCode::FolderGone),
            ("Tax imports".into(), ErrorCode::FolderGone),
            ("".into(), ErrorCode::FieldMissing),
        ] {
            let problem = firm.is_refused(typed(&provider, &sign_in, &folder)).await;
            assert_eq!(problem.code, code, "{provider} {}", folder.display());
            assert!(problem.effect.contains("othing was saved"), "{problem}");
        }
    }
    assert!(firm.connections().await.is_empty());
}

#[tokio::test]
async fn every_program_gets_its_file_and_a_later_one_takes_its_place() {
    let firm = Firm::new().await;
    for (provider, sign_in) in targets() {
        let folder = tempfile::tempdir().unwrap();
        let saved = firm.saves(typed(&provider, &sign_in, folder.path())).await;
        let target = firm.keys.tax_targets().await.unwrap().into_iter();
        let target = target.last().filter(|one| one.connection == saved.connection);
        let formats = target.expect(&provider).formats;
        for format in &formats {
            let format = Some(format.id.clone());
            for _ in 0..2 {
                let wish =
                    NewTaxFile { format: format.clone(), ..wish(&saved.connection, books()) };
                let written = firm.keys.write_for_tax(&wish).await.unwrap();
                assert!(Path::new(&written.file.path).starts_with(folder.path()), "{provider}");
                assert!(std::fs::metadata(&written.file.path).unwrap().len() > 20, "{provider}");
                // To the dollar there is no difference to be left over here.
                assert_eq!(written.file.accounts, 2, "{provider}");
                assert!(!written.import_by.is_empty());
            }
        }
        assert_eq!(files(folder.path()).len(), formats.len(), "{provider}");
    }
}

#[tokio::test]
async fn the_folder_that_the_firm_uses_by_default_comes_first() {
    let firm = Firm::new().await;
    let folder = tempfile::tempdir().unwrap();
    let first = firm.saves(typed("drake", "file", folder.path())).await;
    let last = firm.saves(typed("proseries", "file", folder.path())).await;
    let order = async || {
        let targets = firm.keys.tax_targets().await.unwrap().into_iter();
        targets.map(|one| (one.connection, one.is_default)).collect::<Vec<_>>()
    };
    let (drake, proseries) = (first.connection, last.connection);
    assert_eq!(order().await, [(drake.clone(), false), (proseries.clone(), false)]);
    let (kind, connection) = (DefaultKind::Tax, proseries.clone());
    let wish = DefaultChange::Use { kind, connection, address: None };
    firm.installation.change_default(&firm.catalogue, wish).await.unwrap();
    assert_eq!(order().await, [(proseries, true), (drake, false)]);
}

#[tokio::test]
async fn books_that_break_a_rule_are_refused_in_the_words_of_the_program_and_the_old_file_stays() {
    let firm = Firm::new().await;
    for (provider, sign_in) in targets() {
        let folder = tempfile::tempdir().unwrap();
        let saved = firm.saves(typed(&provider, &sign_in, folder.path())).await;
        let written = firm.keys.write_for_tax(&wish(&saved.connection, books())).await.unwrap();
        let before = std::fs::read(&written.file.path).unwrap();
        let mut odd = books();
        odd.rows[0].debit = Cents(1);
        let problem = firm.keys.write_for_tax(&wish(&saved.connection, odd)).await.unwrap_err();
        assert_eq!(problem.code, ErrorCode::FileNotAccepted, "{provider}");
        assert!(problem.what.contains("ebits and credits differ"), "{provider}: {problem}");
        let nobody = NewTaxFile { client: " ".into(), ..wish(&saved.connection, books()) };
        let problem = firm.keys.write_for_tax(&nobody).await.unwrap_err();
        assert!(problem.what.contains("name is missing"), "{problem}");
        assert_eq!(std::fs::read(&written.file.path).unwrap(), before, "{provider}");
        folder.close().unwrap();
        let gone = firm.keys.write_for_tax(&wish(&saved.connection, books())).await.unwrap_err();
        assert_eq!(gone.code, ErrorCode::FolderGone, "{provider}");
    }
    let mut twice = books();
    twice.rows[1].number = Some("1000".into());
    let folder = tempfile::tempdir().unwrap();
    let cch = firm.saves(typed("cch_axcess", "file", folder.path())).await.connection;
    let problem = firm.keys.write_for_tax(&wish(&cch, twice)).await.unwrap_err();
    assert!(problem.what.contains("CCH needs each account once"), "{problem}");
}

#[tokio::test]
async fn another_folder_takes_the_place_of_the_one_that_was_and_disconnecting_leaves_its_files() {
    let firm = bench_firm::Firm::beside(&[]).await;
    let keys = Keys::beside(&firm.sign_ins);
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let id = keys.save(typed("drake", "file", first.path())).await.unwrap().connection;
    let again = NewKey { connection: Some(id.clone()), ..typed("drake", "file", second.path()) };
    assert_eq!(keys.save(again).await.unwrap().connection, id);
    keys.write_for_tax(&wish(&id, books())).await.unwrap();
    assert!(files(first.path()).is_empty());
    assert_eq!(files(second.path()), ["Miller & CoTB.xlsx"]);
    let preview = firm.sign_ins.preview_disconnect(&id).await.unwrap();
    assert_eq!(preview.told_by, WhoTellsIt::Nobody);
    let end = Disconnection { connection: id, despite: false };
    let receipt = firm.sign_ins.disconnect(end).await.unwrap();
    assert_eq!(receipt.by_hand, None, "nothing is left to do there");
    assert!(firm.connections().await.is_empty());
    assert!(keys.tax_targets().await.unwrap().is_empty());
    assert_eq!(files(second.path()).len(), 1, "what was written is the firm's");
}

/// Connects Drake by a folder on a disk of its own, made with these options.
#[cfg(target_os = "linux")]
fn on_a_disk(options: &str) -> (ErrorCode, String) {
    let (home, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let output = std::process::Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c"])
        .arg("mount -t tmpfs -o \"$1\" tmpfs \"$2\" && exec \"$3\" --data-dir \"$4\" --json connect drake --field \"folder=$2\"")
        .args(["sh", options])
        .arg(folder.path())
        .arg(env!("CARGO_BIN_EXE_patchbayctl"))
        .arg(home.path())
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .output()
        .expect("unshare (util-linux) can be started");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let problem: patchbay_contract::Problem = serde_json::from_str(&said)
        .unwrap_or_else(|_| panic!("{said}{}", String::from_utf8_lossy(&output.stderr)));
    (problem.code, problem.remedy)
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_and_one_that_is_read_only_are_told_apart() {
    let (code, remedy) = on_a_disk("ro");
    assert_eq!(code, ErrorCode::FolderNotWritable);
    assert!(remedy.contains("right to write"), "{remedy}");
    let (code, remedy) = on_a_disk("size=4k");
    assert_eq!(code, ErrorCode::FolderFull);
    assert!(remedy.contains("Free some space"), "{remedy}");
}
