//! The firm server's public address: set on the Settings page, and shown where it counts.

use patchbay_contract::command::{
    BeginAttempt, CheckRelay, GetFirmApps, GetProvider, GetRelay, SetRelay,
};
use patchbay_contract::{
    AppView, Category, EnvironmentId, ErrorCode, FirmApp, HomeView, HomeWay, Problem, ProviderPage,
    RelayFound, RelaySetting, SignInAt,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{card, page_of};
use crate::scripted::{Page, says};

const OURS: &str = "https://patchbay.firm.example";

fn set_to(address: Option<&str>) -> RelaySetting {
    let address = address.map(ToOwned::to_owned);
    RelaySetting { used: address.clone(), address }
}

async fn with(setting: &RelaySetting) -> Page {
    let page = Page::open_at("/settings");
    page.answer::<GetRelay>(setting).await;
    page.until("the field", |page| page.all("#relay-address").len() == 1).await;
    page
}

#[wasm_bindgen_test]
async fn an_address_is_saved_and_what_to_register_is_shown_with_it() {
    let page = with(&set_to(None)).await;
    assert_eq!(page.all("#relay .copied-value").len(), 0);
    page.type_into("#relay-address", OURS);
    page.press_word("#relay .button", "Save the address");
    page.answer::<SetRelay>(&()).await;
    assert_eq!(page.asked::<SetRelay>(), [Some(OURS.to_owned())]);
    page.answer::<GetRelay>(&set_to(Some(OURS))).await;
    let pattern = format!("{OURS}/connect/{{provider}}/return");
    page.until("the pattern", |page| page.text("#relay .copied-value code") == pattern).await;
    assert_eq!(page.value("#relay-address"), OURS);
    page.until("that it is saved", |page| {
        page.text("#relay .saved").starts_with("The address is saved.")
    })
    .await;
    page.until("the focus", |page| page.has_focus("#relay-address")).await;
    page.type_into("#relay-address", " ");
    page.press_word("#relay .button", "Save the address");
    page.answer::<SetRelay>(&()).await;
    assert_eq!(page.asked::<SetRelay>()[1], None, "an empty field takes it away");
    let gone = "The address is taken away.";
    page.until("that it is gone", |page| page.text("#relay .saved") == gone).await;
}

#[wasm_bindgen_test]
async fn whoever_is_sent_to_the_address_begins_at_its_heading() {
    let page = Page::open_at("/settings#relay");
    page.answer::<GetRelay>(&set_to(None)).await;
    page.until("the focus", |page| page.has_focus("#relay h2")).await;
}

#[wasm_bindgen_test]
async fn an_address_that_cannot_be_one_is_refused_in_words_and_stays_in_the_field() {
    let page = with(&set_to(None)).await;
    page.type_into("#relay-address", "http://firm.example");
    page.press_word("#relay .button", "Save the address");
    let what = "It does not begin with https://.";
    let wrong =
        Problem::new(ErrorCode::RelayAddressWrong, what, "Nothing was changed.", "Copy it.");
    page.refuse::<SetRelay>(&wrong).await;
    page.until("the problem", |page| page.text("#relay .problem-what") == what).await;
    assert_eq!(page.value("#relay-address"), "http://firm.example");
}

#[wasm_bindgen_test]
async fn a_check_says_in_words_who_answers() {
    let page = with(&set_to(Some(OURS))).await;
    for (found, pill, words) in [
        (RelayFound::Ours { version: "1.2.3".into() }, "Reached", "version 1.2.3"),
        (RelayFound::Other { status: 404 }, "Not a Patchbay server", "status 404"),
        (RelayFound::Silent { why: "no such host".into() }, "Not reached", "no such host"),
    ] {
        page.press_word("#relay .button", "Check now");
        page.answer_to::<CheckRelay>(&OURS.to_owned(), &found).await;
        page.until(pill, |page| page.text("#relay .pill") == pill).await;
        assert!(page.text("#relay [role=status]").contains(words), "{pill}");
    }
}

#[wasm_bindgen_test]
async fn the_practice_firm_says_that_its_own_server_brings_answers_home() {
    let own = "http://127.0.0.1:4000".to_owned();
    let page = with(&RelaySetting { address: None, used: Some(own.clone()) }).await;
    assert!(page.text("#relay").contains("The practice firm comes home by the server"));
    page.press_word("#relay .button", "Check now");
    page.answer_to::<CheckRelay>(&own, &RelayFound::Ours { version: "1.0.0".into() }).await;
    page.until("the answer", |page| page.text("#relay .pill") == "Reached").await;
}

fn relay_only(addresses: Vec<String>) -> ProviderPage {
    let mut provider = page_of(card("quickbooks", "QuickBooks", Category::Accounting));
    let way = &mut provider.sign_ins[0];
    way.homes = vec![HomeView { way: HomeWay::Relay, addresses, only: None, note: None }];
    way.app = Some(AppView {
        register_at: "https://developer.example.com".into(),
        client_id_label: "Client id".into(),
        client_secret_label: None,
        secret_optional: false,
        review: None,
    });
    provider
}

async fn opened(tab: &str, provider: &ProviderPage) -> Page {
    let page = Page::open_at(&format!("/provider/quickbooks{tab}"));
    page.answer::<GetProvider>(provider).await;
    let at = SignInAt {
        provider: "quickbooks".into(),
        sign_in: "browser".into(),
        environment: EnvironmentId::Live,
    };
    let changed_at = jiff::Timestamp::UNIX_EPOCH;
    let app = FirmApp { at, client_id: Some("id".into()), secret_hint: None, changed_at };
    page.answer::<GetFirmApps>(&vec![app]).await;
    page
}

#[wasm_bindgen_test]
async fn a_provider_that_needs_the_address_says_where_it_is_set_before_anything_is_pressed() {
    let page = opened("", &relay_only(Vec::new())).await;
    let needs = "QuickBooks answers only to a public https address";
    page.until("the sentence", |page| page.text("#connect").contains(needs)).await;
    assert_eq!(page.attributes("#connect a.button", "href"), ["/settings#relay"]);
    assert_eq!(page.all("#connect form").len(), 0);
    assert!(page.asked::<BeginAttempt>().is_empty());

    let page = opened("?tab=settings", &relay_only(Vec::new())).await;
    page.until("the link", |page| {
        page.attributes("#firm-app .home-way a", "href") == ["/settings#relay"]
    })
    .await;
}

#[wasm_bindgen_test]
async fn with_an_address_it_is_shown_to_be_registered_and_can_be_connected() {
    let home = format!("{OURS}/connect/quickbooks/return");
    let page = opened("", &relay_only(vec![home.clone()])).await;
    page.until("the form", |page| page.all("#connect form").len() == 1).await;
    let page = opened("?tab=settings", &relay_only(vec![home.clone()])).await;
    page.until("the address", |page| {
        page.all("#firm-app .copied-value code").iter().map(says).collect::<Vec<_>>()
            == [home.clone()]
    })
    .await;
    assert_eq!(page.all("#firm-app .home-way a").len(), 0);
}
