//! The stories.

use jiff::SignedDuration;
use patchbay_contract::{EndProof, TakenBack};
use patchbay_custody::{Failure, Finding, Held, Meaning, Renewal, from_bytes, to_bytes};
use patchbay_practice::{Endpoint, Misbehaviour, Trick};
use patchbay_providers::sign_in::How;
use patchbay_providers::{Provider, SignIn, catalogue};

use crate::house::{House, ID, provider};

/// As it goes from one custodian to the other.
fn handed_over(held: &Held) -> Held {
    let bytes = to_bytes(held).unwrap();
    from_bytes::<Held>(&bytes).unwrap().expose_secret().clone()
}

fn ways(fits: impl Fn(&How) -> bool) -> Vec<(Provider, SignIn)> {
    let all = catalogue().into_iter();
    all.flat_map(|provider| {
        let ways = provider.sign_in.clone().into_iter();
        ways.map(move |way| (provider.clone(), way)).collect::<Vec<_>>()
    })
    .filter(|(_, way)| fits(&way.how))
    .collect()
}

fn by_browser(id: &str) -> (Provider, SignIn) {
    let provider = provider(id);
    let way = provider.sign_in.iter().find(|way| way.oauth().is_some()).unwrap().clone();
    (provider, way)
}

fn renewed(renewal: Renewal) -> Held {
    match renewal {
        Renewal::Renewed { held, .. } => held.expose_secret().clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_typed_into_a_form_is_proven_where_it_was_handed_to() {
    let house = House::open().await;
    let forms =
        ways(|how| !matches!(how, How::OAuth(_) | How::ClientCredentials(_) | How::FileTarget(_)));
    assert!(forms.len() > 30, "{}", forms.len());
    for (provider, way) in &forms {
        let held = handed_over(&house.typed(provider, way));
        let proof = house.check(provider, &held).await;
        assert!(proof.failure().is_none(), "{} / {}: {proof:?}", provider.id, way.id);
        assert_eq!(proof.checks().len(), proof.steps.len());
        assert!(matches!(house.renew(provider, &held).await, Renewal::NeverEnds));
        let ended = house.custodian.revoke(provider, &held, ID, house.now()).await.unwrap();
        assert_eq!(ended.taken, TakenBack::ByHand, "{}", provider.id);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_asked_for_with_an_id_and_a_secret_is_asked_for_again_where_it_was_handed_to() {
    let house = House::open().await;
    let clients = ways(|how| matches!(how, How::ClientCredentials(_)));
    assert!(clients.len() > 3, "{}", clients.len());
    for (provider, way) in &clients {
        let held = handed_over(&house.typed(provider, way));
        let held = renewed(house.renew(provider, &held).await);
        let held = house.for_a_company(provider, held).await;
        let held = renewed(house.renew(provider, &handed_over(&held)).await);
        let proof = house.check(provider, &held).await;
        assert!(proof.failure().is_none(), "{} / {}: {proof:?}", provider.id, way.id);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_permission_lives_on_where_it_was_handed_to_until_it_is_taken_back() {
    let house = House::open().await;
    for id in ["xero", "quickbooks_online"] {
        let (provider, way) = by_browser(id);
        let held = handed_over(&house.allowed(&provider, &way).await);
        assert!(house.check(&provider, &held).await.failure().is_none());
        house.wait(SignedDuration::from_hours(2));
        let ended = house.check(&provider, &held).await;
        assert!(ended.failure().is_some_and(Failure::is_of_the_token), "{ended:?}");

        let held = renewed(house.renew(&provider, &held).await);
        let held = handed_over(&held);
        assert!(house.check(&provider, &held).await.failure().is_none());
        let done = house.custodian.revoke(&provider, &held, ID, house.now()).await.unwrap();
        assert_eq!(done.taken, TakenBack::Confirmed);
        assert_ne!(done.proof, EndProof::StillWorks);
        match house.renew(&provider, &held).await {
            Renewal::NotRenewed { meaning, keep, .. } => {
                assert_eq!(meaning, Meaning::Over);
                assert!(keep.is_none());
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_token_that_was_replaced_is_kept_though_the_rest_of_the_answer_is_of_no_use() {
    let house = House::open().await;
    let (provider, way) = by_browser("xero");
    let held = house.allowed(&provider, &way).await;
    let odd = Trick::TokenType("mac".into());
    house.practice.misbehave(&provider.id, Misbehaviour::once(Endpoint::Refresh, odd));
    let kept = match house.renew(&provider, &held).await {
        Renewal::NotRenewed { meaning, keep, .. } => {
            assert_eq!(meaning, Meaning::replaced());
            keep.unwrap().expose_secret().clone()
        }
        other => panic!("{other:?}"),
    };
    let token = |held: &Held| held.grant.as_ref().unwrap().refresh_token.clone();
    assert_ne!(token(&kept), token(&held));
    let again = renewed(house.renew(&provider, &kept).await);
    assert!(house.check(&provider, &again).await.failure().is_none());
}

#[tokio::test]
async fn without_the_firms_app_nobody_is_asked_and_a_person_should_look() {
    let house = House::open().await;
    let (provider, way) = by_browser("xero");
    let held = Held { app: None, ..house.allowed(&provider, &way).await };
    let before = house.practice.counts(&provider.id);
    match house.renew(&provider, &held).await {
        Renewal::NotRenewed { meaning, problem, .. } => {
            assert_eq!(meaning, Meaning::Settings);
            assert!(problem.what.contains("app"), "{problem}");
        }
        other => panic!("{other:?}"),
    }
    let untold = house.custodian.revoke(&provider, &held, ID, house.now()).await.unwrap_err();
    assert_eq!(untold.taken, TakenBack::NotAsked);
    assert_eq!(house.practice.counts(&provider.id), before);
}

#[tokio::test]
async fn a_mailbox_that_a_token_opens_is_proven_at_its_servers_by_the_account_that_was_handed_over()
{
    let house = House::open().await;
    let mailboxes = ways(|how| matches!(how, How::OAuth(oauth) if oauth.mailbox.is_some()));
    assert!(!mailboxes.is_empty());
    for (provider, way) in &mailboxes {
        let held = house.allowed(provider, way).await;
        let proof = house.check(provider, &held).await;
        assert!(proof.failure().is_none(), "{}: {proof:?}", provider.id);
        let named = proof.account_name.clone().unwrap();
        let held = handed_over(&Held { account: Some(named.clone()), ..held });
        assert!(held.reads_mail(provider));
        let (_, login) = held.servers(provider).unwrap().incoming.unwrap();
        assert_eq!(login.user, named);
        assert!(proof.steps.len() > way.probe.iter().filter(|one| one.request.is_some()).count());
    }
}

#[tokio::test]
async fn what_is_held_for_one_provider_is_tried_at_no_other() {
    let house = House::open().await;
    let (xero, way) = by_browser("xero");
    let held = house.allowed(&xero, &way).await;
    let other = by_browser("quickbooks_online").0;
    let before = house.practice.counts(&other.id);
    assert!(held.spot(&other).is_none());
    assert!(house.custodian.check(&other, &held, ID, None, &|_| ()).await.is_err());
    assert!(house.custodian.renew(&other, &held, ID, house.now()).await.is_err());
    assert!(house.custodian.revoke(&other, &held, ID, house.now()).await.is_err());
    assert_eq!(house.practice.counts(&other.id), before);
}

#[tokio::test]
async fn an_outage_says_nothing_of_what_is_held() {
    let house = House::open().await;
    let (provider, way) = by_browser("xero");
    let held = house.allowed(&provider, &way).await;
    let down = |at| Misbehaviour::always(at, Trick::Status(503));
    house.practice.misbehave(&provider.id, down(Endpoint::Api));
    house.practice.misbehave(&provider.id, down(Endpoint::Refresh));
    let proof = house.check(&provider, &held).await;
    let found = Finding::of(&proof, "", house.now(), SignedDuration::from_mins(2));
    assert!(matches!(found, Finding::Unknown(_)), "{found:?}");
    match house.renew(&provider, &held).await {
        Renewal::NotRenewed { meaning, keep: None, .. } => {
            assert_eq!(
                (meaning.condition(true), meaning.condition(false)),
                (None, Some("delayed"))
            );
        }
        other => panic!("{other:?}"),
    }
}
