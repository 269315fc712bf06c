//! What came with an answer is in no log, however much is logged.

use reqwest::Method;

use super::{House, SignIn};
use crate::log::Log;

#[tokio::test]
async fn nothing_that_came_with_an_answer_is_in_the_log() {
    // The server runs on this thread too.
    let (log, _writing) = Log::begin();

    let house = House::open().await;
    let sign_in = SignIn::number(1);
    let state = &sign_in.state;
    house.page("xero", &format!("code=canary&state={state}&realmId=canary")).await;
    house.page("xero", &format!("error=canary&error_description=canary&state={state}")).await;
    house.arrive("xero", "code=canary&state=canary").await;
    house.arrive("xero", "code=canary&code=canary").await;
    house.arrive("Canary", "code=canary").await;
    let head = house.client.request(Method::HEAD, house.home("xero", &sign_in.answer("canary")));
    head.send().await.unwrap();
    house.client.post(house.home("xero", "code=canary")).body("canary").send().await.unwrap();
    house.pick_up("xero", &sign_in.proof).await.text().await.unwrap();
    house.pick_up("xero", "canary").await;

    let text = log.text();
    assert!(text.contains("a sign-in answer arrived") && text.contains("picked up"), "{text}");
    for secret in ["canary", "Canary", state, &sign_in.proof] {
        assert!(!text.contains(secret), "{secret} is in the log:\n{text}");
    }
}
