//! What the browser shows, and what it is told about the page.

use patchbay_contract::return_link;
use reqwest::{Method, StatusCode};

use super::{House, SignIn};

/// The addresses that the page leads to or loads.
fn addresses(page: &str) -> Vec<&str> {
    let after = |name| page.split(name).skip(1);
    after(" href=\"").chain(after(" src=\"")).filter_map(|rest| rest.split('"').next()).collect()
}

#[tokio::test]
async fn an_answer_is_handed_to_the_app_with_the_same_query_and_shown_to_copy() {
    let house = House::open().await;
    let query = SignIn::number(1).answer("a%7Cb%2B+c%27");
    let page = house.page("xero", &query).await;
    let link = return_link("xero", &query).replace('&', "&amp;");
    assert!(page.contains(&format!("<a id=\"open\" class=\"button\" href=\"{link}\"")), "{page}");
    let code = query.replace('&', "&amp;");
    assert!(page.contains(&format!(">{code}</textarea>")), "{page}");
}

#[tokio::test]
async fn the_page_leads_to_the_app_alone_and_loads_nothing_but_its_own_files() {
    let house = House::open().await;
    let elsewhere = "https%3A%2F%2Fevil.example";
    let query = SignIn::number(1).answer(&format!("c&redirect_uri={elsewhere}&next={elsewhere}"));
    let response = house.arrive("xero", &query).await;
    assert!(response.headers().get("location").is_none());
    let policy = response.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"));
    assert!(policy.ends_with("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
    for (name, value) in [
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
    ] {
        assert_eq!(response.headers()[name], value, "{name}");
    }
    let page = response.text().await.unwrap();
    for address in addresses(&page) {
        let known = ["../../connect/relay.css", "../../connect/relay.js"].contains(&address);
        assert!(known || address.starts_with("app.patchbay://connect/xero/return?"), "{address}");
    }
    assert!(!page.contains(" style=") && !page.contains("<style") && !page.contains(" onclick="));
    assert_eq!(page.matches("<script").count(), 1);
    for (file, kind) in [("relay.js", "text/javascript"), ("relay.css", "text/css")] {
        let file = house.client.get(format!("{}/connect/{file}", house.base)).send().await.unwrap();
        assert!(file.headers()["content-type"].to_str().unwrap().starts_with(kind));
    }
}

#[tokio::test]
async fn a_reload_of_the_bare_address_is_a_calm_page_without_a_link() {
    let house = House::open().await;
    for bare in ["/connect/xero/return", "/connect/xero/return?"] {
        let response = house.client.get(format!("{}{bare}", house.base)).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let page = response.text().await.unwrap();
        assert!(page.contains("This page has done its work"), "{page}");
        assert_eq!(addresses(&page), ["../../connect/relay.css"]);
    }
}

#[tokio::test]
async fn the_same_answer_again_gives_the_same_page() {
    let house = House::open().await;
    let query = SignIn::number(1).answer("a");
    assert_eq!(house.page("xero", &query).await, house.page("xero", &query).await);
}

#[tokio::test]
async fn a_question_for_the_head_alone_hands_nothing_on() {
    let house = House::open().await;
    let sign_in = SignIn::number(1);
    let request = house.client.request(Method::HEAD, house.home("xero", &sign_in.answer("a")));
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    house.page("xero", &sign_in.answer("b")).await;
    let picked_up = house.pick_up("xero", &sign_in.proof).await.text().await.unwrap();
    assert!(picked_up.contains("\"b\""), "{picked_up}");
}

#[tokio::test]
async fn a_no_is_said_plainly_and_handed_to_the_app_all_the_same() {
    let house = House::open().await;
    for (error, said) in [
        ("access_denied", "Access was not allowed"),
        ("server_error", "The service could not finish the sign-in"),
    ] {
        let state = SignIn::number(1).state;
        let query = format!("error={error}&error_description=Call+0900+now&state={state}");
        let page = house.page("xero", &query).await;
        assert!(page.contains(&format!("<h1>{said}</h1>")), "{page}");
        let link = return_link("xero", &query).replace('&', "&amp;");
        assert!(page.contains(&format!("href=\"{link}\"")), "{page}");
        assert!(!page.contains("Call 0900"), "what came with the answer is no sentence of ours");
    }
}

#[tokio::test]
async fn what_is_no_answer_to_us_is_refused_in_words() {
    let house = House::open().await;
    let state = &SignIn::number(1).state;
    let long = format!("state={state}&code={}", "a".repeat(8 * 1024));
    for (provider, query, said) in [
        ("Xero", format!("code=a&state={state}"), "names no service"),
        ("xe%2Fro", format!("code=a&state={state}"), "names no service"),
        ("%3Cb%3E", format!("code=a&state={state}"), "names no service"),
        ("xero", long, "longer than any real one"),
        ("xero", format!("code=%00&state={state}"), "no answer has"),
        ("xero", format!("code=%FF&state={state}"), "no answer has"),
        ("xero", format!("code=a&code=b&state={state}"), "twice"),
        ("xero", format!("state={state}&st%61te={state}"), "twice"),
        ("xero", "code=a".to_owned(), "which sign-in"),
        ("xero", "code=a&state=".to_owned(), "no sign-in of Patchbay"),
        ("xero", format!("code=a&state={state}="), "no sign-in of Patchbay"),
        ("xero", "code=a&state=https://evil.example".to_owned(), "no sign-in of Patchbay"),
    ] {
        let response = house.arrive(provider, &query).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{said}");
        let page = response.text().await.unwrap();
        assert!(page.contains(said) && page.contains("Nothing was connected"), "{said}: {page}");
        assert_eq!(addresses(&page), ["../../connect/relay.css", "../../connect/relay.js"]);
    }
}

#[tokio::test]
async fn the_page_speaks_the_browsers_language() {
    let house = House::open().await;
    let address = house.home("xero", &SignIn::number(1).answer("a"));
    for (accepted, expected) in [
        ("es-MX,es;q=0.9,en;q=0.5", "<html lang=\"es\">"),
        ("fr", "<html lang=\"en\">"),
        ("en-US", "<html lang=\"en\">"),
    ] {
        let request = house.client.get(&address).header("accept-language", accepted);
        let page = request.send().await.unwrap().text().await.unwrap();
        assert!(page.contains(expected), "{accepted}: {page}");
    }
}
