//! The sentences for everything that can go wrong with a key, when it is saved and when it
//! is tested. A wrong key, one that ended, one that may too little, a provider that is busy
//! or down and a page that stands between are told apart; what passes by itself is never a
//! reason to look for another key.

use patchbay_contract::{ErrorCode, Problem};
use patchbay_gateway::{CallError, NoAnswer, Refusal, SigningTrouble};
use patchbay_providers::Cure;

use super::books::{books, books_code};
use super::{no_randomness, said};

/// What the provider was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// To save what was typed.
    Saving,
    /// To connect with a permission that was just given.
    Connecting,
    /// To test what is kept.
    Testing,
    /// To tell the books.
    Reading,
}

impl Meant {
    /// What it means that the provider said no.
    pub const fn after_a_no(self) -> &'static str {
        match self {
            Self::Saving => "Nothing was saved. What was typed is still in the form.",
            Self::Connecting => "No connection was made.",
            Self::Testing => "The connection does not do its work until this is put right.",
            Self::Reading => "Nothing was read.",
        }
    }

    /// What it means that it could not be asked.
    pub const fn after_nothing(self) -> &'static str {
        match self {
            Self::Saving => {
                "That says nothing about the key. Nothing was saved, and what was typed is still \
                 in the form."
            }
            Self::Connecting => {
                "No connection was made yet. That says nothing about the permission: it is kept, \
                 and can be tried again."
            }
            Self::Reading => "Nothing was read. That says nothing about the connection.",
            Self::Testing => {
                "That says nothing about the connection. Nobody has to sign in again or find \
                 another key."
            }
        }
    }
}

/// There is nothing to test it with.
pub fn credential_missing() -> Problem {
    Problem::new(
        ErrorCode::CredentialMissing,
        "Nothing is kept here that this connection could be tested with.",
        "It may have been put aside, or another computer holds it.",
        "Sign in again, or replace the key, on the provider’s Accounts tab.",
    )
}

/// Whether it passes by itself: then nothing was found out.
pub const fn is_passing(error: &CallError) -> bool {
    match error {
        CallError::NoAnswer(_)
        | CallError::Busy { .. }
        | CallError::UsedUp { .. }
        | CallError::Redirected(_)
        | CallError::WebPage(_)
        | CallError::Nonsense(_)
        | CallError::NoRandomness(_) => true,
        CallError::Refused(_)
        | CallError::Books(_)
        | CallError::Signing(_)
        | CallError::Incomplete(_)
        | CallError::Unusable(_)
        | CallError::Elsewhere(_) => false,
    }
}

/// The same of a code.
pub const fn may_pass(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::ProviderUnreachable
            | ErrorCode::ProviderBusy
            | ErrorCode::ProviderDown
            | ErrorCode::ProviderNonsense
    )
}

/// Which failure this is.
pub fn key_code(error: &CallError) -> ErrorCode {
    match error {
        CallError::NoAnswer(_) => ErrorCode::ProviderUnreachable,
        CallError::Busy { status: 429, .. } | CallError::UsedUp { .. } => ErrorCode::ProviderBusy,
        CallError::Busy { .. } => ErrorCode::ProviderDown,
        CallError::Redirected(_) | CallError::WebPage(_) | CallError::Nonsense(_) => {
            ErrorCode::ProviderNonsense
        }
        CallError::Incomplete(_) | CallError::Unusable(_) | CallError::Elsewhere(_) => {
            ErrorCode::FieldWrong
        }
        CallError::Books(trouble) => books_code(trouble),
        CallError::Signing(_) => ErrorCode::FieldWrong,
        CallError::NoRandomness(_) => ErrorCode::Internal,
        CallError::Refused(refusal) => refused_code(refusal),
    }
}

fn refused_code(refusal: &Refusal) -> ErrorCode {
    match (&refusal.known, refusal.status) {
        (Some(known), _) if known.ended => ErrorCode::KeyExpired,
        (Some(known), status) => match known.action {
            Cure::ReplaceKey | Cure::Reconnect => ErrorCode::KeyRefused,
            Cure::AllowMore => ErrorCode::KeyLacksPermission,
            Cure::AskAdmin if status != 401 => ErrorCode::KeyLacksPermission,
            Cure::AskVendor if status == 403 => ErrorCode::KeyLacksPermission,
            // Often a key of the other environment.
            Cure::CorrectSettings if status == 401 => ErrorCode::KeyRefused,
            Cure::CorrectSettings => ErrorCode::FieldWrong,
            Cure::Wait => ErrorCode::ProviderBusy,
            Cure::AskAdmin | Cure::AskVendor | Cure::CorrectApp => ErrorCode::ProviderRefused,
        },
        (None, 401) => ErrorCode::KeyRefused,
        (None, 403) => ErrorCode::KeyLacksPermission,
        (None, _) => ErrorCode::ProviderRefused,
    }
}

/// A check of a key did not hold.
pub fn key_failed(error: &CallError, provider: &str, meant: Meant) -> Problem {
    let code = key_code(error);
    let problem = match error {
        CallError::NoRandomness(error) => return no_randomness(error),
        CallError::Books(trouble) => return books(trouble, provider),
        CallError::Signing(trouble) => {
            let (what, remedy) = signing(trouble);
            Problem::new(code, what, meant.after_a_no(), remedy)
        }
        CallError::Refused(refusal) => return refused(code, refusal, provider, meant),
        CallError::NoAnswer(none) => unreachable(none, provider, meant),
        CallError::Busy { .. } | CallError::UsedUp { .. } if code == ErrorCode::ProviderBusy => {
            Problem::new(
                code,
                format!("{provider} asks for fewer calls just now."),
                meant.after_nothing(),
                "Wait a few minutes, then try again.",
            )
        }
        CallError::Busy { .. } | CallError::UsedUp { .. } => Problem::new(
            code,
            format!("{provider} has an outage just now."),
            meant.after_nothing(),
            "Wait until the provider works again, then try again. Many tell of it on a status \
             page of their own.",
        ),
        CallError::Redirected(_) | CallError::WebPage(_) | CallError::Nonsense(_) => Problem::new(
            code,
            format!("What came back is not what {provider} answers with."),
            meant.after_nothing(),
            "A proxy, a hotel’s network page or an outage may stand between. Open the provider’s \
             own site in the browser; when that works, try again.",
        ),
        CallError::Incomplete(_) | CallError::Elsewhere(_) | CallError::Unusable(_) => {
            Problem::new(
                code,
                format!("{provider} cannot be asked with what was typed."),
                meant.after_a_no(),
                "Compare each field with its example: a name, a number or an address may have \
                 something in it that does not belong there.",
            )
        }
    };
    problem.with_details(error.to_string())
}

/// What is wrong with a private key that signs here, and the cure.
fn signing(trouble: &SigningTrouble) -> (&'static str, &'static str) {
    match trouble {
        SigningTrouble::NotAKey => (
            "What was pasted is not a whole private key.",
            "Copy the saved file again from the line BEGIN to the line END, with nothing left out \
             in between.",
        ),
        SigningTrouble::Unfit => (
            "This private key is of another kind than the one that signs here.",
            "Make a new pair of keys at the provider: RSA, with at least 2048 bits.",
        ),
        SigningTrouble::IdOfAnother => (
            "The key’s id belongs to another account than the one that was typed.",
            "Copy the account’s name and the key’s id from the same page: the id begins with the \
             name.",
        ),
        SigningTrouble::DoesNotVerify => (
            "What this private key signs does not verify.",
            "The file may be damaged. Make a new pair of keys at the provider.",
        ),
    }
}

fn refused(code: ErrorCode, refusal: &Refusal, provider: &str, meant: Meant) -> Problem {
    let (what, remedy) = match &refusal.known {
        Some(known) => (known.says.clone(), known.cure.clone()),
        None => {
            let (what, remedy) = unknown(code);
            (format!("{provider} {what}"), remedy.to_owned())
        }
    };
    let effect =
        if code == ErrorCode::ProviderBusy { meant.after_nothing() } else { meant.after_a_no() };
    Problem::new(code, what, effect, remedy).with_details(said(refusal))
}

fn unknown(code: ErrorCode) -> (&'static str, &'static str) {
    match code {
        ErrorCode::KeyRefused => (
            "does not take this key.",
            "Copy it again, whole and without spaces. If it was deleted, make a new one.",
        ),
        ErrorCode::KeyLacksPermission => (
            "takes this key, and does not let it do what the connection needs.",
            "Give the key the permissions that the guide names, or have an administrator do it.",
        ),
        _ => (
            "says no.",
            "Compare each field with the guide. The details are the provider’s own words.",
        ),
    }
}

fn unreachable(error: &NoAnswer, provider: &str, meant: Meant) -> Problem {
    let remedy = match error {
        NoAnswer::NoSuchHost { .. } | NoAnswer::Unreachable { .. } => {
            "Check that this computer is online and that a name or an address in the form is \
             right. If it is, have IT let the host in the details through."
        }
        NoAnswer::Untrusted { .. } => {
            "Check this computer’s date. In an office, have IT add the certificate of its \
             inspecting proxy to the system’s trusted ones."
        }
        _ => "Wait a moment, then try again. If it comes back, have IT look at the details.",
    };
    let what = format!("{provider} cannot be reached from this computer.");
    Problem::new(ErrorCode::ProviderUnreachable, what, meant.after_nothing(), remedy)
}

#[cfg(test)]
mod tests {
    use patchbay_gateway::Known;

    use super::*;

    fn no(status: u16, action: Option<(Cure, bool)>) -> CallError {
        let known = action.map(|(action, ended)| Known {
            says: "It says no.".into(),
            cure: "Do this.".into(),
            action,
            ended,
        });
        Box::new(Refusal { status, code: None, known, said: String::new() }).into()
    }

    #[test]
    fn the_causes_of_a_no_are_told_apart_by_what_the_file_knows_and_else_by_the_status() {
        for (error, code) in [
            (no(401, None), ErrorCode::KeyRefused),
            (no(403, None), ErrorCode::KeyLacksPermission),
            (no(418, None), ErrorCode::ProviderRefused),
            (no(200, Some((Cure::ReplaceKey, false))), ErrorCode::KeyRefused),
            (no(401, Some((Cure::Reconnect, true))), ErrorCode::KeyExpired),
            (no(403, Some((Cure::AskAdmin, false))), ErrorCode::KeyLacksPermission),
            (no(404, Some((Cure::CorrectSettings, false))), ErrorCode::FieldWrong),
            (no(402, Some((Cure::AskVendor, false))), ErrorCode::ProviderRefused),
        ] {
            let problem = key_failed(&error, "Stripe", Meant::Saving);
            assert_eq!(problem.code, code, "{error:?}");
            assert!(problem.effect.contains("Nothing was saved"), "{problem}");
        }
    }

    #[test]
    fn what_passes_by_itself_asks_nobody_for_another_key() {
        for error in [
            CallError::Busy { status: 429, wait: None },
            CallError::Busy { status: 503, wait: None },
            CallError::WebPage(200),
            NoAnswer::TimedOut { host: "a".into() }.into(),
        ] {
            assert!(is_passing(&error));
            for meant in [Meant::Saving, Meant::Testing] {
                let problem = key_failed(&error, "Stripe", meant);
                assert!(problem.effect.contains("says nothing about"), "{problem}");
                assert!(!problem.remedy.contains("key"), "{problem}");
            }
        }
    }
}
