//! The sentences for a permission: for what comes of asking for one, renewing it and calling
//! with it. What a person does in a browser for it is told by the desktop.

use patchbay_contract::{ErrorCode, Problem};
use patchbay_gateway::oauth::TokenError;
use patchbay_gateway::{CallError, NoAnswer, NoRandomness, Refusal};

use super::books::books;
use super::said;

const NOTHING_CONNECTED: &str = "No connection was made, and none was changed.";

/// There is no app to sign in with.
pub fn firm_app_missing(provider: &str) -> Problem {
    Problem::new(
        ErrorCode::FirmAppMissing,
        format!("The firm has not registered an app at {provider} yet."),
        "Without one, nobody can sign in there from here.",
        "Open the provider’s Settings tab: it shows what to register, and takes what comes of it.",
    )
}

/// The system gives no randomness.
pub fn no_randomness(error: &NoRandomness) -> Problem {
    Problem::new(
        ErrorCode::Internal,
        "The system gives no random numbers.",
        "A sign-in without them could be guessed, so none was begun.",
        "Restart the computer, then try again.",
    )
    .with_details(error.to_string())
}

/// What a token endpoint answered is no permission.
pub fn token_unusable(error: &TokenError, provider: &str) -> Problem {
    match error {
        TokenError::Call(call) => call_failed(call, provider),
        TokenError::Scopes(missing) => Problem::new(
            ErrorCode::ScopesMissing,
            format!("{provider} allowed less than the connection needs: {}.", missing.join(", ")),
            NOTHING_CONNECTED,
            "Start again and leave every box ticked. If they cannot be ticked, the app at the \
             provider lacks them: compare it with the Permissions tab.",
        ),
        TokenError::NoRefreshToken => Problem::new(
            ErrorCode::TokenUnusable,
            format!("{provider} gave a permission that ends soon and cannot be renewed."),
            NOTHING_CONNECTED,
            "Remove this app from the account at the provider, then start again: many give the \
             lasting permission only the first time.",
        ),
        other => Problem::new(
            ErrorCode::TokenUnusable,
            format!("{provider} answered with something that is no permission."),
            NOTHING_CONNECTED,
            "Start again. If it comes back, send the details to support.",
        )
        .with_details(other.to_string()),
    }
}

/// A call did not bring what it was made for.
pub fn call_failed(error: &CallError, provider: &str) -> Problem {
    let problem = match error {
        CallError::NoAnswer(no_answer) => return unreachable(no_answer, provider),
        CallError::Busy { .. } | CallError::UsedUp { .. } => Problem::new(
            ErrorCode::ProviderBusy,
            format!("{provider} is busy, or takes no more calls for now."),
            NOTHING_CONNECTED,
            "Wait a few minutes, then start again.",
        ),
        CallError::Refused(refusal) => return refused(refusal, provider),
        CallError::Redirected(_) | CallError::WebPage(_) | CallError::Nonsense(_) => Problem::new(
            ErrorCode::ProviderNonsense,
            format!("What came back is not what {provider} answers with."),
            NOTHING_CONNECTED,
            "A proxy, a hotel’s network page or an outage may stand between. Open the provider’s \
             own site in the browser; when that works, start again.",
        ),
        // A key that signs here belongs to no browser; if it were so, it would be this.
        CallError::Incomplete(_)
        | CallError::Elsewhere(_)
        | CallError::Unusable(_)
        | CallError::Signing(_) => Problem::new(
            ErrorCode::ProviderNonsense,
            format!("The address that {provider} would be asked at cannot be made up."),
            NOTHING_CONNECTED,
            "Check what was typed into the form, then start again.",
        ),
        CallError::Books(trouble) => return books(trouble, provider),
        CallError::NoRandomness(error) => return no_randomness(error),
    };
    problem.with_details(error.to_string())
}

fn refused(refusal: &Refusal, provider: &str) -> Problem {
    let problem = match &refusal.known {
        Some(known) => Problem::new(
            ErrorCode::ProviderRefused,
            known.says.clone(),
            NOTHING_CONNECTED,
            known.cure.clone(),
        ),
        None => Problem::new(
            ErrorCode::ProviderRefused,
            format!("{provider} says no."),
            NOTHING_CONNECTED,
            "Check the client id, the secret and the redirect address of the firm’s app, and \
             that it is for this environment. The details are the provider’s own words.",
        ),
    };
    problem.with_details(said(refusal))
}

fn unreachable(error: &NoAnswer, provider: &str) -> Problem {
    let remedy = match error {
        NoAnswer::NoSuchHost { .. } | NoAnswer::Unreachable { .. } => {
            "Check that this computer is online, and have IT let the host in the details through."
        }
        NoAnswer::Untrusted { .. } => {
            "Check this computer’s date. In an office, have IT add the certificate of its \
             inspecting proxy to the system’s trusted ones."
        }
        _ => "Wait a moment, then start again. If it comes back, have IT look at the details.",
    };
    Problem::new(
        ErrorCode::ProviderUnreachable,
        format!("{provider} cannot be reached from this computer."),
        NOTHING_CONNECTED,
        remedy,
    )
    .with_details(error.to_string())
}

/// The provider did not say whose mailbox the permission opens.
pub fn no_address(provider: &str) -> Problem {
    Problem::new(
        ErrorCode::NoCompany,
        format!("{provider} did not say which mailbox the sign-in is for."),
        NOTHING_CONNECTED,
        "Sign in with the account that the mailbox belongs to. If it has no mail address, it has \
         no mailbox either.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cause_of_silence_has_a_remedy_of_its_own() {
        let host = || "x.example".to_owned();
        let details = || "why".to_owned();
        let untrusted = NoAnswer::Untrusted { host: host(), details: details() };
        let unknown = NoAnswer::NoSuchHost { host: host(), details: details() };
        let remedies = [untrusted, unknown, NoAnswer::TimedOut { host: host() }]
            .map(|error| call_failed(&error.into(), "Xero").remedy);
        assert!(remedies[0].contains("certificate"));
        assert!(remedies[1].contains("online"));
        assert!(remedies[2].contains("Wait"));
    }
}
