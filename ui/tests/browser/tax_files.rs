//! How files for tax software are written into a folder, from the page of its account.

use patchbay_contract::command::{GetProvider, GetReceipts, GetTaxTargets, SetTaxFileSettings};
use patchbay_contract::{
    Category, ErrorCode, Part, Problem, ProviderPage, Rounding, SignInKind, SignInView, Signs,
    Status, TaxFileSettings, TaxFormat, TaxTarget,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{card, page_of, sign_in, signed_in};
use crate::scripted::Page;

const HOW: &str = "[aria-label='How files are written into Main']";

/// A format without anything special.
pub(crate) fn format(id: &str) -> TaxFormat {
    TaxFormat {
        id: id.into(),
        label: format!("As {id}"),
        extension: id.into(),
        prior_year: false,
        signs: Signs::TwoColumns,
        matched_by_hand: false,
    }
}

/// The folder of a program, whose connection has its name.
pub(crate) fn target(provider: &str, whole_dollars: bool) -> TaxTarget {
    TaxTarget {
        connection: provider.into(),
        provider: provider.into(),
        title: "T: drive".into(),
        formats: vec![format("xlsx")],
        name: "{client}_{year}".into(),
        name_ends: None,
        whole_dollars,
        is_default: false,
        settings: TaxFileSettings::default(),
    }
}

async fn asked(target: TaxTarget) -> Page {
    let page = Page::open_at("/provider/ultratax_cs?tab=accounts");
    let way = SignInView { kind: SignInKind::FileTarget, ..sign_in("file", "Files in a folder") };
    let mut main = signed_in("ultratax_cs", "Main", Status::Connected);
    main.sign_in = Some("file".into());
    let of = page_of(card("ultratax_cs", "UltraTax CS", Category::Tax));
    let of = ProviderPage { sign_ins: vec![way], connections: Part::Working(vec![main]), ..of };
    page.answer::<GetProvider>(&of).await;
    page.answer::<GetReceipts>(&Vec::new()).await;
    page.until("the button", |page| page.all(HOW).len() == 1).await;
    page.focus(HOW);
    page.press(HOW);
    page.answer::<GetTaxTargets>(&vec![TaxTarget {
        connection: "ultratax_cs-Main".into(),
        ..target
    }])
    .await;
    page.until("the form", |page| page.has_focus("#tax-file-name")).await;
    page
}

#[wasm_bindgen_test]
async fn how_files_are_written_is_shown_by_an_example_chosen_and_kept_where_it_is_refused() {
    let by_hand = TaxFormat { matched_by_hand: true, ..format("csv") };
    let page =
        asked(TaxTarget { formats: vec![format("xlsx"), by_hand], ..target("UltraTax", false) })
            .await;
    let said = page.text("dialog");
    assert!(said.contains("Miller & Co_") && said.contains(".xlsx"), "{said}");
    assert!(said.contains("Debits and credits stand in two columns"), "{said}");
    page.choose("#tax-file-format", "csv");
    page.until("the choice", |page| !page.all("dialog input[name=signs]").is_empty()).await;
    page.press("dialog input[value=one_signed]");
    page.press("dialog input[value=whole_dollars]");
    page.type_into("#tax-file-name", "TB {client}");
    page.until("the example", |page| page.text("dialog code") == "TB Miller & Co.csv").await;
    page.press_word("dialog button", "Save");
    let wish = page.asked::<SetTaxFileSettings>().remove(0);
    assert_eq!(wish.connection, "ultratax_cs-Main");
    assert_eq!(
        wish.settings,
        TaxFileSettings {
            format: Some("csv".into()),
            name: Some("TB {client}".into()),
            rounding: Some(Rounding::WholeDollars),
            signs: Some(Signs::OneSigned),
        }
    );
    let refused = Problem::new(ErrorCode::TaxFileSettingUnfit, "No.", "Nothing.", "Otherwise.");
    page.refuse::<SetTaxFileSettings>(&refused).await;
    page.until("the refusal", |page| page.text("dialog [role=alert]").contains("No.")).await;
    assert_eq!(page.value("#tax-file-name"), "TB {client}");
    page.press_word("dialog button", "Save");
    page.answer::<SetTaxFileSettings>(&()).await;
    page.until("it to be closed", |page| page.all("dialog").is_empty()).await;
    page.until("the focus", |page| page.has_focus(HOW)).await;
}

#[wasm_bindgen_test]
async fn what_the_software_demands_is_said_and_is_no_choice() {
    let page = asked(target("ProSeries", true)).await;
    let said = page.text("dialog");
    assert!(said.contains("ProSeries takes nothing else"), "{said}");
    assert!(said.contains("Format: As xlsx"), "{said}");
    assert!(page.all("dialog input[type=radio]").is_empty());
    page.press_word("dialog button", "Save");
    let wish = page.asked::<SetTaxFileSettings>().remove(0);
    assert_eq!((wish.settings.rounding, wish.settings.signs), (None, None));
}

#[wasm_bindgen_test]
async fn a_choice_for_one_format_is_not_sent_with_another_that_has_none() {
    let by_hand = TaxFormat { matched_by_hand: true, ..format("csv") };
    let settings = TaxFileSettings { signs: Some(Signs::OneSigned), ..Default::default() };
    let formats = vec![by_hand, format("xlsx")];
    let page = asked(TaxTarget { formats, settings, ..target("UltraTax", false) }).await;
    page.choose("#tax-file-format", "xlsx");
    page.until("no choice", |page| page.all("dialog input[name=signs]").is_empty()).await;
    page.press_word("dialog button", "Save");
    assert_eq!(page.asked::<SetTaxFileSettings>().remove(0).settings.signs, None);
}
