//! Codes: given once, taken once.

use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{Asked, Challenge, Desk};
use crate::outside::is_over;
use crate::refusal::Refusal;

/// How long a code waits where the file does not say.
const USUAL: Duration = Duration::from_secs(600);

/// A code that was given out.
pub(crate) struct Code {
    pub(super) asked: Asked,
    pub(super) born: Timestamp,
    pub(super) spent: bool,
    /// The permission that came of it.
    pub(super) grant: Option<usize>,
}

/// What comes with a code to the token endpoint.
pub(crate) struct Offer<'a> {
    pub(crate) code: &'a str,
    pub(crate) redirect: Option<&'a str>,
    pub(crate) verifier: Option<&'a str>,
}

impl Desk {
    /// Keeps what was allowed until somebody comes with this code.
    pub(crate) fn allow(&mut self, code: String, asked: Asked, now: Timestamp) {
        self.counts.authorizations += 1;
        self.codes.insert(code, Code { asked, born: now, spent: false, grant: None });
    }

    /// What a code was given for, while nobody has come with it.
    pub(crate) fn asked(&self, code: &str) -> Option<&Asked> {
        self.codes.get(code).map(|code| &code.asked)
    }

    /// Takes a code, which is good for one try. A second one ends what the first gave.
    pub(crate) fn spend(
        &mut self,
        offer: &Offer<'_>,
        life: Option<Duration>,
        now: Timestamp,
    ) -> Result<Asked, Refusal> {
        let code = self
            .codes
            .get_mut(offer.code)
            .ok_or_else(|| Refusal::grant("the code was never given out"))?;
        if code.spent {
            if let Some(number) = code.grant {
                self.lose(number);
            }
            return Err(Refusal::grant("the code was used before"));
        }
        code.spent = true;
        if is_over(code.born, life.unwrap_or(USUAL), now) {
            return Err(Refusal::grant("the code has expired"));
        }
        if code.asked.redirect.as_deref() != offer.redirect {
            return Err(Refusal::grant("the redirect address is not the one of the request"));
        }
        verified(code.asked.challenge.as_ref(), offer.verifier)?;
        Ok(code.asked.clone())
    }

    /// Notes what came of a code.
    pub(crate) fn gave(&mut self, code: &str, grant: usize) {
        if let Some(code) = self.codes.get_mut(code) {
            code.grant = Some(grant);
        }
    }
}

fn verified(challenge: Option<&Challenge>, verifier: Option<&str>) -> Result<(), Refusal> {
    let fits = match (challenge, verifier) {
        (None, None) => return Ok(()),
        (None, Some(_)) => {
            return Err(Refusal::grant("a verifier came, and no challenge was sent before"));
        }
        (Some(_), None) => return Err(Refusal::grant("the code verifier is missing")),
        (Some(Challenge::Plain(challenge)), Some(verifier)) => challenge == verifier,
        (Some(Challenge::S256(challenge)), Some(verifier)) => {
            *challenge == BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
        }
    };
    let long = verifier.is_some_and(|verifier| (43..=128).contains(&verifier.len()));
    if fits && long {
        Ok(())
    } else {
        Err(Refusal::grant("the code verifier does not belong to the challenge"))
    }
}
