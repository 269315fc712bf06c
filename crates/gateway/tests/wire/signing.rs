//! A private key that signs here: proven without a call, and told apart from what is none.

use patchbay_gateway::{CallError, Found, Proof, SigningTrouble};
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256};

use crate::support::{Firm, Stage, Vendor};

const ACCOUNT: &str = "vpaas-magic-cookie-00000000000000000000000000000000";

/// What comes of the proof with this key and its id. Nobody is called.
async fn proven(key: &str, id: &str) -> Proof {
    let firm = Firm::of("jitsi", "jaas");
    let firm = firm.knowing(&[("app_id", ACCOUNT), ("kid", id), ("private_key", key)]);
    let vendor = Vendor::saying([]).await;
    let stage = Stage::at(&vendor.address);
    let proof = stage.gateway.probe(firm.party(), &Found::default(), &|_| ()).await;
    assert!(vendor.heard().is_empty());
    proof
}

fn trouble(proof: &Proof) -> SigningTrouble {
    match proof.failure() {
        Some(CallError::Signing(trouble)) => trouble.clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_private_key_signs_here_and_names_the_account() {
    let key = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap().serialize_pem();
    let id = format!("{ACCOUNT}/0a1b2c");
    for pasted in [key.clone(), format!("\n{key}\n"), key.replace('\n', "\r\n")] {
        let proof = proven(&pasted, &id).await;
        assert_eq!(proof.steps[0].outcome, Some(Ok(())));
        assert_eq!(proof.account_id.as_deref(), Some(ACCOUNT));
    }
    assert_eq!(trouble(&proven(&key, "another/0a1b2c").await), SigningTrouble::IdOfAnother);
}

#[tokio::test]
async fn what_is_no_key_or_one_of_another_kind_is_told_apart_without_repeating_it() {
    let key = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap().serialize_pem();
    let half: String = key.chars().take(key.len() / 2).collect();
    let other_kind = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap().serialize_pem();
    let id = format!("{ACCOUNT}/0a1b2c");
    let empty = "-----BEGIN PRIVATE KEY-----\nCANARY\n-----END PRIVATE KEY-----".to_owned();
    for (pasted, expected) in [
        (half, SigningTrouble::NotAKey),
        ("CANARY".to_owned(), SigningTrouble::NotAKey),
        (empty, SigningTrouble::Unfit),
        (other_kind, SigningTrouble::Unfit),
    ] {
        let proof = proven(&pasted, &id).await;
        assert_eq!(trouble(&proof), expected, "{pasted}");
        assert!(!format!("{proof:?}").contains("CANARY"));
        assert_eq!(proof.account_id, None);
    }
}
