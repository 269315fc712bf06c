//! The trial balance of an account: asked for by day and basis, shown with whether it ties,
//! and saved.

use jiff::civil::date;
use patchbay_contract::command::{
    ChooseFolder, GetProvider, GetReceipts, GetTaxTargets, ReadTrialBalance, SaveKey,
    SaveTrialBalance, WriteForTax,
};
use patchbay_contract::{
    Basis, Category, Cents, ErrorCode, FieldKind, FieldView, Part, Problem, ProviderPage, Rounding,
    SignInKind, SignInView, Status, TaxFile, TaxFormat, TaxTarget, TrialBalance, TrialBalanceRow,
    WrittenFile,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{card, page_of, sign_in, signed_in};
use crate::scripted::Page;
use crate::tax_files::{format, target};

const READ: &str = "[aria-label='Trial balance of Main']";

async fn opened(bases: &[Basis]) -> Page {
    let page = Page::open_at("/provider/xero?tab=accounts");
    let of = page_of(card("xero", "Xero", Category::Accounting));
    let connections = Part::Working(vec![signed_in("xero", "Main", Status::Connected)]);
    let of = ProviderPage { connections, trial_balance: bases.to_vec(), ..of };
    page.answer::<GetProvider>(&of).await;
    page.answer::<GetReceipts>(&Vec::new()).await;
    page.until("the page", |page| page.text("h1") == "Xero").await;
    page
}

async fn asked() -> Page {
    let page = opened(&[Basis::Accrual, Basis::Cash]).await;
    page.press(READ);
    page.until("the dialog", |page| !page.all("dialog form").is_empty()).await;
    page.type_into("#books-day", "2026-06-30");
    page.press("dialog input[value=cash]");
    page.press_word("dialog button", "Read it");
    page
}

fn books(credit: i64) -> TrialBalance {
    let row = |number: Option<&str>, name: &str, debit, credit| TrialBalanceRow {
        number: number.map(str::to_owned),
        name: name.into(),
        debit: Cents(debit),
        credit: Cents(credit),
    };
    TrialBalance {
        provider: "Xero".into(),
        company: Some("Miller & Co".into()),
        as_of: date(2026, 6, 30),
        basis: Basis::Cash,
        currency: Some("USD".into()),
        rows: vec![row(Some("1000"), "Checking", 123_456, 0), row(None, "Sales", 0, credit)],
    }
}

/// The form for the folder of tax software.
async fn folder_form() -> Page {
    let page = Page::open_at("/provider/drake");
    let field = FieldView {
        id: "folder".into(),
        label: "Folder for the files".into(),
        help: "Files go here.".into(),
        find: Vec::new(),
        kind: FieldKind::Folder,
        secret: false,
        optional: false,
        default: None,
        example: None,
        choices: Vec::new(),
    };
    let way = SignInView {
        kind: SignInKind::FileTarget,
        fields: vec![field],
        files: vec![("Miller & CoTB.xlsx".into(), "Worksheet".into())],
        ..sign_in("file", "Files in a folder")
    };
    let of = page_of(card("drake", "Drake Tax", Category::Tax));
    page.answer::<GetProvider>(&ProviderPage { sign_ins: vec![way], ..of }).await;
    page.until("the form", |page| !page.all("#key-form input").is_empty()).await;
    page
}

#[wasm_bindgen_test]
async fn books_are_asked_for_by_day_and_basis_and_shown_with_their_mark() {
    let page = asked().await;
    let wish = &page.asked::<ReadTrialBalance>()[0];
    assert_eq!((wish.connection.as_str(), wish.basis), ("xero-Main", Basis::Cash));
    assert_eq!(wish.as_of, date(2026, 6, 30));
    page.until("the wait", |page| page.text("dialog").contains("Reading the trial balance")).await;
    page.answer::<ReadTrialBalance>(&books(123_456)).await;
    page.until("the table", |page| !page.all("table.books").is_empty()).await;
    assert_eq!(page.text("dialog .pill.good"), "2 accounts, ties at 1,234.56 USD");
    assert_eq!(page.text("table.books caption"), "Miller & Co · June 30, 2026 · Cash");
    let total = page.text("table.books tfoot");
    assert_eq!(total.matches("1,234.56").count(), 2, "{total}");
}

#[wasm_bindgen_test]
async fn books_that_do_not_tie_say_by_how_much_and_what_to_do() {
    let page = asked().await;
    page.answer::<ReadTrialBalance>(&books(123_457)).await;
    page.until("the mark", |page| !page.all("dialog .pill.bad").is_empty()).await;
    let said = page.text("dialog");
    assert!(said.contains(" 0.01 apart") && said.contains("compare the totals"), "{said}");
}

#[wasm_bindgen_test]
async fn empty_books_and_a_ledger_that_says_no_are_told() {
    let page = asked().await;
    page.answer::<ReadTrialBalance>(&TrialBalance { rows: Vec::new(), ..books(0) }).await;
    page.until("the words", |page| page.text("dialog").contains("Choose another day")).await;
    assert!(page.all("table.books").is_empty());
    page.press_word("dialog button", "Read it");
    let busy = Problem::new(ErrorCode::ProviderBusy, "It is busy.", "Nothing.", "Wait.");
    page.refuse::<ReadTrialBalance>(&busy).await;
    page.until("the problem", |page| page.text("dialog").contains("It is busy.")).await;
}

#[wasm_bindgen_test]
async fn what_was_read_is_saved_as_it_was_shown() {
    let page = asked().await;
    page.answer::<ReadTrialBalance>(&books(123_456)).await;
    page.until("the table", |page| !page.all("table.books").is_empty()).await;
    page.press_word("dialog button", "Save for a spreadsheet");
    assert_eq!(page.asked::<SaveTrialBalance>(), [books(123_456)]);
    let file = WrittenFile { path: "/home/pat/tb.csv".into(), accounts: 2 };
    page.answer::<SaveTrialBalance>(&file).await;
    page.until("the file", |page| page.text("dialog").contains("/home/pat/tb.csv")).await;
}

#[wasm_bindgen_test]
async fn where_no_books_can_be_read_nobody_is_offered_them_and_one_basis_is_no_choice() {
    let page = opened(&[]).await;
    assert!(page.all(READ).is_empty());
    let page = opened(&[Basis::Accrual]).await;
    page.press(READ);
    page.until("the dialog", |page| !page.all("dialog form").is_empty()).await;
    assert!(page.all("dialog input[type=radio]").is_empty());
}

#[wasm_bindgen_test]
async fn a_file_for_tax_software_is_written_and_how_it_is_imported_is_said() {
    let page = asked().await;
    page.answer::<ReadTrialBalance>(&books(123_456)).await;
    page.until("the table", |page| !page.all("table.books").is_empty()).await;
    let targets = vec![target("Drake", false), target("ProSeries", true)];
    page.answer::<GetTaxTargets>(&targets).await;
    page.until("the form", |page| !page.all("#tax-target").is_empty()).await;
    assert_eq!(page.value("#tax-client"), "Miller & Co");
    assert!(!page.all(".tax-file input[type=checkbox]").is_empty());
    page.choose("#tax-target", "1");
    page.until("the rule", |page| page.all(".tax-file input[type=checkbox]").is_empty()).await;
    page.press_word("dialog button", "Write the file");
    let wish = &page.asked::<WriteForTax>()[0];
    assert_eq!((wish.target.as_str(), wish.client.as_str()), ("ProSeries", "Miller & Co"));
    assert_eq!((wish.rounding, &wish.books), (None, &books(123_456)));
    let file = WrittenFile { path: "T:\\TB.prn".into(), accounts: 2 };
    let written = TaxFile { file, import_by: "Open the return".into(), without_tax_code: 2 };
    page.answer::<WriteForTax>(&written).await;
    page.until("the file", |page| page.text(".tax-file").contains("T:\\TB.prn")).await;
    let said = page.text(".tax-file");
    assert!(said.contains("Open the return") && said.contains("2 accounts have no"), "{said}");
}

#[wasm_bindgen_test]
async fn without_a_folder_for_tax_software_it_is_said_where_to_connect_one() {
    let page = asked().await;
    page.answer::<ReadTrialBalance>(&books(123_456)).await;
    page.until("the table", |page| !page.all("table.books").is_empty()).await;
    page.answer::<GetTaxTargets>(&Vec::new()).await;
    page.until("the words", |page| page.text(".tax-file").contains("under Tax")).await;
}

#[wasm_bindgen_test]
async fn the_form_of_a_folder_speaks_of_no_key_and_says_what_files_are_called() {
    let page = folder_form().await;
    let said = page.text("#key-form");
    assert!(said.contains("Name the folder") && said.contains("Miller & CoTB.xlsx"), "{said}");
    assert!(!said.contains("key"), "{said}");
    page.type_into("#file-live-folder", "/srv/tax");
    page.press_word("#key-form button", "Test and save");
    let typed = &page.asked::<SaveKey>()[0];
    assert_eq!(typed.fields["folder"], "/srv/tax");
}

#[wasm_bindgen_test]
async fn a_folder_is_chosen_in_the_systems_dialog_and_what_was_typed_stays_without_one() {
    let page = folder_form().await;
    page.type_into("#file-live-folder", "/srv/tax");
    page.press_word("#key-form button", "Choose a folder");
    page.until("the wish", |page| page.asked::<ChooseFolder>() == ["/srv/tax"]).await;
    page.answer::<ChooseFolder>(&None).await;
    page.until("another wish", |page| {
        // One dialog at a time: until the first is known to be closed, none is asked for.
        page.press_word("#key-form button", "Choose a folder");
        page.asked::<ChooseFolder>().len() == 2
    })
    .await;
    assert_eq!(page.value("#file-live-folder"), "/srv/tax");
    page.answer::<ChooseFolder>(&Some("/srv/clients".into())).await;
    page.until("the folder", |page| page.value("#file-live-folder") == "/srv/clients").await;
}

#[wasm_bindgen_test]
async fn the_year_before_is_read_where_the_format_has_columns_for_it() {
    let page = asked().await;
    page.answer::<ReadTrialBalance>(&books(123_456)).await;
    page.until("the table", |page| !page.all("table.books").is_empty()).await;
    let both = TaxFormat { prior_year: true, ..format("both") };
    let target = TaxTarget { formats: vec![format("plain"), both], ..target("CCH Axcess", true) };
    page.answer::<GetTaxTargets>(&vec![target]).await;
    page.until("the form", |page| !page.all("#tax-target").is_empty()).await;
    assert!(page.all(".tax-file input[type=checkbox]").is_empty());
    page.choose("#tax-target", "1");
    page.until("the choice", |page| page.text(".tax-file").contains("With the year before")).await;
    page.press(".tax-file input[type=checkbox]");
    page.press_word("dialog button", "Write the file");
    page.until("the question", |page| page.asked::<ReadTrialBalance>().len() == 2).await;
    let day = books(1).a_year_before().unwrap();
    assert_eq!(page.asked::<ReadTrialBalance>()[1].as_of, day);
    let before = TrialBalance { as_of: day, ..books(777) };
    page.answer::<ReadTrialBalance>(&before).await;
    page.until("the wish", |page| page.asked::<WriteForTax>().len() == 1).await;
    let wish = &page.asked::<WriteForTax>()[0];
    assert_eq!((wish.format.as_deref(), &wish.prior), (Some("both"), &Some(before)));
}

#[wasm_bindgen_test]
async fn a_file_begins_as_the_firm_wants_files_there() {
    let page = asked().await;
    page.answer::<ReadTrialBalance>(&books(123_456)).await;
    page.until("the table", |page| !page.all("table.books").is_empty()).await;
    let mut wanted = target("Lacerte", false);
    wanted.formats = vec![format("csv"), format("xlsx")];
    wanted.settings.format = Some("xlsx".into());
    wanted.settings.rounding = Some(Rounding::WholeDollars);
    page.answer::<GetTaxTargets>(&vec![wanted, target("Drake", false)]).await;
    page.until("the form", |page| !page.all("#tax-target").is_empty()).await;
    page.press_word("dialog button", "Write the file");
    let wish = page.asked::<WriteForTax>().remove(0);
    assert_eq!(
        (wish.format.as_deref(), wish.rounding),
        (Some("xlsx"), Some(Rounding::WholeDollars))
    );
    page.answer::<WriteForTax>(&TaxFile {
        file: WrittenFile { path: "T:\\TB.xlsx".into(), accounts: 2 },
        import_by: "Open the return".into(),
        without_tax_code: 0,
    })
    .await;
    page.until("the file", |page| page.text(".tax-file").contains("T:\\TB.xlsx")).await;
    page.choose("#tax-target", "2");
    page.press_word("dialog button", "Write the file");
    let wish = page.asked::<WriteForTax>().remove(1);
    assert_eq!((wish.target.as_str(), wish.rounding), ("Drake", Some(Rounding::Cents)));
}
