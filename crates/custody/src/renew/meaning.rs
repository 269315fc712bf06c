//! A renewal that brought nothing: what that means for the connection. Only the provider's own
//! no ends a permission.

use jiff::{SignedDuration, Timestamp};
use patchbay_gateway::CallError;
use patchbay_gateway::oauth::TokenError;
use patchbay_providers::Cure;

use crate::problems::is_passing;

/// How long a failure that passes is waited out, where the provider says nothing.
const PATIENCE: SignedDuration = SignedDuration::from_mins(2);

/// How long until it is tried again by itself what a person should look after.
const UNTIL_SOMEBODY_DID: SignedDuration = SignedDuration::from_mins(15);

/// What token endpoints call a request that will not be right the next time either.
const APPS: [&str; 5] = [
    "invalid_client",
    "unauthorized_client",
    "invalid_scope",
    "invalid_request",
    "unsupported_grant_type",
];

/// What it means for the connection that it was not renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The permission is over: a person has to sign in again.
    Over,
    /// A person should look; it is tried again by itself all the same.
    Settings,
    /// It passes, and is tried again after so long.
    Later(SignedDuration),
}

impl Meaning {
    /// Of why no grant came.
    #[must_use]
    pub fn of(why: &TokenError) -> Self {
        if why.ends_the_grant() {
            return Self::Over;
        }
        if a_person_should_look(why) { Self::Settings } else { Self::Later(wait(why)) }
    }

    /// Of a token that replaced the one before, though the rest of the answer was of no use.
    #[must_use]
    pub const fn replaced() -> Self {
        Self::Later(PATIENCE)
    }

    /// Of there being nothing to renew it with: it lives as long as its token does. Nobody asks
    /// for it again before that is over, and then a person has to sign in. None of what never
    /// ends.
    #[must_use]
    pub fn of_nothing(ends: Option<Timestamp>, now: Timestamp) -> Option<Self> {
        let left = ends?.duration_since(now);
        Some(if left.is_positive() { Self::Later(left) } else { Self::Over })
    }

    /// Whether a person has to do something.
    #[must_use]
    pub const fn needs_a_person(self) -> bool {
        matches!(self, Self::Over | Self::Settings)
    }

    /// How the connection is by it, if that changes. As long as the token works, a failure that
    /// passes does not make it a worse connection.
    #[must_use]
    pub const fn condition(self, still_works: bool) -> Option<&'static str> {
        match self {
            Self::Over => Some("reconnect_needed"),
            Self::Settings => Some("check_settings"),
            Self::Later(_) if still_works => None,
            Self::Later(_) => Some("delayed"),
        }
    }

    /// After how long it is tried again by itself.
    #[must_use]
    pub const fn retry_in(self) -> Option<SignedDuration> {
        match self {
            Self::Over => None,
            Self::Settings => Some(UNTIL_SOMEBODY_DID),
            Self::Later(wait) => Some(wait),
        }
    }
}

fn wait(why: &TokenError) -> SignedDuration {
    let asked_for = match why {
        TokenError::Call(CallError::Busy { wait, .. }) => *wait,
        TokenError::Call(CallError::UsedUp { wait }) => Some(*wait),
        _ => None,
    };
    asked_for.and_then(|wait| SignedDuration::try_from(wait).ok()).unwrap_or(PATIENCE)
}

/// Whether waiting does not help: the firm's app is wrong, or its secret is over.
fn a_person_should_look(why: &TokenError) -> bool {
    let refusal = match why {
        TokenError::Scopes(_) => return true,
        TokenError::Call(CallError::Refused(refusal)) => refusal,
        TokenError::Call(call) => return !is_passing(call),
        _ => return false,
    };
    match &refusal.known {
        Some(known) => known.action != Cure::Wait,
        None => {
            refusal.status == 401
                || refusal.code.as_deref().is_some_and(|code| APPS.contains(&code))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use patchbay_gateway::{NoAnswer, Refusal};

    use super::*;

    fn no(status: u16, code: &str) -> TokenError {
        let (code, said) = (Some(code.to_owned()), String::new());
        TokenError::Call(Box::new(Refusal { status, code, known: None, said }).into())
    }

    #[test]
    fn only_the_providers_own_no_ends_a_permission() {
        assert_eq!(Meaning::of(&no(400, "invalid_grant")), Meaning::Over);
        for why in [no(401, "x"), no(400, "invalid_client"), TokenError::Scopes(vec!["a".into()])] {
            assert_eq!(Meaning::of(&why), Meaning::Settings, "{why}");
        }
        let host = String::from("a.example");
        for why in [NoAnswer::TimedOut { host }.into(), TokenError::NotJson(200), no(503, "x")] {
            assert_eq!(Meaning::of(&why), Meaning::Later(PATIENCE), "{why}");
        }
        let wait = Some(Duration::from_secs(7));
        let busy = TokenError::Call(CallError::Busy { status: 429, wait });
        assert_eq!(Meaning::of(&busy), Meaning::Later(SignedDuration::from_secs(7)));
    }

    #[test]
    fn what_cannot_be_renewed_lives_as_long_as_its_token() {
        let now = Timestamp::UNIX_EPOCH;
        let in_an_hour = now.checked_add(SignedDuration::from_hours(1)).ok();
        let lives = Meaning::Later(SignedDuration::from_hours(1));
        assert_eq!(Meaning::of_nothing(in_an_hour, now), Some(lives));
        assert_eq!(lives.condition(true), None);
        assert_eq!(Meaning::of_nothing(Some(now), now), Some(Meaning::Over));
        assert_eq!(Meaning::of_nothing(None, now), None);
    }
}
