//! What binds a sign-in to one browser: a secret in a cookie that no other site can set or read.
//! All that the sign-in is known by is made of it, one-way; what is kept of it is its hash.

use axum::http::{HeaderMap, HeaderValue, header};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use patchbay_firm_store::Hash;
use sha2::{Digest, Sha256};

use super::LIVES;
use crate::auth::hash_of;
use crate::directory::Bond;
use crate::random;

/// With this beginning, browsers take it from this very host over TLS alone.
const NAME: &str = "__Host-patchbay-sign-in";

/// How long the secret is as text.
const LENGTH: usize = 43;

/// The secret of one browser for one sign-in.
pub(super) struct Browser(String);

impl Browser {
    /// Another one.
    pub(super) fn new() -> Self {
        Self(BASE64_URL_SAFE_NO_PAD.encode(random::bytes::<32>()))
    }

    /// The one that these headers come from.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|p| p.split_once('='));
        let (_, secret) = pairs.find(|(name, _)| name.trim() == NAME)?;
        let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
        let is_one = secret.len() == LENGTH && secret.bytes().all(fits);
        is_one.then(|| Self(secret.to_owned()))
    }

    /// What is kept of it.
    pub(super) fn hash(&self) -> Hash {
        hash_of(&self.0)
    }

    /// What the sign-in is known by.
    pub(super) fn bond(&self) -> Bond {
        let [state, nonce, verifier] = ["state", "nonce", "verifier"].map(|of| self.made(of));
        Bond { state, nonce, verifier }
    }

    /// Whether this is the state of its sign-in. Hashes are compared: how long that takes says
    /// nothing about it.
    pub(super) fn began(&self, state: &str) -> bool {
        hash_of(&self.made("state")) == hash_of(state)
    }

    fn made(&self, of: &str) -> String {
        let made = Sha256::digest(format!("patchbay.sign-in.{of}.1\n{}", self.0));
        BASE64_URL_SAFE_NO_PAD.encode(made)
    }

    /// The header that has the browser keep it. Not for scripts, and not for requests that
    /// other pages make; the way back from Microsoft is none of those.
    pub(super) fn cookie(&self) -> HeaderValue {
        cookie(&self.0, LIVES.as_secs())
    }

    /// The header that has the browser forget it.
    pub(super) fn forgotten() -> HeaderValue {
        cookie("", 0)
    }
}

fn cookie(value: &str, seconds: i64) -> HeaderValue {
    let text = format!("{NAME}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax");
    let mut header = HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""));
    header.set_sensitive(true);
    header
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[&str]) -> HeaderMap {
        lines.iter().map(|line| (header::COOKIE, line.parse().unwrap())).collect()
    }

    #[test]
    fn a_browser_is_known_again_by_its_cookie_among_others_and_by_no_other() {
        let browser = Browser::new();
        let cookie = browser.cookie();
        let pair = cookie.to_str().unwrap().split(';').next().unwrap();
        let again = Browser::of(&headers(&["a=b", &format!("c=d; {pair}; e")])).unwrap();
        assert_eq!(again.hash(), browser.hash());
        assert!(again.began(&browser.bond().state));
        assert!(!Browser::new().began(&browser.bond().state));
        assert!(!again.began(&browser.bond().nonce));
        for other in ["", NAME, "__Host-patchbay-sign-in=short", &pair.replace("__Host-", "")] {
            assert!(Browser::of(&headers(&[other])).is_none(), "{other}");
        }
    }

    #[test]
    fn nothing_that_goes_out_with_a_sign_in_is_the_secret_or_like_another() {
        let (one, other) = (Browser::new(), Browser::new());
        let Bond { state, nonce, verifier } = one.bond();
        let mut all = vec![one.0.clone(), state, nonce, verifier, other.bond().state];
        assert!(all.iter().all(|text| text.len() == LENGTH));
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 5);
    }
}
