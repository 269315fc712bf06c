//! A token that is signed here, with a private key that its vendor does not have: what an
//! invitation is made of. Nobody is called for it, so that what can be proven of such a key
//! is proven on this computer: it is one, its id names the account, and what it signs
//! verifies. Whether the vendor knows its other half shows when the first invitation is used.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::{
    KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, UnparsedPublicKey,
};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use patchbay_providers::sign_in::{SignedToken, TokenAlgorithm};
use patchbay_providers::{Encoding, How, Missing};
use rustls_pki_types::PrivateKeyDer;
use rustls_pki_types::pem::PemObject;
use serde_json::json;
use sha2::Sha256;

use crate::{CallError, Gateway, Party};

/// How long a token of the proof is good for: it goes nowhere.
const SECONDS: i64 = 60;

/// Why a private key cannot sign.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SigningTrouble {
    /// It does not read as a key.
    #[error("it cannot be read as a private key")]
    NotAKey,
    /// It is one, and of a kind or length that this signature is not made with.
    #[error("it is no RSA key of 2048 to 8192 bits")]
    Unfit,
    /// Its id begins with another account.
    #[error("the key’s id belongs to another account")]
    IdOfAnother,
    /// What it signed does not verify by its own other half.
    #[error("what it signs does not verify")]
    DoesNotVerify,
}

impl Gateway {
    /// Signs a short token as invitations are, and verifies it.
    ///
    /// # Errors
    /// When the key cannot sign, or its id is another account's.
    pub(crate) fn private_key_signs(&self, party: Party<'_>) -> Result<(), CallError> {
        let How::SignedToken(token) = &party.sign_in.how else {
            return Err(Missing("signed_token".to_owned()).into());
        };
        let key = party.values.get(&token.key_field).unwrap_or_default();
        let text = unsigned(token, party, self.outside.now())?;
        match token.algorithm {
            TokenAlgorithm::Rs256 => signed_by_rsa(key, text.as_bytes())?,
            TokenAlgorithm::Hs256 => signed_by_hmac(key, text.as_bytes())?,
        }
        Ok(())
    }
}

/// The head and the claims, as they are signed.
fn unsigned(token: &SignedToken, party: Party<'_>, now: Timestamp) -> Result<String, CallError> {
    let values = party.values.expose_secrets();
    let fill = |template: &patchbay_providers::Template| template.fill(values, Encoding::Plain);
    let subject = fill(&token.subject)?;
    let id = token.key_id.as_ref().map(fill).transpose()?;
    // An id that names an account, as `account/key` does, names this one.
    if let Some((account, _)) = id.as_deref().and_then(|id| id.rsplit_once('/'))
        && account != subject
    {
        return Err(SigningTrouble::IdOfAnother.into());
    }
    let algorithm = match token.algorithm {
        TokenAlgorithm::Rs256 => "RS256",
        TokenAlgorithm::Hs256 => "HS256",
    };
    let mut head = json!({ "alg": algorithm, "typ": "JWT" });
    if let Some(id) = id {
        head["kid"] = id.into();
    }
    let now = now.as_second();
    let claims = json!({
        "iss": fill(&token.issuer)?,
        "aud": fill(&token.audience)?,
        "sub": subject,
        "nbf": now,
        "exp": now.saturating_add(SECONDS),
    });
    let part = |json: &serde_json::Value| BASE64_URL_SAFE_NO_PAD.encode(json.to_string());
    Ok(format!("{}.{}", part(&head), part(&claims)))
}

fn signed_by_rsa(pem: &str, text: &[u8]) -> Result<(), SigningTrouble> {
    let der = PrivateKeyDer::from_pem_slice(pem.as_bytes());
    let key = match der.map_err(|_| SigningTrouble::NotAKey)? {
        PrivateKeyDer::Pkcs8(der) => KeyPair::from_pkcs8(der.secret_pkcs8_der()),
        PrivateKeyDer::Pkcs1(der) => KeyPair::from_der(der.secret_pkcs1_der()),
        _ => return Err(SigningTrouble::Unfit),
    };
    let key = key.map_err(|_| SigningTrouble::Unfit)?;
    let mut signature = vec![0; key.public_modulus_len()];
    let signed = key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text, &mut signature);
    signed.map_err(|_| SigningTrouble::Unfit)?;
    let public = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.public_key().as_ref());
    public.verify(text, &signature).map_err(|_| SigningTrouble::DoesNotVerify)
}

/// Whoever has the secret verifies by it: there is nothing more to prove than that it signs.
fn signed_by_hmac(secret: &str, text: &[u8]) -> Result<(), SigningTrouble> {
    if secret.is_empty() {
        return Err(SigningTrouble::NotAKey);
    }
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes());
    let mut mac = mac.map_err(|_| SigningTrouble::NotAKey)?;
    mac.update(text);
    let signature = mac.clone().finalize().into_bytes();
    mac.verify(&signature).map_err(|_| SigningTrouble::DoesNotVerify)
}
