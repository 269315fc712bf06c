//! The app fetches an answer that no link brought. Nobody waits here: where a wait is the
//! point, the clock stands still and jumps.

use std::time::Duration;

use patchbay_contract::Pickup;
use reqwest::{Response, StatusCode};
use tokio::time::{Instant, advance, pause};

use super::{House, SignIn};

const TEN_MINUTES: Duration = Duration::from_secs(600);

async fn code(response: Response) -> String {
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["cache-control"], "no-store");
    let pickup: Pickup = response.json().await.unwrap();
    assert_eq!(pickup.parameters[1].0, "state");
    pickup.parameters[0].1.clone()
}

#[tokio::test]
async fn whoever_has_the_proof_gets_the_answer_and_may_ask_again() {
    let house = House::open().await;
    let sign_in = SignIn::number(1);
    house.page("xero", &sign_in.answer("a%7Cb")).await;
    // The first answer may have been lost on the way.
    for _ in 0..2 {
        assert_eq!(code(house.pick_up("xero", &sign_in.proof).await).await, "a|b");
    }
}

#[tokio::test]
async fn who_waits_already_is_answered_as_soon_as_the_browser_is_back() {
    let house = House::open().await;
    let (one, other) = (SignIn::number(1), SignIn::number(2));
    let browser = async {
        house.page("xero", &other.answer("b")).await;
        house.page("xero", &one.answer("a")).await;
    };
    let (first, second, ()) = tokio::join!(
        house.pick_up("xero", &one.proof),
        house.pick_up("xero", &other.proof),
        browser
    );
    assert_eq!((code(first).await, code(second).await), ("a".to_owned(), "b".to_owned()));
}

#[tokio::test]
async fn a_wrong_proof_learns_nothing_and_waits_as_long_as_a_right_one() {
    let house = House::open().await;
    let (one, other) = (SignIn::number(1), SignIn::number(2));
    house.page("xero", &one.answer("a")).await;
    pause();
    // The state is known to the browser and the provider. It is no proof.
    for (provider, proof) in [
        ("xero", &other.proof),
        ("xero", &one.state),
        ("quickbooks_online", &one.proof),
        ("No%20Such", &one.proof),
    ] {
        let before = Instant::now();
        let response = house.pick_up(provider, proof).await;
        assert_eq!(response.status(), StatusCode::NO_CONTENT, "{provider}");
        assert!(before.elapsed() >= Duration::from_secs(25), "{provider}");
        assert_eq!(response.text().await.unwrap(), "");
    }
}

#[tokio::test]
async fn without_anything_like_a_proof_nobody_waits() {
    let house = House::open().await;
    let address = format!("{}/connect/xero/pickup", house.base);
    let short = &SignIn::number(1).proof[..40];
    for value in ["", "Pickup", "Pickup ", "Pickup a b", &format!("Pickup {short}"), "Bearer a"] {
        let request = house.client.post(&address).header("authorization", value);
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{value}");
        assert_eq!(response.headers()["www-authenticate"], "Pickup");
    }
    let shown = house.client.get(&address).send().await.unwrap();
    assert_eq!(shown.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn an_answer_is_forgotten_after_ten_minutes() {
    let house = House::open().await;
    let sign_in = SignIn::number(1);
    house.page("xero", &sign_in.answer("a")).await;
    pause();
    advance(TEN_MINUTES - Duration::from_secs(60)).await;
    assert_eq!(code(house.pick_up("xero", &sign_in.proof).await).await, "a");
    advance(Duration::from_secs(60)).await;
    let response = house.pick_up("xero", &sign_in.proof).await;
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_second_answer_to_the_same_sign_in_does_not_replace_the_first() {
    let house = House::open().await;
    let sign_in = SignIn::number(1);
    house.page("xero", &sign_in.answer("first")).await;
    house.page("xero", &sign_in.answer("second")).await;
    house.page("box", &sign_in.answer("of_another_provider")).await;
    assert_eq!(code(house.pick_up("xero", &sign_in.proof).await).await, "first");
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_lets_nobody_wait() {
    let house = House::open().await;
    let address = format!("{}/connect/xero/pickup", house.base);
    let proof = format!("Pickup {}", SignIn::number(1).proof);
    let asking = tokio::spawn(house.client.post(address).header("authorization", proof).send());
    house.page("xero", &SignIn::number(2).answer("a")).await;
    pause();
    let before = Instant::now();
    house.shutdown.cancel();
    house.serving.await.unwrap().unwrap();
    assert!(before.elapsed() < Duration::from_secs(25));
    // If it was let in, it is answered.
    if let Ok(response) = asking.await.unwrap() {
        assert_eq!(response.status(), StatusCode::NO_CONTENT);
    }
}
