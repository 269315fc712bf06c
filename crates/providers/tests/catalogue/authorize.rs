//! The address that each browser sign-in sends the browser to, as a snapshot: a change
//! of any of them shows in review.

use std::collections::BTreeMap;
use std::fmt::Write;

use patchbay_providers::{
    AuthorizeInput, EnvironmentId, Provider, SignIn, authorize_url, catalogue,
};

/// Values for the fields that addresses have places for.
fn values(way: &SignIn) -> BTreeMap<String, String> {
    way.field
        .iter()
        .map(|field| {
            let value = field.default.clone().or_else(|| field.example.clone());
            (field.id.clone(), value.unwrap_or_else(|| "example".into()))
        })
        .collect()
}

fn address(way: &SignIn, environment: EnvironmentId, wanted: &[&str]) -> url::Url {
    authorize_url(
        way.oauth().unwrap(),
        &AuthorizeInput {
            environment,
            client_id: "client",
            redirect_address: Some("https://firm.example/connect/return"),
            state: "state",
            code_challenge: "challenge",
            nonce: "nonce",
            wanted,
            values: &values(way),
        },
    )
    .unwrap()
}

fn browser_sign_ins(providers: &[Provider]) -> impl Iterator<Item = (&Provider, &SignIn)> {
    providers.iter().flat_map(|provider| {
        provider.sign_in.iter().filter(|way| way.oauth().is_some()).map(move |way| (provider, way))
    })
}

#[test]
fn every_browser_sign_in_has_the_address_that_was_reviewed() {
    let mut all = String::new();
    for (provider, way) in browser_sign_ins(&catalogue()) {
        for environment in EnvironmentId::ALL {
            let offered = *environment == EnvironmentId::Live
                || provider.environment.iter().any(|e| e.id == *environment);
            if offered {
                let url = address(way, *environment, &[]);
                writeln!(all, "{} · {} · {}", provider.id, way.id, environment.as_str()).unwrap();
                writeln!(all, "  {}{}", url.origin().ascii_serialization(), url.path()).unwrap();
                for (name, value) in url.query_pairs() {
                    writeln!(all, "    {name} = {value}").unwrap();
                }
            }
        }
    }
    insta::assert_snapshot!("authorize_addresses", all);
}

#[test]
fn state_and_challenge_are_in_every_address_and_nothing_is_there_twice() {
    for (provider, way) in browser_sign_ins(&catalogue()) {
        let url = address(way, EnvironmentId::Live, &[]);
        let mut names: Vec<String> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
        assert!(names.iter().any(|name| name == "state"), "{}", provider.id);
        let challenged = names.iter().any(|name| name == "code_challenge");
        let refused = way.oauth().unwrap().pkce == patchbay_providers::sign_in::Pkce::Refused;
        assert_ne!(challenged, refused, "{}", provider.id);
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count, "{} says something twice: {url}", provider.id);
    }
}

#[test]
fn an_optional_scope_is_asked_for_only_when_it_is_wanted() {
    let providers = catalogue();
    let (_, way) =
        browser_sign_ins(&providers).find(|(provider, _)| provider.id == "gmail").unwrap();
    let optional = &way.oauth().unwrap().scope.iter().find(|s| s.optional).unwrap().value;
    let asked = |wanted: &[&str]| {
        let url = address(way, EnvironmentId::Live, wanted);
        url.query_pairs().find(|(name, _)| name == "scope").unwrap().1.into_owned()
    };
    assert!(!asked(&[]).split(' ').any(|scope| scope == optional));
    assert!(asked(&[optional]).split(' ').any(|scope| scope == optional));
}
