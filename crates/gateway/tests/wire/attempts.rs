//! The address that the browser is sent to. What each of them is in full, the catalogue
//! has as a snapshot; here it is what the gateway adds.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_gateway::{Gateway, Http, Limits, NoRandomness, Outside, Reach};
use patchbay_providers::sign_in::Pkce;
use patchbay_providers::{Encoding, catalogue};
use sha2::{Digest, Sha256};

use crate::support::{Firm, Stage};

fn vendors() -> Stage {
    Stage::at(&"http://127.0.0.1:1".parse().unwrap())
}

#[tokio::test]
async fn every_browser_sign_in_carries_a_challenge_a_state_and_what_its_file_adds() {
    let stage = vendors();
    let mut count = 0;
    for provider in catalogue() {
        let ways: Vec<String> = provider
            .sign_in
            .iter()
            .filter(|way| way.oauth().is_some())
            .map(|way| way.id.clone())
            .collect();
        for way in ways {
            let firm = Firm::with(provider.clone(), &way);
            let proofs = stage.gateway.proofs().unwrap();
            let attempt = firm.attempt(&proofs);
            let url = stage.gateway.authorize(firm.party(), firm.oauth(), &attempt).unwrap();
            let value = |name: &str| {
                let pair = url.query_pairs().find(|(there, _)| there == name);
                pair.map(|(_, value)| value.into_owned())
            };
            let at = format!("{} · {way}: {url}", provider.id);
            assert!(!url.as_str().contains(' '), "a browser may escape it twice: {at}");
            assert!(url.path().starts_with(&format!("/{}/", provider.id)), "{at}");
            assert_eq!(value("state").as_ref(), Some(proofs.state.expose_secret()), "{at}");
            if firm.oauth().pkce != Pkce::Refused {
                let hash = Sha256::digest(proofs.verifier.expose_secret());
                let challenge = BASE64_URL_SAFE_NO_PAD.encode(hash);
                assert_eq!(value("code_challenge_method").as_deref(), Some("S256"), "{at}");
                assert_eq!(value("code_challenge"), Some(challenge), "{at}");
            }
            for (name, template) in &firm.oauth().authorize_params {
                let wanted = template.fill(firm.values.expose_secrets(), Encoding::Plain);
                assert_eq!(value(name), Some(wanted.unwrap()), "{at}");
            }
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}

#[tokio::test]
async fn a_nonce_goes_only_where_the_file_wants_one() {
    let stage = vendors();
    for (provider, way, there) in
        [("entra_id", None, true), ("quickbooks_online", Some("oauth"), false)]
    {
        let id = way.map_or_else(|| catalogue_way(provider), ToOwned::to_owned);
        let firm = Firm::of(provider, &id);
        let proofs = stage.gateway.proofs().unwrap();
        let url =
            stage.gateway.authorize(firm.party(), firm.oauth(), &firm.attempt(&proofs)).unwrap();
        let nonce = url.query_pairs().find(|(name, _)| name == "nonce");
        assert_eq!(nonce.is_some(), there, "{provider}");
    }
}

fn catalogue_way(provider: &str) -> String {
    let provider = catalogue().into_iter().find(|one| one.id == provider).unwrap();
    provider.sign_in.iter().find(|way| way.oauth().is_some()).unwrap().id.clone()
}

#[test]
fn proofs_are_made_of_the_randomness_that_was_passed_in_and_each_of_its_own() {
    let stage = vendors();
    let (one, two) = (stage.gateway.proofs().unwrap(), stage.gateway.proofs().unwrap());
    let all = [&one.state, &one.verifier, &one.nonce, &two.state, &two.verifier, &two.nonce];
    for (n, proof) in all.iter().enumerate() {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(proof.expose_secret()).unwrap();
        assert_eq!(bytes, [u8::try_from(n).unwrap(); 32]);
    }
}

#[test]
fn without_randomness_nothing_is_attempted() {
    let mut outside = Outside::of_the_system();
    let none = NoRandomness("the pool is dry".into());
    let said = none.clone();
    outside.entropy = std::sync::Arc::new(move |_| Err(said.clone()));
    let http = Http::new(Limits::default()).unwrap();
    let gateway = Gateway::new(http, Reach::Vendors, outside);
    assert_eq!(gateway.proofs().unwrap_err(), none);
}
