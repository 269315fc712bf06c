//! Each way home, for several providers; and the program closed in between.

use patchbay_contract::{Attempt, AttemptStep, ChosenCompany, HomeWay, NewAttempt};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_practice::{COMPANIES, Decision};

use crate::bench_firm::{Answer, Firm, address, decide, wish};

const ALLOW: Decision<'static> = Decision::Allow(&COMPANIES[0]);

async fn connected_by(firm: &Firm, provider: &str, way: HomeWay) {
    let attempt = firm.begin(NewAttempt { way: Some(way), ..wish(provider) }).await;
    assert_eq!(attempt.way, way);
    let answer = decide(&address(&attempt), ALLOW).await;
    firm.bring_home(&attempt, answer).await;
    let (connection, account) = firm.connected(&attempt.id).await;
    assert!(!connection.is_empty() && account.is_some(), "{provider} by {way:?}");
    assert_eq!(firm.sign_ins.attempt(&attempt.id).unwrap().came_by, Some(way), "{provider}");
}

#[tokio::test]
async fn an_answer_comes_home_by_a_port_of_this_computer() {
    let firm = Firm::with_apps(&["xero", "box", "google_drive"]).await;
    for provider in ["xero", "box", "google_drive"] {
        connected_by(&firm, provider, HomeWay::Loopback).await;
    }
}

#[tokio::test]
async fn an_answer_comes_home_by_the_relay_when_no_link_opens() {
    let firm = Firm::with_apps(&["quickbooks_online", "zoom", "square", "hubspot"]).await;
    for provider in ["quickbooks_online", "zoom", "square", "hubspot"] {
        connected_by(&firm, provider, HomeWay::Relay).await;
    }
}

#[tokio::test]
async fn the_relay_is_where_a_person_says_from_the_next_sign_in_on() {
    let firm = Firm::with_apps(&["quickbooks_online"]).await;
    let wish = || NewAttempt { way: Some(HomeWay::Relay), ..wish("quickbooks_online") };
    let catalogue = Catalogue::in_folder(firm.home());
    for relay in ["https://one.firm.example", "https://two.firm.example/patchbay"] {
        firm.installation.set_relay(Some(relay)).await.unwrap();
        let home = format!("{relay}/connect/quickbooks_online/return");
        let page = firm.installation.provider_page(&catalogue, "quickbooks_online").await.unwrap();
        let told = page.sign_ins[0].homes.iter().find(|home| home.way == HomeWay::Relay).unwrap();
        assert_eq!(told.addresses, std::slice::from_ref(&home));

        let attempt = firm.begin(wish()).await;
        let Answer::Address(arrived) = decide(&address(&attempt), ALLOW).await else {
            panic!("the browser is sent home")
        };
        let query = arrived.strip_prefix(&format!("{home}?")).unwrap();
        // The page there hands it on as a link.
        let link = patchbay_contract::return_link("quickbooks_online", query);
        firm.bring_home(&attempt, Answer::Address(link)).await;
        firm.connected(&attempt.id).await;
    }
}

#[tokio::test]
async fn an_answer_comes_home_by_a_deep_link() {
    let firm = Firm::with_apps(&["slack", "salesforce"]).await;
    for provider in ["slack", "salesforce"] {
        connected_by(&firm, provider, HomeWay::DeepLink).await;
    }
}

#[tokio::test]
async fn a_code_that_the_provider_shows_is_pasted() {
    let firm = Firm::with_apps(&["dropbox", "procore"]).await;
    for provider in ["dropbox", "procore"] {
        connected_by(&firm, provider, HomeWay::Paste).await;
    }
}

#[tokio::test]
async fn an_answer_that_does_not_come_by_itself_can_be_pasted_whichever_way_it_should_come() {
    let firm = Firm::with_apps(&["xero", "slack", "quickbooks_online"]).await;
    for provider in ["xero", "slack", "quickbooks_online"] {
        let attempt = firm.begin(wish(provider)).await;
        let Answer::Address(stopped_at) = decide(&address(&attempt), ALLOW).await else {
            panic!("the browser is sent home")
        };
        firm.bring_home(&attempt, Answer::Code(stopped_at)).await;
        firm.connected(&attempt.id).await;
        let came_by = firm.sign_ins.attempt(&attempt.id).unwrap().came_by;
        assert_eq!(came_by, Some(HomeWay::Paste), "{provider} was to answer by {:?}", attempt.way);
    }
}

#[tokio::test]
async fn several_companies_are_asked_about_and_the_chosen_one_is_connected() {
    let firm = Firm::with_apps(&["xero"]).await;
    let attempt = firm.begin(wish("xero")).await;
    let answer = decide(&address(&attempt), Decision::AllowAll).await;
    firm.bring_home(&attempt, answer).await;
    let step = firm.until(&attempt.id, |step| matches!(step, AttemptStep::Choosing(_))).await;
    let AttemptStep::Choosing(companies) = step else { unreachable!() };
    assert_eq!(companies.len(), 2);
    let (company, name) = (companies[1].id.clone(), companies[1].name.clone());
    let chosen = ChosenCompany { attempt: attempt.id.clone(), company };
    firm.sign_ins.choose(chosen).await.unwrap();
    assert_eq!(firm.connected(&attempt.id).await.1, Some(name));
}

#[tokio::test]
async fn a_sign_in_outlives_the_program_whether_it_waits_or_asks_which_company() {
    let firm = Firm::with_apps(&["slack", "xero"]).await;
    let waits = firm.begin(wish("slack")).await;
    let asks = firm.begin(wish("xero")).await;
    let answer = decide(&address(&asks), Decision::AllowAll).await;
    firm.bring_home(&asks, answer).await;
    firm.until(&asks.id, |step| matches!(step, AttemptStep::Choosing(_))).await;

    let firm = firm.again().await;
    let mut again = firm.sign_ins.restore().await.unwrap();
    again.sort();
    let mut both = vec![waits.id.clone(), asks.id.clone()];
    both.sort();
    assert_eq!(again, both);
    let waits: Attempt = firm.sign_ins.attempt(&waits.id).unwrap();
    let answer = decide(&address(&waits), ALLOW).await;
    firm.bring_home(&waits, answer).await;
    firm.connected(&waits.id).await;
    let step = firm.until(&asks.id, |step| matches!(step, AttemptStep::Choosing(_))).await;
    let AttemptStep::Choosing(companies) = step else { unreachable!() };
    let company = companies[0].id.clone();
    firm.sign_ins.choose(ChosenCompany { attempt: asks.id.clone(), company }).await.unwrap();
    firm.connected(&asks.id).await;
}

#[tokio::test]
async fn two_sign_ins_answered_in_reverse_order_end_in_their_own_connections() {
    let firm = Firm::with_apps(&["slack", "xero"]).await;
    let (first, second) = (firm.begin(wish("slack")).await, firm.begin(wish("xero")).await);
    for attempt in [&second, &first] {
        let answer = decide(&address(attempt), ALLOW).await;
        firm.bring_home(attempt, answer).await;
    }
    let (one, _) = firm.connected(&first.id).await;
    let (other, _) = firm.connected(&second.id).await;
    assert_ne!(one, other);
}
