//! Every provider of the catalogue, walked from consent to revocation by its own file.
//! A new file is covered by being there.

mod steps;

use patchbay_practice::COMPANIES;
use patchbay_providers::sign_in::How;
use patchbay_providers::{EnvironmentId, Provider, SignIn};

use crate::house::{CATALOGUE, House};
use crate::walk::Walk;
use steps::{asked, connect, discovered, proven, renewed, taken_back};

fn environments(provider: &Provider) -> Vec<EnvironmentId> {
    let listed: Vec<_> = provider.environment.iter().map(|environment| environment.id).collect();
    if listed.is_empty() { vec![EnvironmentId::Live] } else { listed }
}

/// Whether a browser can come home in this environment at all.
fn has_home(sign_in: &SignIn, environment: EnvironmentId) -> bool {
    let homes = sign_in.oauth().map(|oauth| oauth.home.as_slice()).unwrap_or_default();
    homes.iter().any(|home| home.only.is_none_or(|only| only == environment))
}

#[tokio::test]
async fn every_browser_sign_in_goes_from_consent_to_revocation() {
    let house = House::open().await;
    let mut walked = 0;
    for provider in CATALOGUE.iter() {
        for environment in environments(provider) {
            for sign_in in provider.sign_in.iter().filter(|s| has_home(s, environment)) {
                let mut walk = Walk::new(&house, provider, sign_in, environment);
                connect(&mut walk).await;
                discovered(&mut walk, COMPANIES[1].name).await;
                proven(&mut walk).await;
                renewed(&mut walk).await;
                proven(&mut walk).await;
                asked(&mut walk).await;
                taken_back(&mut walk).await;
                walked += 1;
            }
        }
    }
    assert!(walked > 30, "{walked} were walked: is this test still looking?");
}

#[tokio::test]
async fn every_sign_in_by_an_apps_own_credentials_gets_a_token_that_works() {
    let house = House::open().await;
    let mut walked = 0;
    for provider in CATALOGUE.iter() {
        for environment in environments(provider) {
            let own = |s: &&SignIn| matches!(s.how, How::ClientCredentials(_));
            for sign_in in provider.sign_in.iter().filter(own) {
                let How::ClientCredentials(client) = &sign_in.how else { continue };
                let mut walk = Walk::new(&house, provider, sign_in, environment);
                walk.takes(walk.own_credentials()).await;
                let scope = walk.token["scope"].as_str().unwrap().to_owned();
                assert!(client.must_grant.values().all(|wanted| scope.contains(wanted)));
                discovered(&mut walk, COMPANIES[0].name).await;
                proven(&mut walk).await;

                walk.know("client_secret", "wrong");
                let status = walk.own_credentials().send().await.unwrap().status();
                assert_eq!(status, 401, "{} takes a wrong secret", provider.id);
                walked += 1;
            }
        }
    }
    assert!(walked > 5, "{walked} were walked: is this test still looking?");
}

#[tokio::test]
async fn every_key_opens_what_its_file_says_and_another_does_not() {
    let house = House::open().await;
    let mut walked = 0;
    for provider in CATALOGUE.iter() {
        for sign_in in provider.sign_in.iter().filter(|s| matches!(s.how, How::Key(_))) {
            let environment = EnvironmentId::Live;
            let mut walk = Walk::new(&house, provider, sign_in, environment);
            discovered(&mut walk, COMPANIES[0].name).await;
            proven(&mut walk).await;
            asked(&mut walk).await;
            walked += 1;

            let How::Key(key) = &sign_in.how else { continue };
            let secrets = sign_in.field.iter().filter(|field| field.secret);
            for field in secrets.filter(|_| key.signature.is_none()) {
                let carries = key.basic.is_some() || !key.headers.is_empty();
                let mut other = Walk::new(&house, provider, sign_in, environment);
                other.know(&field.id, "another");
                let request = sign_in.probe.iter().find_map(|probe| probe.request.as_ref());
                let status = other.call(request.unwrap()).send().await.unwrap().status();
                assert!(
                    status.is_client_error() || !carries,
                    "{} takes another {}",
                    provider.id,
                    field.id
                );
            }
        }
    }
    assert!(walked > 15, "{walked} were walked: is this test still looking?");
}
