//! The pages, and who may open them.

use crate::house::{House, form_on, provider};
use crate::walk::Walk;

#[tokio::test]
async fn the_consent_page_says_what_is_asked_and_why_and_that_it_is_practice() {
    let house = House::open().await;
    let xero = provider("xero");
    let walk = Walk::of(&house, xero);
    let answer = house.get("xero", &walk.consent()).send().await.unwrap();
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    let page = answer.text().await.unwrap();
    assert!(policy.contains("default-src 'none'"), "{policy}");
    assert!(policy.contains("form-action 'self' http://localhost:41811;"), "{policy}");
    for wanted in ["nothing here is real", "practice-xero", "Miller &amp; Co", "Harbor Dental"] {
        assert!(page.contains(wanted), "{wanted} is not in {page}");
    }
    for scope in walk.oauth().scope.iter().filter(|scope| !scope.optional) {
        assert!(page.contains(&scope.value), "{}", scope.value);
    }
    assert!(!page.contains("<script") && !page.contains("style=\""));
}

#[tokio::test]
async fn the_apps_own_link_may_be_led_to() {
    let house = House::open().await;
    let salesforce = provider("salesforce");
    let walk = Walk::of(&house, salesforce);
    let answer = house.get("salesforce", &walk.consent()).send().await.unwrap();
    let policy = answer.headers()["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("form-action 'self' app.patchbay:;"), "{policy}");
}

#[tokio::test]
async fn another_name_for_this_computer_and_a_page_from_elsewhere_are_refused() {
    let house = House::open().await;
    let list = house.client.get(&house.base).header("host", "evil.example").send().await.unwrap();
    assert_eq!(list.status(), 421);
    let form = [("provider", "zoom"), ("do", "behave")];
    let switch = || form_on(house.client.post(format!("{}/-/switches", house.base)), &form);
    let from = async |origin: &str| {
        switch().header("origin", origin).send().await.unwrap().status().as_u16()
    };
    assert_eq!(from("https://evil.example").await, 403);
    assert_eq!(from("null").await, 403);
    assert_eq!(from(&house.base.clone()).await, 302);
}

#[tokio::test]
async fn the_list_shows_what_is_played_and_its_switches_work() {
    let house = House::open().await;
    let style = house.client.get(format!("{}/-/style.css", house.base)).send().await.unwrap();
    assert_eq!(style.headers()["content-type"], "text/css; charset=utf-8");
    let list = async || house.client.get(&house.base).send().await.unwrap().text().await.unwrap();
    assert!(list().await.contains("QuickBooks Online"));
    let form = [
        ("provider", "zoom"),
        ("at", "calls"),
        ("how", "has trouble (503)"),
        ("times", "2"),
        ("do", "misbehave"),
    ];
    let switch = form_on(house.client.post(format!("{}/-/switches", house.base)), &form);
    assert_eq!(switch.send().await.unwrap().status(), 302);
    assert!(list().await.contains("Misbehaves: Api: Status(503)"));
    let answer = house.get("zoom", "https://api.zoom.us/v2/users/me").send().await.unwrap();
    assert_eq!(answer.status(), 503);
}
