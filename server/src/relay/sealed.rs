//! An answer as it lies in the database for the servers beside this one. Its name and the key that
//! seals it are both made of the sign-in's state, which is as random as a key and in no table: so
//! whoever reads the database, or a copy of it, neither opens an answer nor knows whose it is. The
//! state comes with the answer, and with the proof of whoever asks for it.

use patchbay_firm_store::Hash;
use patchbay_vault::{Key, KeyId, Ring};
use sha2::{Digest, Sha256};

use super::answer::Answer;

/// What an answer says.
pub(super) type Parameters = Vec<(String, String)>;

/// The place that it is sealed for.
const PLACE: (&str, &str, &str) = ("relayed", "answer", "sealed");

/// Where the answer to a sign-in lies, and what opens it.
pub(super) struct Place {
    pub(super) name: Hash,
    ring: Ring,
}

/// An answer, sealed.
pub(super) struct Sealed {
    pub(super) name: Hash,
    pub(super) bytes: Vec<u8>,
}

impl Place {
    pub(super) fn of(provider: &str, state: &str) -> Self {
        let key = Key::from_bytes(&made_of("key", provider, state));
        Self { name: made_of("name", provider, state), ring: Ring::of("relay", KeyId(1), key) }
    }

    /// What is in it. Nothing where it is not as it was sealed.
    pub(super) fn open(&self, bytes: &[u8]) -> Option<Parameters> {
        let (table, row, column) = PLACE;
        let opened = self.ring.open(table, row, column, 0, bytes).ok()?;
        serde_json::from_slice(opened.expose_secret()).ok()
    }
}

impl Sealed {
    /// Nothing where the system gives no randomness.
    pub(super) fn of(answer: &Answer) -> Option<Self> {
        let Place { name, ring } = Place::of(&answer.provider, &answer.state);
        let (table, row, column) = PLACE;
        let text = serde_json::to_vec(&answer.parameters).ok()?;
        let sealed = ring.seal(table, row, column, 0, &text).ok()?;
        Some(Self { name, bytes: sealed.bytes })
    }
}

/// The state is 32 random bytes: what is made of it by this is as hard to guess, and says nothing
/// of what else is made of it.
fn made_of(what: &str, provider: &str, state: &str) -> Hash {
    let said = format!("patchbay relayed answer\n{what}\n{provider}\n{state}");
    Sha256::digest(said).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATE: &str = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
    const OTHER: &str = "57DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

    #[test]
    fn an_answer_opens_by_the_state_alone_and_for_its_own_provider() {
        let query = format!("code=canary&state={STATE}");
        let answer = Answer::read("xero".to_owned(), query).ok().unwrap();
        let sealed = Sealed::of(&answer).unwrap();
        let all = [&sealed.name[..], &sealed.bytes].concat();
        for secret in ["canary", STATE] {
            assert!(!all.windows(secret.len()).any(|part| part == secret.as_bytes()));
        }
        let place = Place::of("xero", STATE);
        assert_eq!(place.name, sealed.name);
        assert_eq!(place.open(&sealed.bytes), Some(answer.parameters));
        for (provider, state) in [("box", STATE), ("xero", OTHER)] {
            let other = Place::of(provider, state);
            assert_ne!(other.name, sealed.name);
            assert_eq!(other.open(&sealed.bytes), None);
        }
    }
}
