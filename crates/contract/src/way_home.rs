//! The way home from the browser: what the app, the firm server and a provider's answer
//! agree on.
//!
//! The app makes a *proof* of 32 random bytes and shows its SHA-256 to the world as the
//! `state` of a sign-in, both in base64url. Whoever knows the state knows nothing; whoever
//! shows the proof is the app that began. Making them is not here: this crate hashes
//! nothing.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::HomeWay;

/// The scheme that the operating system hands to the app.
pub const SCHEME: &str = "app.patchbay";

/// The scheme of the `Authorization` header in which the app shows its proof.
pub const PICKUP_SCHEME: &str = "Pickup";

/// The longest link that can be meant: codes and states of the most talkative providers
/// stay under half of this.
pub const LONGEST_LINK: usize = 8 * 1024;

/// The longest provider id.
const LONGEST_PROVIDER: usize = 40;

/// Whether this can be the id of a provider. Whether there is one is another question.
#[must_use]
pub fn is_provider_id(text: &str) -> bool {
    (1..=LONGEST_PROVIDER).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
}

/// Whether this can be the state of a sign-in of ours: 32 bytes in base64url, written in
/// the one way there is.
#[must_use]
pub fn is_state(text: &str) -> bool {
    const LENGTH: usize = 43;
    // 43 letters are 258 bits: the last two of them are nobody's, and so are zero.
    const LAST: &str = "AEIMQUYcgkosw048";
    text.len() == LENGTH
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        && text.ends_with(|last| LAST.contains(last))
}

/// The path that a provider's answer comes home on. Every provider has its own, so that
/// an answer cannot be taken for another's.
#[must_use]
pub fn return_path(provider: &str) -> String {
    format!("/connect/{provider}/return")
}

/// The path of the firm server where the app asks for an answer that no link brought.
#[must_use]
pub fn pickup_path(provider: &str) -> String {
    format!("/connect/{provider}/pickup")
}

/// The link that brings an answer to the app.
#[must_use]
pub fn return_link(provider: &str, query: &str) -> String {
    format!("{SCHEME}:/{}?{query}", return_path(provider))
}

impl HomeWay {
    /// Whether a link brings the answer to the app: by itself, or from the relay page.
    #[must_use]
    pub fn is_by_link(self) -> bool {
        matches!(self, Self::DeepLink | Self::Relay)
    }
}

/// What the firm server answers to whoever shows the proof. A code may be in it, so it
/// prints as the names alone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pickup {
    /// The answer's parameters, each name once.
    pub parameters: Vec<(String, String)>,
}

impl fmt::Debug for Pickup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.parameters.iter().map(|(name, _)| name)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_named_in_small_letters_digits_and_lines() {
        for good in ["xero", "quickbooks_online", "a-1"] {
            assert!(is_provider_id(good), "{good}");
        }
        let long = "a".repeat(41);
        for bad in ["", "Xero", "../xero", "xero.com", "xéro", &long] {
            assert!(!is_provider_id(bad), "{bad}");
        }
    }

    #[test]
    fn a_state_is_32_bytes_written_in_the_one_way_there_is() {
        let state = format!("{}-_0", "aB3".repeat(13) + "x");
        assert!(is_state(&state), "{state}");
        let padded = format!("{state}=");
        let short = &state[1..];
        let loose = state[..42].to_owned() + "1";
        let classic = state.replace('-', "+");
        for bad in ["", short, &padded, &loose, &classic] {
            assert!(!is_state(bad), "{bad}");
        }
    }

    #[test]
    fn a_link_home_is_the_path_behind_our_scheme() {
        let link = return_link("xero", "code=a%7Cb&state=s");
        assert_eq!(link, "app.patchbay://connect/xero/return?code=a%7Cb&state=s");
    }

    #[test]
    fn what_is_picked_up_is_a_list_of_pairs_and_prints_no_value() {
        let pickup = Pickup { parameters: vec![("code".into(), "canary".into())] };
        let json = serde_json::to_string(&pickup).unwrap();
        assert_eq!(json, r#"{"parameters":[["code","canary"]]}"#);
        assert_eq!(format!("{pickup:?}"), r#"["code"]"#);
    }
}
