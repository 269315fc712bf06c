//! Connecting by a form: what is asked, what is said of what was typed, the proof, and what
//! stays when it fails. And testing what is connected.

use patchbay_contract::command::{
    GetHub, GetProvider, GetSecurity, JudgeKey, SaveKey, TestAll, TestConnection,
};
use patchbay_contract::{
    Category, Check, Connection, DoorKind, EnvironmentId, ErrorCode, Event, FieldKind, FieldView,
    Part, Problem, ProviderPage, Proving, SavedKey, Security, SignInKind, SignInView, Slip, Status,
    Tested, VaultState,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{app, card, connection, hub, locked, page_of, sign_in};
use crate::scripted::{Page, next_frame, says, some_frames};
use crate::security::open;

const KEY: &str = "#key-live-api_key";

fn field(id: &str, label: &str, secret: bool) -> FieldView {
    FieldView {
        id: id.into(),
        label: label.into(),
        help: format!("What {label} is."),
        find: vec![format!("Open the page of {label}.")],
        kind: FieldKind::Text,
        secret,
        optional: false,
        example: Some("rk_live_EXAMPLE".into()),
        default: None,
        choices: Vec::new(),
    }
}

fn way() -> SignInView {
    let account = FieldView { optional: true, ..field("account", "Account", false) };
    SignInView {
        kind: SignInKind::Key,
        fields: vec![field("api_key", "Restricted key", true), account],
        proofs: vec!["Reads the account".into()],
        ..sign_in("key", "Paste a key")
    }
}

fn stripe() -> ProviderPage {
    ProviderPage {
        environments: vec![
            (EnvironmentId::Live, "Live".into(), None),
            (EnvironmentId::Sandbox, "Test mode".into(), None),
        ],
        sign_ins: vec![way()],
        ..page_of(card("stripe", "Stripe", Category::Payments))
    }
}

fn connected() -> Connection {
    Connection { sign_in: Some("key".into()), ..connection("stripe", "Miller", Status::Connected) }
}

async fn at(address: &str, provider: &ProviderPage) -> Page {
    let page = Page::open_at(address);
    page.answer::<GetProvider>(provider).await;
    page.until("the page", |page| page.text("h1") == provider.card.name).await;
    page
}

fn refused() -> Problem {
    Problem::new(ErrorCode::KeyRefused, "Stripe did not accept the key.", "Not saved.", "Copy it.")
}

fn checks(holds: Option<bool>) -> Vec<Check> {
    vec![Check { name: "Reads the account".into(), holds, sums: None }]
}

#[wasm_bindgen_test]
async fn a_form_has_the_files_fields_in_order_with_help_and_where_each_is_found() {
    let page = at("/provider/stripe", &stripe()).await;
    let labels: Vec<String> = page.all("#key-form .field > label").iter().map(says).collect();
    assert_eq!(labels[..2], ["Restricted key", "Account"]);
    assert_eq!(page.all("#key-form .find-it").len(), 2);
    assert!(page.text("#key-form .find-it").contains("Where do I find this?"));
    assert_eq!(page.attributes(KEY, "type"), ["password"]);
    assert_eq!(page.attributes(KEY, "aria-required"), ["true"]);
    assert_eq!(page.attributes("#key-live-account", "type"), ["text"]);
    assert_eq!(page.attributes("#key-live-account", "aria-required").len(), 0);
    page.press_word("#key-form button", "Show");
    page.until("what is typed", |page| page.attributes(KEY, "type") == ["text"]).await;
}

#[wasm_bindgen_test]
async fn a_guess_warns_and_what_is_surely_wrong_is_an_error_under_its_field() {
    let page = at("/provider/stripe", &stripe()).await;
    page.type_into(KEY, "sk");
    page.choose(KEY, "sk");
    let slip =
        |says: &str, blocks| vec![Slip { field: "api_key".into(), says: says.into(), blocks }];
    page.answer::<JudgeKey>(&slip("It may be too short.", false)).await;
    page.until("the doubt", |page| page.text(".field-error") == "It may be too short.").await;
    assert_eq!(page.attributes(KEY, "aria-invalid"), ["false"]);
    page.choose(KEY, "pk_live_1");
    page.answer::<JudgeKey>(&slip("This is the publishable key.", true)).await;
    page.until("the error", |page| page.text(".field-error.bad").contains("publishable")).await;
    assert_eq!(page.attributes(KEY, "aria-invalid"), ["true"]);
}

#[wasm_bindgen_test]
async fn a_key_that_is_refused_stays_in_the_form_and_so_it_does_when_the_page_is_drawn_anew() {
    let page = at("/provider/stripe", &stripe()).await;
    page.type_into(KEY, "rk_live_1");
    page.press_word("#key-form button", "Test and save");
    page.refuse::<SaveKey>(&refused()).await;
    page.until("the problem", |page| page.text("#key-form .problem").contains("accept")).await;
    assert_eq!(page.value(KEY), "rk_live_1");
    let asked = &page.asked::<SaveKey>()[0];
    assert_eq!(asked.fields["api_key"], "rk_live_1");
    assert_eq!((asked.at.environment, asked.connection.clone()), (EnvironmentId::Live, None));
    // Something else about the provider changes.
    page.send(0, &Event::HubChanged);
    page.answer::<GetHub>(&hub(Vec::new(), Vec::new())).await;
    let changed = ProviderPage { connections: Part::Working(vec![connected()]), ..stripe() };
    page.answer::<GetProvider>(&changed).await;
    some_frames().await;
    assert_eq!(page.value(KEY), "rk_live_1");
    assert!(page.text("#key-form .problem").contains("accept"));
}

#[wasm_bindgen_test]
async fn what_went_wrong_is_brought_into_sight_where_the_form_is_longer_than_the_window() {
    let page = at("/provider/stripe", &stripe()).await;
    page.type_into(KEY, "rk_live_1");
    page.all("#key-form")[0].set_attribute("style", "padding-top: 9000px").unwrap();
    let window = web_sys::window().unwrap();
    window.scroll_to_with_x_and_y(0.0, 0.0);
    page.press_word("#key-form button", "Test and save");
    page.refuse::<SaveKey>(&refused()).await;
    page.until("the page to scroll", |_| window.scroll_y().unwrap() > 5000.0).await;
    window.scroll_to_with_x_and_y(0.0, 0.0);
}

#[wasm_bindgen_test]
async fn the_checks_tick_and_a_key_that_works_leaves_the_page_with_the_accounts_name() {
    let page = at("/provider/stripe", &stripe()).await;
    page.type_into(KEY, "rk_live_canary");
    page.press_word("#key-form button", "Test and save");
    page.until("the wish", |page| page.asked::<SaveKey>().len() == 1).await;
    let proving = |holds| {
        let subject = "stripe/key/live".into();
        Event::Proving(Proving { subject, checks: checks(holds) })
    };
    page.send(0, &proving(None));
    page.until("a check", |page| page.text(".proving li").contains("not tried yet")).await;
    page.send(1, &proving(Some(true)));
    page.until("its tick", |page| page.all(".proving li.good").len() == 1).await;
    let account = Some("Miller & Co".into());
    let saved = SavedKey { connection: "c1".into(), account, checks: checks(Some(true)) };
    page.answer::<SaveKey>(&saved).await;
    page.until("the end", |page| page.text(".key-done").contains("Miller & Co")).await;
    page.press_word("#key-form button", "Connect another account");
    page.until("the form", |page| page.all(KEY).len() == 1).await;
    assert_eq!(page.value(KEY), "", "the secret is gone");
}

#[wasm_bindgen_test]
async fn the_sandbox_is_chosen_before_the_key_and_has_a_form_of_its_own() {
    let page = at("/provider/stripe", &stripe()).await;
    page.press("#key-form input[value=key-sandbox]");
    page.until("its form", |page| page.all("#key-sandbox-api_key").len() == 1).await;
    page.type_into("#key-sandbox-api_key", "rk_test_1");
    page.press_word("#key-form button", "Test and save");
    page.until("the wish", |page| page.asked::<SaveKey>().len() == 1).await;
    assert_eq!(page.asked::<SaveKey>()[0].at.environment, EnvironmentId::Sandbox);
}

#[wasm_bindgen_test]
async fn what_is_empty_is_an_error_once_somebody_wants_to_save() {
    let page = at("/provider/stripe", &stripe()).await;
    assert_eq!(page.text("#key-form .field-error"), "");
    page.press_word("#key-form button", "Test and save");
    page.until("the error", |page| page.text(".field-error.bad") == "Fill this in.").await;
    assert_eq!(page.attributes(KEY, "aria-invalid"), ["true"]);
    assert_eq!(page.attributes("#key-live-account", "aria-invalid"), ["false"]);
}

#[wasm_bindgen_test]
async fn where_keys_are_kept_is_said_as_it_is() {
    for (door, words) in [
        (DoorKind::Keychain, "its keychain keeps"),
        (DoorKind::Passphrase, "your passphrase opens"),
        (DoorKind::Memory, "in memory only"),
    ] {
        let page = at("/provider/stripe", &stripe()).await;
        page.answer::<GetHub>(&hub(Vec::new(), Vec::new())).await;
        page.answer::<GetSecurity>(&open(door)).await;
        page.until(words, |page| page.text(".encrypted").contains(words)).await;
    }
}

#[wasm_bindgen_test]
async fn no_keychain_is_promised_where_none_works() {
    let page = at("/provider/stripe", &stripe()).await;
    page.answer::<GetHub>(&hub(Vec::new(), Vec::new())).await;
    let keychain = Part::Failed(locked());
    let security = Security { vault: VaultState::NotMade, keychain, ..open(DoorKind::Keychain) };
    page.answer::<GetSecurity>(&security).await;
    page.until("what to do", |page| page.text(".encrypted").contains("No keychain works here"))
        .await;
}

#[wasm_bindgen_test]
async fn a_provider_of_both_ways_says_which_is_which_and_a_replaced_key_stands_alone() {
    let by_browser = SignInView { app: Some(app()), ..sign_in("oauth", "In the browser") };
    let both = ProviderPage {
        sign_ins: vec![way(), by_browser],
        connections: Part::Working(vec![connected()]),
        ..stripe()
    };
    let page = at("/provider/stripe", &both).await;
    page.until("both", |page| page.text("#key-form h2") == "Connect with a key").await;
    assert_eq!(page.text("#connect h2"), "Connect in the browser");
    page.follow("/provider/stripe?replace=stripe-Miller");
    page.until("the form", |page| page.text("#key-form h2").contains("Miller")).await;
    assert_eq!(page.all("#connect").len(), 0);
}

#[wasm_bindgen_test]
async fn a_key_is_replaced_for_its_connection_and_another_account_only_on_purpose() {
    let provider = ProviderPage { connections: Part::Working(vec![connected()]), ..stripe() };
    let page = at("/provider/stripe?tab=accounts", &provider).await;
    page.press_word("#panel a", "Replace key");
    page.until("the form", |page| page.text("#key-form h2").contains("Miller")).await;
    page.until("the focus", |page| page.has_focus("#key-form h2")).await;
    let back = "/provider/stripe?tab=accounts";
    assert!(page.attributes("#key-form .buttons a", "href").contains(&back.to_owned()));
    page.type_into(KEY, "rk_live_2");
    page.press("#key-form .switch input");
    page.press_word("#key-form button", "Test and replace");
    page.until("the wish", |page| page.asked::<SaveKey>().len() == 1).await;
    let asked = &page.asked::<SaveKey>()[0];
    assert_eq!(asked.connection.as_deref(), Some("stripe-Miller"));
    assert!(asked.switch_account);
}

#[wasm_bindgen_test]
async fn a_connection_is_tested_where_it_stands_and_what_failed_is_told_there() {
    let provider = ProviderPage { connections: Part::Working(vec![connected()]), ..stripe() };
    let page = at("/provider/stripe?tab=accounts", &provider).await;
    page.press_word("#panel button", "Test now");
    page.until("the question", |page| page.asked::<TestConnection>() == ["stripe-Miller"]).await;
    let tested = Tested {
        connection: "stripe-Miller".into(),
        provider: "stripe".into(),
        title: "Miller".into(),
        checks: checks(Some(false)),
        problem: Some(refused()),
    };
    page.answer::<TestConnection>(&tested).await;
    page.until("the problem", |page| page.text(".tested .problem").contains("accept")).await;
    page.press_word("#panel button", "Test now");
    page.answer::<TestConnection>(&Tested { problem: None, ..tested }).await;
    page.until("that it works", |page| page.text(".tested").contains("It works.")).await;
}

#[wasm_bindgen_test]
async fn all_connections_are_tested_from_the_page_that_shows_them() {
    let page = Page::open();
    let providers = vec![card("stripe", "Stripe", Category::Payments)];
    page.answer::<GetHub>(&hub(providers, vec![connected()])).await;
    page.until("the button", |page| page.all(".test-all button").len() == 1).await;
    page.press(".test-all button");
    let tested = Tested {
        connection: "stripe-Miller".into(),
        provider: "stripe".into(),
        title: "Miller".into(),
        checks: checks(Some(true)),
        problem: None,
    };
    page.answer::<TestAll>(&vec![tested]).await;
    page.until("what came of it", |page| page.text(".test-all").contains("works.")).await;
    next_frame().await;
}

#[wasm_bindgen_test]
async fn a_form_speaks_spanish() {
    let page = Page::open();
    drop(page);
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    storage.set_item("patchbay.language", "es").unwrap();
    let page = Page::open_as_left_at("/provider/stripe");
    page.answer::<GetProvider>(&stripe()).await;
    page.until("the form", |page| page.text("#key-form").contains("Probar y guardar")).await;
}
