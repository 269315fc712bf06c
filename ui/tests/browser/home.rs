//! The home page: the groups, what needs a person, and the search.

use jiff::SignedDuration;
use patchbay_contract::command::{GetHub, GetInstallation};
use patchbay_contract::{
    BrokenFile, Category, Connection, EnvironmentId, Event, Hub, InstallationState, Own, Part,
    ProviderCard, Status, Support,
};
use patchbay_ui::components::time;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::fixtures::{FIVE, card, catalogue, connection, dead, healthy, hub, locked};
use crate::scripted::{Page, address, next_frame, says, some_frames};

const GROUPS: &str = "section.group:not(.results)";

async fn with(hub: &Hub) -> Page {
    at("/", hub).await
}

async fn at(address: &str, hub: &Hub) -> Page {
    let page = Page::open_at(address);
    page.answer::<GetHub>(hub).await;
    page.until("the groups", |page| page.all(".filters").len() == 1).await;
    // What is beyond the screen follows frame by frame.
    some_frames().await;
    page
}

async fn with_connections(connections: Vec<Connection>) -> Page {
    with(&hub(catalogue(), connections)).await
}

async fn with_cards(cards: Vec<ProviderCard>) -> Page {
    with(&hub(cards, Vec::new())).await
}

/// The ids of the providers that are shown, in order.
fn shown(page: &Page) -> Vec<String> {
    let cards = page.seen("[data-provider]");
    cards.iter().filter_map(|card| card.get_attribute("data-provider")).collect()
}

fn text_of(page: &Page, provider: &str) -> String {
    says(&page.seen(&format!("[data-provider={provider}]"))[0])
}

fn one_of_each_of_the_five() -> Vec<Connection> {
    FIVE.iter().map(|id| connection(id, "Main", Status::Connected)).collect()
}

#[wasm_bindgen_test]
async fn while_the_hub_is_awaited_its_shape_is_shown() {
    let page = Page::open();
    page.until("the skeletons", |page| page.all(".card.skeleton").len() == 6).await;
    assert_eq!(page.text("[role=status].visually-hidden"), "Loading…");
    assert!(shown(&page).is_empty());
}

#[wasm_bindgen_test]
async fn a_hub_that_cannot_be_shown_says_what_to_do() {
    let page = Page::open();
    page.refuse::<GetHub>(&locked()).await;
    page.until("the problem", |page| page.text(".problem-what") == "It is locked.").await;
    assert!(page.text(".problem-remedy").contains("Unlock it."));
    assert_eq!(page.all(".skeleton").len(), 0);
}

#[wasm_bindgen_test]
async fn trouble_of_the_installation_is_told_above_everything_with_a_way_there() {
    let page = with_connections(Vec::new()).await;
    let state = InstallationState { keychain: Part::Failed(locked()), ..healthy() };
    page.answer::<GetInstallation>(&state).await;
    page.until("the banner", |page| page.all(".banner").len() == 1).await;
    assert!(page.text(".banner").contains("One thing on this computer"));
    page.press(".banner a");
    page.until("the page", |page| page.text("h1") == "This installation").await;
}

#[wasm_bindgen_test]
async fn a_firm_without_any_connection_sees_what_there_is_and_what_comes_first() {
    let page = with_connections(Vec::new()).await;
    assert_eq!(shown(&page).len(), catalogue().len());
    assert!(page.all(".provider .pill").iter().all(|pill| says(pill) == "Not connected"));
    assert_eq!(page.text(".five-rest"), "5 to go");
    assert_eq!(page.all(".five .light.neutral").len(), 5);
    assert_eq!(page.all("#group-attention, .accounts").len(), 0);
    assert_eq!(page.text("nav .count"), "");
}

#[wasm_bindgen_test]
async fn the_groups_stand_in_the_order_of_the_categories_and_none_is_empty() {
    let page = with_connections(Vec::new()).await;
    let titles: Vec<String> = page.seen(&format!("{GROUPS} h2")).iter().map(says).collect();
    let expected = ["Accounting2", "Payments1", "Email1", "E-sign1", "AI1", "Communications1"];
    assert_eq!(titles, expected);
}

#[wasm_bindgen_test]
async fn without_the_database_the_catalogue_is_there_and_nothing_is_claimed_of_connections() {
    let page =
        with(&Hub { connections: Part::Failed(locked()), ..hub(catalogue(), Vec::new()) }).await;
    assert!(page.text(".problem-remedy").contains("Unlock it."));
    assert_eq!(shown(&page).len(), catalogue().len());
    assert_eq!(page.all(".provider .pill").len(), 0, "nobody knows how they are");
    assert_eq!(page.all(".five").len(), 0, "nobody knows what is missing");
    assert_eq!(page.all("option[value=not_connected]").len(), 0);
}

#[wasm_bindgen_test]
async fn what_needs_a_person_comes_first_and_is_not_shown_twice() {
    let page = with_connections(vec![
        connection("quickbooks", "Main", Status::Connected),
        dead("slack", "Office"),
    ])
    .await;
    assert_eq!(page.all(GROUPS)[0].get_attribute("aria-labelledby").unwrap(), "group-attention");
    assert_eq!(shown(&page)[0], "slack");
    assert_eq!(shown(&page).len(), catalogue().len());
    assert_eq!(page.all("#group-communications").len(), 0, "its own group has nothing left");
    assert!(text_of(&page, "slack").contains("Reconnect needed"));
    assert!(text_of(&page, "slack").contains("See what to do"));
}

#[wasm_bindgen_test]
async fn trouble_of_the_providers_own_is_not_the_persons() {
    let later = time::now() + SignedDuration::from_mins(5);
    let page = with_connections(vec![
        connection("slack", "Office", Status::Delayed { retry_at: later }),
        connection("xero", "Main", Status::Offline),
    ])
    .await;
    assert_eq!(page.all("#group-attention").len(), 0);
    assert!(text_of(&page, "slack").contains("Delayed, retry at"));
}

#[wasm_bindgen_test]
async fn the_strip_goes_away_when_all_five_are_filled() {
    let page = with_connections(one_of_each_of_the_five()).await;
    assert_eq!(page.all(".five").len(), 0);
}

#[wasm_bindgen_test]
async fn a_paused_or_dead_connection_fills_none_of_the_five() {
    let mut connections = one_of_each_of_the_five();
    connections[0].status = Status::Paused;
    connections[1] = dead("stripe", "Main");
    let page = with_connections(connections).await;
    assert_eq!(page.text(".five-rest"), "2 to go");
    assert_eq!(page.attributes(".five progress", "value"), ["3"]);
    let missing: Vec<String> = page.all(".light.neutral").iter().map(says).collect();
    assert_eq!(missing, ["Ledger: missing", "Payments: missing"]);
}

#[wasm_bindgen_test]
async fn a_light_leads_to_what_can_fill_it_and_going_back_leads_back() {
    let page = with_connections(Vec::new()).await;
    page.press(".light");
    page.until("both ledgers", |page| shown(page) == ["quickbooks", "xero"]).await;
    assert_eq!(address(), "/?required=ledger");
    web_sys::window().unwrap().history().unwrap().back().unwrap();
    page.until("everything", |page| shown(page).len() == catalogue().len()).await;
    assert_eq!(address(), "/");
}

#[wasm_bindgen_test]
async fn an_abbreviation_finds_its_one_provider_and_says_how_many_there_are() {
    let page = with_connections(Vec::new()).await;
    page.type_into("#search", "QBO");
    page.until("the one", |page| shown(page) == ["quickbooks"]).await;
    assert_eq!(page.text("#results-title [role=status]"), "1 result");
    page.until("the address", |_| address() == "/?q=QBO").await;
    page.type_into("#search", "");
    page.until("everything", |page| shown(page).len() == catalogue().len()).await;
    page.until("the address", |_| address() == "/").await;
}

#[wasm_bindgen_test]
async fn who_types_and_leaves_at_once_is_not_called_back() {
    let page = with_connections(Vec::new()).await;
    page.type_into("#search", "xero");
    page.follow("/activity");
    page.until("Activity", |page| page.text("h1") == "Activity").await;
    // Longer than the address waits for the next letter.
    for _ in 0..5 {
        some_frames().await;
    }
    assert_eq!(address(), "/activity");
}

#[wasm_bindgen_test]
async fn groups_that_are_away_are_out_of_reach_once_the_typing_pauses_and_back_when_they_are() {
    let page = with_connections(Vec::new()).await;
    let inert = |page: &Page| page.all(".groups[inert]").len() == 1;
    assert!(!inert(&page));
    page.type_into("#search", "xero");
    page.until("out of reach", inert).await;
    page.type_into("#search", "");
    page.until("back", |page| !inert(page)).await;
}

#[wasm_bindgen_test]
async fn nothing_found_offers_to_clear_and_clearing_shows_everything_again() {
    let page = with_connections(Vec::new()).await;
    page.type_into("#search", "zzzzz");
    page.until("the way out", |page| page.all(".results .empty button").len() == 1).await;
    assert_eq!(page.text("#results-title"), "No results");
    assert!(page.text(".results .empty").contains("“zzzzz”"));
    page.press(".results .empty button");
    page.until("everything", |page| shown(page).len() == catalogue().len()).await;
    assert_eq!(page.value("#search"), "");
    assert_eq!(address(), "/");
}

#[wasm_bindgen_test]
async fn a_chip_narrows_is_pressed_and_stands_in_the_address() {
    let page = with_connections(Vec::new()).await;
    page.press_word(".chip", "Accounting2");
    page.until("two", |page| shown(page) == ["quickbooks", "xero"]).await;
    assert_eq!(says(&page.all(".chip[aria-pressed=true]")[0]), "Accounting2");
    assert_eq!(page.all(".chip[aria-pressed=true]").len(), 1);
    page.until("the address", |_| address() == "/?category=accounting").await;
    page.press_word(".chip", "Accounting2");
    page.until("everything", |page| shown(page).len() == catalogue().len()).await;
    assert_eq!(page.all(".chip[aria-pressed=true]").len(), 0);
}

#[wasm_bindgen_test]
async fn a_state_and_a_person_narrow_together() {
    let mut connections = vec![
        connection("xero", "Main", Status::Connected),
        connection("slack", "Office", Status::Connected),
        connection("gmail", "Office", Status::Paused),
    ];
    connections[1].owner = Some("Grace".into());
    let page = with_connections(connections).await;
    page.choose(".select:nth-child(1) select", "connected");
    page.until("both", |page| shown(page) == ["xero", "slack"]).await;
    page.choose(".select:nth-child(2) select", "Grace");
    page.until("hers", |page| shown(page) == ["slack"]).await;
    page.until("the address", |_| address() == "/?status=connected&owner=Grace").await;
    page.press_word(".selects button", "Clear filters");
    page.until("everything", |page| shown(page).len() == catalogue().len()).await;
    assert_eq!(page.value(".select:nth-child(1) select"), "");
    assert_eq!(page.value(".select:nth-child(2) select"), "");
}

#[wasm_bindgen_test]
async fn what_the_address_asks_for_stands_in_the_lists_though_nothing_is_so() {
    let there = "/?status=paused&owner=Grace";
    let page = at(there, &hub(catalogue(), Vec::new())).await;
    page.until("nothing", |page| page.all(".results .empty").len() == 1).await;
    assert_eq!(page.value(".select:nth-child(1) select"), "paused");
    assert_eq!(page.value(".select:nth-child(2) select"), "Grace");
}

#[wasm_bindgen_test]
async fn a_paused_connection_is_not_counted_as_connected() {
    let page = with_connections(vec![
        connection("quickbooks", "Main", Status::Connected),
        connection("xero", "Main", Status::Paused),
    ])
    .await;
    assert_eq!(page.text("#group-accounting .group-count"), "2 · 1 connected");
}

#[wasm_bindgen_test]
async fn connections_whose_provider_is_not_there_are_named_and_not_lost() {
    let page =
        with_connections(vec![connection("acme_permits", "City hall", Status::Connected)]).await;
    let lost = page.text(".lost");
    assert!(lost.contains("acme_permits") && lost.contains("City hall"), "{lost}");
    assert!(lost.contains("once the file is back"), "{lost}");
}

#[wasm_bindgen_test]
async fn the_address_alone_brings_back_words_filters_order_and_view() {
    let there = "/?q=o&category=accounting&sort=name&view=list";
    let page = at(there, &hub(catalogue(), Vec::new())).await;
    page.until("the result", |page| !shown(page).is_empty()).await;
    assert!(shown(&page).iter().all(|id| ["quickbooks", "xero"].contains(&id.as_str())));
    assert_eq!(page.value("#search"), "o");
    assert_eq!(says(&page.all(".chip[aria-pressed=true]")[0]), "Accounting2");
    assert_eq!(page.value(".select:last-of-type select"), "name");
    assert_eq!(page.all(".results .cards.rows").len(), 1);
    some_frames().await;
    assert_eq!(address(), there, "and it stays what it was");
}

#[wasm_bindgen_test]
async fn what_an_address_says_wrongly_is_left_out() {
    let page = at("/?category=nonsense&sort=upwards", &hub(catalogue(), Vec::new())).await;
    assert_eq!(shown(&page).len(), catalogue().len());
}

#[wasm_bindgen_test]
async fn an_order_lists_everything_in_it() {
    let page = with_connections(Vec::new()).await;
    page.choose(".select:last-of-type select", "name");
    page.until("the order", |page| page.text("#results-title") == "7 results").await;
    let ordered = ["docusign", "gmail", "openai", "quickbooks", "slack", "stripe", "xero"];
    page.until("every one", |page| shown(page) == ordered).await;
}

#[wasm_bindgen_test]
async fn rows_show_the_same_groups() {
    let page = with_connections(Vec::new()).await;
    page.press(".switch-group button:last-child");
    page.until("rows", |page| page.seen(".cards.rows").len() == page.seen(GROUPS).len()).await;
    assert_eq!(page.attributes(".switch-group button", "aria-pressed"), ["false", "true"]);
    assert_eq!(shown(&page).len(), catalogue().len());
    page.until("the address", |_| address() == "/?view=list").await;
}

#[wasm_bindgen_test]
async fn a_card_names_two_accounts_and_counts_the_rest() {
    let accounts = ["A", "B", "C", "D"].map(|name| connection("xero", name, Status::Connected));
    let page = with_connections([accounts.to_vec(), vec![dead("xero", "E")]].concat()).await;
    let named: Vec<String> = page.all("[data-provider=xero] .account").iter().map(says).collect();
    assert_eq!(named, ["E", "A"], "what needs a person is named first");
    assert_eq!(page.text("[data-provider=xero] .account-more"), "and 3 more");
}

#[wasm_bindgen_test]
async fn a_sandbox_is_marked_and_a_live_account_is_not() {
    let sandbox = Connection {
        environment: EnvironmentId::Sandbox,
        ..connection("xero", "Play", Status::Connected)
    };
    let page =
        with_connections(vec![sandbox, connection("slack", "Office", Status::Connected)]).await;
    assert_eq!(page.text("[data-provider=xero] .mark.sandbox"), "Sandbox");
    assert_eq!(page.all(".mark.sandbox").len(), 1);
}

#[wasm_bindgen_test]
async fn a_broken_file_of_the_firms_own_is_shown_with_its_mistakes_and_harms_nothing() {
    let broken = BrokenFile {
        file: "acme.toml".into(),
        path: "/data/patchbay/providers/acme.toml".into(),
        mistakes: vec!["line 3: unknown field `nmae`".into(), "line 9: no https".into()],
    };
    let page = with(&Hub { broken: vec![broken], ..hub(catalogue(), Vec::new()) }).await;
    assert!(page.text(".broken h3").contains("acme.toml"));
    let mistakes: Vec<String> = page.all(".broken .mistakes li").iter().map(says).collect();
    assert_eq!(mistakes, ["line 3: unknown field `nmae`", "line 9: no https"]);
    assert!(page.text(".broken .path").contains("/data/patchbay/providers/acme.toml"));
    assert_eq!(shown(&page).len(), catalogue().len());
}

#[wasm_bindgen_test]
async fn a_practice_firm_is_marked_on_every_page_and_a_real_one_nowhere() {
    let page = with(&Hub { practice: true, ..hub(catalogue(), Vec::new()) }).await;
    assert_eq!(page.text(".rail .practice"), "Practice");
    page.follow("/activity");
    page.until("Activity", |page| page.text("h1") == "Activity").await;
    assert_eq!(page.text(".rail .practice"), "Practice");
    drop(page);
    let page = with_connections(Vec::new()).await;
    assert_eq!(page.all(".practice").len(), 0);
}

#[wasm_bindgen_test]
async fn a_change_of_the_hub_makes_the_page_ask_again_and_keeps_what_was_typed() {
    let page = with_connections(Vec::new()).await;
    page.type_into("#search", "xero");
    page.until("the one", |page| shown(page) == ["xero"]).await;
    page.send(0, &Event::HubChanged);
    page.until("the question", |page| page.waiting::<GetHub>() == 1).await;
    assert_eq!(shown(&page), ["xero"], "what was known stays on screen");
    page.answer::<GetHub>(&hub(catalogue(), vec![dead("xero", "Main")])).await;
    page.until("the news", |page| text_of(page, "xero").contains("Reconnect needed")).await;
    assert_eq!(shown(&page), ["xero"]);
    assert_eq!(page.value("#search"), "xero");
}

#[wasm_bindgen_test]
async fn the_way_home_clears_the_search_even_before_the_address_has_followed_the_typing() {
    let page = with_connections(Vec::new()).await;
    page.type_into("#search", "xero");
    page.until("the one", |page| shown(page) == ["xero"]).await;
    page.follow("/");
    page.until("no words", |page| page.value("#search").is_empty()).await;
    page.until("all", |page| shown(page).len() == catalogue().len()).await;
    page.until("the groups", |page| page.all(".groups[inert]").is_empty()).await;
    assert_eq!(page.value("#search"), "", "the words do not come back");
}

#[wasm_bindgen_test]
async fn news_that_change_nothing_take_neither_focus_nor_what_was_opened_away() {
    let many = (0..30).map(|n| card(&format!("own{n}"), &format!("Own {n}"), Category::Custom));
    let hub = hub(many.collect(), Vec::new());
    let page = with(&hub).await;
    page.press_word(".group button", "Show all 30");
    page.until("all", |page| shown(page).len() == 30).await;
    page.focus("[data-provider=own29] a.cover");
    page.send(0, &Event::HubChanged);
    page.answer::<GetHub>(&Hub { at: time::now(), ..hub }).await;
    some_frames().await;
    assert_eq!(shown(&page).len(), 30);
    assert!(page.has_focus("[data-provider=own29] a.cover"));
}

#[wasm_bindgen_test]
async fn a_change_while_an_answer_is_awaited_is_asked_about_once_afterwards() {
    let page = Page::open();
    page.send(0, &Event::HubChanged);
    page.send(1, &Event::HubChanged);
    next_frame().await;
    assert_eq!(page.waiting::<GetHub>(), 1);
    page.answer::<GetHub>(&hub(catalogue(), Vec::new())).await;
    page.answer::<GetHub>(&hub(catalogue(), vec![dead("xero", "Main")])).await;
    page.until("the news", |page| page.all("#group-attention").len() == 1).await;
    assert_eq!(page.asked::<GetHub>().len(), 2);
}

#[wasm_bindgen_test]
async fn a_big_group_is_drawn_in_part_until_all_of_it_is_wanted() {
    let many = (0..30).map(|n| card(&format!("own{n}"), &format!("Own {n}"), Category::Custom));
    let page = with_cards(many.collect()).await;
    assert_eq!(shown(&page).len(), 24);
    page.press_word(".group button", "Show all 30");
    page.until("all", |page| shown(page).len() == 30).await;
    assert!(page.seen(".group button").iter().all(|button| !says(button).starts_with("Show all")));
}

#[wasm_bindgen_test]
async fn many_results_are_drawn_in_part_until_all_of_them_are_wanted() {
    let many = (0..30).map(|n| card(&format!("own{n}"), &format!("Own {n}"), Category::Custom));
    let page = with_cards(many.collect()).await;
    page.type_into("#search", "own");
    page.until("the results", |page| page.text("#results-title") == "30 results").await;
    page.until("the first of them", |page| shown(page).len() == 24).await;
    page.press_word(".results button", "Show all 30");
    page.until("all", |page| shown(page).len() == 30).await;
}

#[wasm_bindgen_test]
async fn a_card_has_one_link_that_covers_it_and_nothing_to_press_within_another() {
    let page = with_connections(vec![connection("xero", "Main", Status::Connected)]).await;
    for card in page.all(".card.provider") {
        assert_eq!(card.query_selector_all("a.cover").unwrap().length(), 1);
    }
    let pressable = ["a", "button", "summary", "input", "select"];
    for outer in pressable {
        for inner in pressable {
            assert_eq!(page.all(&format!("{outer} {inner}")).len(), 0, "{inner} within {outer}");
        }
    }
    assert_eq!(page.attributes("[data-provider=xero] a.cover", "href"), ["/provider/xero"]);
    assert_eq!(
        page.attributes("[data-provider=xero] a.button", "aria-label"),
        ["See accounts: Xero"],
        "the action says of what it is, for people who hear it alone"
    );
}

#[wasm_bindgen_test]
async fn the_menu_of_a_card_closes_with_escape_and_gives_the_focus_back() {
    let page = with_connections(Vec::new()).await;
    page.press("[data-provider=xero] summary");
    page.until("it to open", |page| page.all(".menu[open] li").len() > 1).await;
    page.focus("[data-provider=xero] .menu li:last-child a");
    page.key("Escape");
    page.until("it to close", |page| page.all(".menu[open]").is_empty()).await;
    assert!(page.has_focus("[data-provider=xero] summary"));
}

#[wasm_bindgen_test]
async fn a_provider_of_the_firms_own_is_marked() {
    let own = ProviderCard { own: Own::Firm, ..card("acme", "Acme", Category::Custom) };
    let page = with_cards(vec![own, card("slack", "Slack", Category::Communications)]).await;
    assert_eq!(page.text("[data-provider=acme] .mark"), "Your own provider");
    assert_eq!(page.all("[data-provider=slack] .mark").len(), 0);
}

#[wasm_bindgen_test]
async fn a_provider_that_cannot_be_connected_here_says_so_and_offers_what_to_do_instead() {
    let tax = |id: &str, support| ProviderCard { support, ..card(id, id, Category::Tax) };
    let page =
        with_cards(vec![tax("asked", Support::ByArrangement), tax("never", Support::NotSupported)])
            .await;
    assert_eq!(page.text("[data-provider=asked] .pill"), "By arrangement with the vendor");
    assert_eq!(page.text("[data-provider=never] .pill"), "Not supported");
    for id in ["asked", "never"] {
        let action = format!("[data-provider={id}] a.button");
        assert_eq!(page.text(&action), "See what to do instead");
        assert_eq!(page.attributes(&action, "href"), [format!("/provider/{id}")]);
        page.press(&format!("[data-provider={id}] summary"));
        page.until("its menu", |page| {
            !page.all(&format!("[data-provider={id}] .menu li")).is_empty()
        })
        .await;
        let menu: Vec<String> =
            page.all(&format!("[data-provider={id}] .menu a")).iter().map(says).collect();
        assert_eq!(menu, ["Overview", "Help"]);
    }
    assert_eq!(page.all("#group-attention").len(), 0, "there is nothing to be done");
}
