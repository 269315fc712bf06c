//! The failures that the files name, each brought about as the file describes it.

use patchbay_practice::{COMPANIES, Decision, Misbehaviour};
use patchbay_providers::{EnvironmentId, Provider, Trouble, TroubleAt};
use reqwest::{RequestBuilder, Response};

use crate::house::{CATALOGUE, House, form_on, provider};
use crate::rules::refused;
use crate::walk::Walk;

/// Whether the answer is as the file describes the failure.
async fn is_as_described(answer: Response, trouble: &Trouble, usual: u16) -> bool {
    let status = answer.status().as_u16();
    let body = answer.text().await.unwrap();
    let says = |text: &Option<String>| text.as_ref().is_none_or(|text| body.contains(text));
    status == trouble.status.unwrap_or(usual) && says(&trouble.code) && says(&trouble.contains)
}

/// A call of this provider, if one can be written without connecting first.
fn any_call(walk: &mut Walk<'_>) -> Option<RequestBuilder> {
    walk.know("access_token", "none");
    let request = walk.sign_in.probe.iter().find_map(|probe| probe.request.as_ref())?;
    let base = walk.provider.api.iter().flat_map(|api| api.base.all());
    let mut places = request.templates().chain(base).flat_map(|template| template.places());
    let is_known = places.all(|place| walk.value(place).is_some());
    is_known.then(|| walk.call(request))
}

#[tokio::test]
async fn every_failure_of_a_call_is_answered_in_the_vendors_words() {
    let house = House::open().await;
    let mut seen = 0;
    for provider in CATALOGUE.iter() {
        let Some(sign_in) = provider.sign_in.first() else { continue };
        let mut walk = Walk::new(&house, provider, sign_in, EnvironmentId::Live);
        for trouble in provider.error.iter().filter(|error| error.at == TroubleAt::Call) {
            let Some(call) = any_call(&mut walk) else { continue };
            house.practice.misbehave(&provider.id, once(trouble));
            let answer = call.send().await.unwrap();
            assert!(is_as_described(answer, trouble, 400).await, "{}: {trouble:?}", provider.id);
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen} were seen: is this test still looking?");
}

fn once(trouble: &Trouble) -> Misbehaviour {
    Misbehaviour { times: Some(1), ..Misbehaviour::named(trouble).unwrap() }
}

fn named(provider: &Provider, at: TroubleAt) -> &Trouble {
    provider.error.iter().find(|error| error.at == at && error.code.is_some()).unwrap()
}

#[tokio::test]
async fn a_renewal_and_an_exchange_fail_in_the_vendors_words() {
    let house = House::open().await;
    let zoom = provider("zoom");
    let mut walk = Walk::of(&house, zoom);
    walk.allow(&COMPANIES[0]).await;
    let at_exchange = named(zoom, TroubleAt::Token);
    house.practice.misbehave("zoom", once(at_exchange));
    assert_eq!(refused(walk.exchange()).await, (400, at_exchange.code.clone().unwrap()));
    walk.takes(walk.exchange()).await;
    let at_renewal = named(zoom, TroubleAt::Refresh);
    house.practice.misbehave("zoom", once(at_renewal));
    assert_eq!(refused(walk.renewal()).await, (400, at_renewal.code.clone().unwrap()));
    assert_eq!(house.practice.counts("zoom").refreshes, 0, "nothing was done");
}

#[tokio::test]
async fn what_goes_wrong_at_the_sign_in_is_read_there_or_comes_home() {
    let house = House::open().await;
    let salesforce = provider("salesforce");
    let walk = Walk::of(&house, salesforce);
    for trouble in &salesforce.error {
        let failure = match trouble.at {
            TroubleAt::SignInPage => {
                house.practice.misbehave("salesforce", once(trouble));
                let page = house.get("salesforce", &walk.consent()).send().await.unwrap();
                is_as_described(page, trouble, 400).await
            }
            TroubleAt::Callback => {
                house.practice.misbehave("salesforce", once(trouble));
                let answer = walk.decide(Decision::Allow(&COMPANIES[0])).await;
                let home = answer.headers()["location"].to_str().unwrap();
                let home = url::Url::parse(home).unwrap();
                let said: Vec<_> = home.query_pairs().map(|(_, value)| value).collect();
                let is_said = |text: &String| said.iter().any(|value| value == text);
                trouble.code.iter().chain(&trouble.contains).all(is_said)
            }
            _ => continue,
        };
        assert!(failure, "{trouble:?}");
    }
}

#[tokio::test]
async fn the_list_offers_the_failures_of_the_file() {
    let house = House::open().await;
    let zoom = provider("zoom");
    let list = house.client.get(&house.base).send().await.unwrap().text().await.unwrap();
    let (place, trouble) =
        zoom.error.iter().enumerate().find(|(_, error)| error.at == TroubleAt::Refresh).unwrap();
    assert!(list.contains(&trouble.says), "{}", trouble.says);
    let place = place.to_string();
    let form = [("provider", "zoom"), ("failure", place.as_str()), ("do", "fail")];
    let switch = form_on(house.client.post(format!("{}/-/switches", house.base)), &form);
    assert_eq!(switch.send().await.unwrap().status(), 302);
    let walk = Walk::of(&house, zoom);
    assert_eq!(refused(walk.renewal()).await.1, *trouble.code.as_ref().unwrap());
}
