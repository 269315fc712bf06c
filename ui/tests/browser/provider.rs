//! The page of one provider: its tabs, its guide, its accounts, and the ways out.

use patchbay_contract::command::{GetHub, GetProvider, OpenOutside};
use patchbay_contract::{
    Category, CopyWhat, ErrorCode, Event, HomeView, HomeWay, Part, Problem, ProviderCard,
    ProviderPage, Status, Support, WayOutView,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{
    card, catalogue, connection, dead, hub, locked, page_of, scope, sign_in, step,
};
use crate::scripted::{Page, address, next_frame, says, some_frames};

fn xero() -> ProviderPage {
    page_of(card("xero", "Xero", Category::Accounting))
}

async fn at(address: &str, provider: &ProviderPage) -> Page {
    let page = Page::open_at(address);
    page.answer::<GetProvider>(provider).await;
    page.until("the page", |page| page.text("h1") == provider.card.name).await;
    page
}

async fn with(provider: &ProviderPage) -> Page {
    at(&format!("/provider/{}", provider.card.id), provider).await
}

fn tabs(page: &Page) -> Vec<String> {
    page.all("[role=tab]").iter().map(says).collect()
}

fn shown_tab(page: &Page) -> String {
    page.text("[role=tab][aria-selected=true]")
}

#[wasm_bindgen_test]
async fn the_page_asks_for_the_provider_in_the_address() {
    let page = Page::open_at("/provider/xero");
    page.until("the question", |page| page.asked::<GetProvider>() == ["xero"]).await;
    assert_eq!(page.all(".card.skeleton").len(), 1);
    page.answer::<GetProvider>(&xero()).await;
    page.until("the page", |page| page.text("h1") == "Xero").await;
    assert_eq!(page.all(".skeleton").len(), 0);
    assert_eq!(web_sys::window().unwrap().document().unwrap().title(), "Xero — Patchbay");
}

#[wasm_bindgen_test]
async fn arrows_home_and_end_move_between_tabs_and_only_the_shown_one_is_on_the_way() {
    let page = with(&xero()).await;
    let all = ["Overview", "Accounts", "Permissions", "Activity", "Settings", "Help"];
    assert_eq!(tabs(&page), all);
    page.focus("#tab-overview");
    let ways = [
        ("ArrowLeft", "help", "/provider/xero?tab=help"),
        ("ArrowRight", "overview", "/provider/xero"),
        ("ArrowRight", "accounts", "/provider/xero?tab=accounts"),
        ("End", "help", "/provider/xero?tab=help"),
        ("Home", "overview", "/provider/xero"),
    ];
    for (key, tab, there) in ways {
        assert!(page.key(key), "{key} scrolls nothing");
        let id = format!("#tab-{tab}");
        page.until(tab, |page| page.all(&format!("{id}[aria-selected=true]")).len() == 1).await;
        assert!(page.has_focus(&id), "{key}");
        assert_eq!(page.attributes("[role=tab][tabindex='0']", "id"), [format!("tab-{tab}")]);
        assert_eq!(page.attributes("#panel", "aria-labelledby"), [format!("tab-{tab}")]);
        assert_eq!(address(), there);
    }
}

#[wasm_bindgen_test]
async fn an_arrow_with_alt_is_the_browsers_own_way_back() {
    let page = with(&xero()).await;
    page.focus("#tab-overview");
    assert!(!page.key("Alt+ArrowLeft"));
    next_frame().await;
    assert_eq!(shown_tab(&page), "Overview");
}

#[wasm_bindgen_test]
async fn a_tab_stands_in_the_address_and_the_address_alone_shows_it() {
    let page = with(&xero()).await;
    page.press("#tab-permissions");
    page.until("the address", |_| address() == "/provider/xero?tab=permissions").await;
    drop(page);
    let page = at("/provider/xero?tab=permissions", &xero()).await;
    assert_eq!(shown_tab(&page), "Permissions");
    drop(page);
    let page = at("/provider/xero?tab=nonsense", &xero()).await;
    assert_eq!(shown_tab(&page), "Overview");
}

#[wasm_bindgen_test]
async fn every_scope_is_shown_with_its_reason() {
    let mut provider = xero();
    let mut optional = scope("files.read", "Reads attachments.");
    optional.optional = true;
    provider.sign_ins[0].scopes = vec![scope("books.read", "Reads the books."), optional];
    let page = at("/provider/xero?tab=permissions", &provider).await;
    let rows: Vec<String> = page.all("#panel tbody tr").iter().map(says).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].contains("Reads the books.") && rows[0].contains("books.read"));
    assert!(!rows[0].contains("only if you want it"));
    assert!(rows[1].contains("Reads attachments.") && rows[1].contains("only if you want it"));
}

#[wasm_bindgen_test]
async fn a_sign_in_without_scopes_says_what_that_means() {
    let page = at("/provider/xero?tab=permissions", &xero()).await;
    assert!(page.text("#panel .empty").contains("Nothing is asked for by name"));
}

#[wasm_bindgen_test]
async fn redirect_addresses_and_scopes_are_there_to_be_copied() {
    let mut provider = xero();
    let home = |way, addresses: &[&str]| HomeView {
        way,
        addresses: addresses.iter().map(ToString::to_string).collect(),
        only: None,
        note: None,
    };
    provider.sign_ins[0].homes = vec![
        home(HomeWay::Relay, &[]),
        home(HomeWay::Loopback, &["http://127.0.0.1:4711/back", "http://127.0.0.1:4712/back"]),
    ];
    provider.sign_ins[0].scopes_text = Some("books.read offline".into());
    let mut pasted = step("Paste the address");
    pasted.copy = Some(CopyWhat::RedirectAddress);
    let mut scopes = step("Paste the permissions");
    scopes.copy = Some(CopyWhat::Scopes);
    provider.guide = vec![pasted, scopes];
    let page = with(&provider).await;
    let values: Vec<String> = page.all(".guide .copied-value code").iter().map(says).collect();
    let expected =
        ["http://127.0.0.1:4711/back", "http://127.0.0.1:4712/back", "books.read offline"];
    assert_eq!(values, expected);
    assert_eq!(
        page.attributes(".guide .copied-value .copy", "aria-label"),
        ["Copy the redirect address", "Copy the redirect address", "Copy the permissions"]
    );
    assert!(page.text(".home-way").contains("Needs a firm server with a public https address"));
}

#[wasm_bindgen_test]
async fn a_step_for_another_way_to_sign_in_is_hidden_until_that_way_is_chosen() {
    let mut provider = xero();
    provider.sign_ins.push(sign_in("key", "With a key"));
    let mut only_with_key = step("Make a key");
    only_with_key.sign_in = Some("key".into());
    provider.guide = vec![step("Open the developer page"), only_with_key];
    let page = with(&provider).await;
    let steps = |page: &Page| page.all(".guide h3").iter().map(says).collect::<Vec<_>>();
    assert_eq!(steps(&page), ["Open the developer page"]);
    page.press(".choice:nth-of-type(2) input");
    page.until("both", |page| steps(page) == ["Open the developer page", "Make a key"]).await;
    page.press(".choice:nth-of-type(1) input");
    page.until("the one", |page| steps(page) == ["Open the developer page"]).await;
}

fn with_an_outside_link() -> ProviderPage {
    let mut provider = xero();
    let mut outside = step("Open the developer page");
    outside.link = Some("https://developer.example.com/apps?new=1".into());
    provider.guide = vec![outside];
    provider
}

#[wasm_bindgen_test]
async fn an_outside_link_is_opened_by_the_core_and_the_page_stays_where_it_is() {
    let page = with(&with_an_outside_link()).await;
    assert!(page.text("a.outside").contains("developer.example.com"));
    page.press("a.outside");
    page.answer::<OpenOutside>(&()).await;
    some_frames().await;
    assert_eq!(page.asked::<OpenOutside>(), ["https://developer.example.com/apps?new=1"]);
    assert_eq!(address(), "/provider/xero");
    assert_eq!(page.text("h1"), "Xero");
    assert_eq!(page.text(".outside-failed"), "");
}

#[wasm_bindgen_test]
async fn an_outside_link_that_was_refused_says_so_and_what_to_do() {
    let page = with(&with_an_outside_link()).await;
    page.press("a.outside");
    let refused = Problem::new(
        ErrorCode::BrowserAbsent,
        "The system would not open its browser.",
        "The page is not open.",
        "Choose a default browser.",
    );
    page.refuse::<OpenOutside>(&refused).await;
    let says = "The system would not open its browser. Choose a default browser.";
    page.until("the sentence", |page| page.text(".outside-failed") == says).await;
    assert_eq!(page.attributes(".outside-failed", "role"), ["status"]);
    page.press("a.outside");
    page.answer::<OpenOutside>(&()).await;
    page.until("it to be forgotten", |page| page.text(".outside-failed").is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_provider_that_cannot_be_connected_has_two_tabs_and_names_the_way_out() {
    let never =
        ProviderCard { support: Support::NotSupported, ..card("old", "Old", Category::Tax) };
    let way_out = WayOutView {
        title: "Use Xero".into(),
        text: "It does the same.".into(),
        provider: Some(("xero".into(), "Xero".into())),
    };
    let provider = ProviderPage { ways_out: vec![way_out], ..page_of(never) };
    let page = at("/provider/old?tab=permissions", &provider).await;
    assert_eq!(tabs(&page), ["Overview", "Help"]);
    assert_eq!(shown_tab(&page), "Overview");
    assert_eq!(page.text(".actions .pill"), "Not supported");
    assert_eq!(page.all("#set-up, .quality").len(), 0);
    assert!(page.text(".way-out").contains("It does the same."));
    assert_eq!(page.text(".way-out a"), "Go to Xero");
    page.press(".way-out a");
    page.until("the question", |page| page.asked::<GetProvider>() == ["old", "xero"]).await;
    page.answer::<GetProvider>(&xero()).await;
    page.until("the other page", |page| page.text("h1") == "Xero").await;
}

#[wasm_bindgen_test]
async fn a_provider_by_arrangement_says_so() {
    let asked =
        ProviderCard { support: Support::ByArrangement, ..card("big", "Big", Category::Tax) };
    let page = with(&page_of(asked)).await;
    assert_eq!(page.text(".actions .pill"), "By arrangement with the vendor");
    assert_eq!(tabs(&page), ["Overview", "Help"]);
}

#[wasm_bindgen_test]
async fn an_id_that_nobody_knows_shows_the_problem_and_a_way_back() {
    let page = Page::open_at("/provider/nonsense");
    let unknown = Problem::new(
        ErrorCode::ProviderUnknown,
        "No provider is called “nonsense”.",
        "Its page cannot be shown.",
        "Look for it among the connections.",
    );
    page.refuse::<GetProvider>(&unknown).await;
    page.until("the problem", |page| page.all(".problem").len() == 1).await;
    assert_eq!(page.text("h1"), "There is no such provider");
    assert!(page.text(".problem-remedy").contains("Look for it among the connections."));
    page.press("a.back");
    page.until("home", |page| page.text("h1") == "Connections").await;
}

#[wasm_bindgen_test]
async fn another_problem_is_not_called_a_missing_provider() {
    let page = Page::open_at("/provider/xero");
    page.refuse::<GetProvider>(&locked()).await;
    page.until("the problem", |page| page.text(".problem-what") == "It is locked.").await;
    assert_eq!(page.text("h1"), "Needs attention");
}

#[wasm_bindgen_test]
async fn the_answer_to_an_older_question_is_not_shown() {
    let page = Page::open_at("/provider/quickbooks");
    page.until("the first question", |page| page.waiting::<GetProvider>() == 1).await;
    page.follow("/provider/xero");
    page.until("the second question", |page| page.waiting::<GetProvider>() == 2).await;
    page.answer_to::<GetProvider>(&"xero".to_owned(), &xero()).await;
    page.until("the page", |page| page.text("h1") == "Xero").await;
    let older = page_of(catalogue().remove(0));
    page.answer_to::<GetProvider>(&"quickbooks".to_owned(), &older).await;
    some_frames().await;
    assert_eq!(page.text("h1"), "Xero");
    assert_eq!(address(), "/provider/xero");
}

#[wasm_bindgen_test]
async fn one_provider_is_never_shown_under_the_address_of_another() {
    let page = with(&xero()).await;
    page.follow("/provider/quickbooks");
    page.until("the question", |page| page.asked::<GetProvider>() == ["xero", "quickbooks"]).await;
    page.until("the shape", |page| page.all(".card.skeleton").len() == 1).await;
    assert_eq!(page.text("h1"), "Loading…");
}

#[wasm_bindgen_test]
async fn the_head_leads_to_what_has_to_be_done_from_every_tab_but_the_one_that_has_it() {
    let connections = Part::Working(vec![dead("xero", "Main")]);
    let page = with(&ProviderPage { connections, ..xero() }).await;
    assert_eq!(page.attributes(".page-head .button", "href"), ["/provider/xero?tab=accounts"]);
    page.press("#tab-accounts");
    page.until("nothing to lead to", |page| page.all(".page-head .button").is_empty()).await;
    let connections = Part::Working(vec![connection("xero", "Main", Status::Connected)]);
    let page = with(&ProviderPage { connections, ..xero() }).await;
    assert!(page.all(".page-head .button").is_empty(), "nothing has to be done");
}

#[wasm_bindgen_test]
async fn accounts_say_how_they_are_and_why_one_is_dead() {
    let provider = ProviderPage {
        connections: Part::Working(vec![
            dead("xero", "Main"),
            connection("xero", "Second", Status::Connected),
        ]),
        ..xero()
    };
    let page = at("/provider/xero?tab=accounts", &provider).await;
    let rows: Vec<String> = page.all("#panel tbody tr").iter().map(says).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].contains("Reconnect needed") && rows[0].contains("The password was changed."));
    assert!(rows[1].contains("Connected") && rows[1].contains("2 minutes ago"));
    assert!(rows[1].contains("Ada") && rows[1].contains("This computer"));
    assert_eq!(page.text("#panel tbody th"), "Main \nSecond ");
    assert_eq!(page.text(".actions .pill"), "Reconnect needed", "as the worst of them");
}

#[wasm_bindgen_test]
async fn without_any_account_the_page_leads_to_how_it_is_set_up() {
    let page = at("/provider/xero?tab=accounts", &xero()).await;
    assert!(page.text("#panel .empty").contains("No account is connected yet."));
    page.press("#panel .empty a");
    page.until("the guide", |page| page.all("#set-up").len() == 1).await;
    assert_eq!(shown_tab(&page), "Overview");
}

#[wasm_bindgen_test]
async fn accounts_that_cannot_be_read_are_a_problem_and_not_none() {
    let provider = ProviderPage { connections: Part::Failed(locked()), ..xero() };
    let page = at("/provider/xero?tab=accounts", &provider).await;
    assert!(page.text("#panel .problem-remedy").contains("Unlock it."));
    assert_eq!(page.all("#panel .empty").len(), 0);
    assert_eq!(page.all(".actions .pill").len(), 0, "nobody knows how it is");
    for tab in ["activity", "settings"] {
        page.press(&format!("#tab-{tab}"));
        page.until(tab, |page| page.all(&format!("#tab-{tab}[tabindex='0']")).len() == 1).await;
        assert!(!page.text("#panel").contains("Nothing has happened"));
        assert!(!page.text("#panel").contains("Nothing is connected"));
    }
}

#[wasm_bindgen_test]
async fn points_that_nobody_checked_are_counted_and_listed_in_help() {
    let unverified = ProviderCard { verified: false, ..xero().card };
    let provider =
        ProviderPage { unchecked: vec!["How long a token lives.".into()], ..page_of(unverified) };
    let page = with(&provider).await;
    page.press(".not-checked a");
    page.until("help", |page| shown_tab(page) == "Help").await;
    assert!(page.text("#panel").contains("How long a token lives."));
    page.press("#tab-overview");
    page.until("the count", |page| page.text(".not-checked").starts_with("1 point not yet")).await;
}

#[wasm_bindgen_test]
async fn news_from_the_hub_are_asked_for_and_take_neither_focus_nor_choice_away() {
    let mut provider = xero();
    provider.sign_ins.push(sign_in("key", "With a key"));
    let page = with(&provider).await;
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    page.answer::<GetProvider>(&provider).await;
    page.press(".choice:nth-of-type(2) input");
    page.focus("#tab-overview");
    page.send(0, &Event::HubChanged);
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    page.answer::<GetProvider>(&provider).await;
    some_frames().await;
    assert_eq!(page.all(".choice:nth-of-type(2) input:checked").len(), 1);
    assert!(page.has_focus("#tab-overview"), "nothing changed");
    page.send(1, &Event::HubChanged);
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    let changed = ProviderPage {
        connections: Part::Working(vec![connection("xero", "Main", Status::Connected)]),
        ..provider
    };
    page.answer::<GetProvider>(&changed).await;
    page.until("the news", |page| page.text(".actions .pill") == "Connected").await;
    assert!(!page.has_focus("h1"), "the page is the same one");
}
