//! The sentences for everything that can go wrong when somebody signs in at a provider.

use patchbay_contract::{ErrorCode, Problem};
use patchbay_gateway::oauth::{CallbackError, TokenError};
use patchbay_gateway::{CallError, NoAnswer, NoRandomness, Refusal};

use super::books::books;

const NOTHING_CONNECTED: &str = "No connection was made, and none was changed.";
const START_AGAIN: &str = "Start again from the provider’s card.";

/// There is no app to sign in with.
pub(crate) fn firm_app_missing(provider: &str) -> Problem {
    Problem::new(
        ErrorCode::FirmAppMissing,
        format!("The firm has not registered an app at {provider} yet."),
        "Without one, nobody can sign in there from here.",
        "Open the provider’s Settings tab: it shows what to register, and takes what comes of it.",
    )
}

/// What was typed cannot be an app.
pub(crate) fn firm_app_wrong(slip: &str) -> Problem {
    Problem::new(
        ErrorCode::FirmAppWrong,
        slip,
        "Nothing was saved.",
        "Copy both anew from the provider’s developer pages, each into its own field.",
    )
}

/// A field of the form is empty.
pub(crate) fn field_missing(what: &str) -> Problem {
    Problem::new(
        ErrorCode::FieldMissing,
        format!("Something is missing: {what}."),
        "The sign-in was not begun.",
        "Fill it in, then connect again.",
    )
}

/// No way home works here.
pub(crate) fn no_way_home(provider: &str) -> Problem {
    Problem::new(
        ErrorCode::NoWayHome,
        format!("{provider} answers only by a web page of the firm’s server, and there is none."),
        "The answer to a sign-in would not find its way back, so none was begun.",
        "Give the firm’s server a public https address and type it in under Settings. Where the \
         provider has a sandbox, connect that meanwhile: it answers to this computer.",
    )
}

/// What was typed cannot be the public address of a server.
pub(crate) fn relay_address_wrong(slip: &str) -> Problem {
    Problem::new(
        ErrorCode::RelayAddressWrong,
        slip,
        "Nothing was changed.",
        "Copy the address from the browser in which you see your firm server, without what \
         comes behind the server’s name.",
    )
}

/// The ports that are registered are taken.
pub(crate) fn ports_taken(ports: &str) -> Problem {
    Problem::new(
        ErrorCode::PortsTaken,
        format!("Other programs use the ports that the answer would come to: {ports}."),
        "The answer to a sign-in would go to another program, so none was begun.",
        "Close the other program (another Patchbay, or a developer’s tool), then connect again.",
    )
}

/// The system gives no port.
pub(crate) fn no_port(details: &str) -> Problem {
    Problem::new(
        ErrorCode::PortsTaken,
        "This computer gives no port for the answer to come to.",
        "The answer to a sign-in would not find its way back, so none was begun.",
        "Have IT look at the details: a security program may forbid listening on this computer.",
    )
    .with_details(details)
}

/// Nobody knows of such an attempt.
pub(crate) fn attempt_unknown() -> Problem {
    Problem::new(
        ErrorCode::AttemptUnknown,
        "No such sign-in is under way.",
        NOTHING_CONNECTED,
        START_AGAIN,
    )
}

/// It was answered, cancelled or took too long.
pub(crate) fn attempt_over() -> Problem {
    Problem::new(ErrorCode::AttemptOver, "This sign-in is over.", NOTHING_CONNECTED, START_AGAIN)
}

/// Nobody answered in time.
pub(crate) fn attempt_expired() -> Problem {
    Problem::new(
        ErrorCode::AttemptOver,
        "No answer came within ten minutes.",
        NOTHING_CONNECTED,
        "Some providers send nothing when somebody says no. Start again from the provider’s card.",
    )
}

/// Another attempt for the same connection took its place.
pub(crate) fn attempt_replaced() -> Problem {
    Problem::new(
        ErrorCode::AttemptOver,
        "A newer sign-in for the same connection took the place of this one.",
        NOTHING_CONNECTED,
        "Go on in the newer window.",
    )
}

/// The program was closed between the answer and what it was worth.
pub(crate) fn attempt_cut_off() -> Problem {
    Problem::new(
        ErrorCode::AttemptOver,
        "Patchbay was closed while the provider was being asked.",
        NOTHING_CONNECTED,
        START_AGAIN,
    )
}

/// The system gives no randomness.
pub(crate) fn no_randomness(error: &NoRandomness) -> Problem {
    Problem::new(
        ErrorCode::Internal,
        "The system gives no random numbers.",
        "A sign-in without them could be guessed, so none was begun.",
        "Restart the computer, then try again.",
    )
    .with_details(error.to_string())
}

/// There is no client to speak to providers with.
pub(crate) fn no_client(error: &str) -> Problem {
    Problem::new(
        ErrorCode::Internal,
        "The system’s certificates or proxy settings cannot be read.",
        "No provider can be reached until they can.",
        "Have IT look at the details, then start Patchbay again.",
    )
    .with_details(error)
}

/// What came back is no answer to this attempt.
pub(crate) fn answer_wrong(why: &str) -> Problem {
    Problem::new(
        ErrorCode::AnswerWrong,
        "What came back from the browser is not an answer to this sign-in.",
        NOTHING_CONNECTED,
        START_AGAIN,
    )
    .with_details(why)
}

/// The answer of the browser is a no, or is not used.
pub(crate) fn answer_refused(error: &CallbackError, provider: &str) -> Problem {
    match error {
        CallbackError::Refused(refusal) => match &refusal.known {
            Some(known) => Problem::new(
                ErrorCode::SignInRefused,
                known.says.clone(),
                NOTHING_CONNECTED,
                known.cure.clone(),
            )
            .with_details(said(refusal)),
            None if refusal.code.as_deref() == Some("access_denied") => Problem::new(
                ErrorCode::SignInRefused,
                format!("Somebody said no on the page of {provider}."),
                NOTHING_CONNECTED,
                "If that was a mistake, start again and choose Allow. If your account may not \
                 allow it, have an administrator of the company do it.",
            ),
            None => Problem::new(
                ErrorCode::SignInRefused,
                format!("{provider} ended the sign-in."),
                NOTHING_CONNECTED,
                "Look at the details: they are the provider’s own words. Compare the app’s \
                 redirect address and scopes with those on the Settings tab, then start again.",
            )
            .with_details(said(refusal)),
        },
        other => answer_wrong(&other.to_string()),
    }
}

/// No permission came of the answer's code. A provider says the same of one that waited too
/// long, was used before, or is for another redirect address.
pub(crate) fn code_refused(error: &TokenError, provider: &str) -> Problem {
    match error.refusal() {
        Some(refusal)
            if refusal.known.is_none() && refusal.code.as_deref() == Some("invalid_grant") =>
        {
            Problem::new(
                ErrorCode::AnswerTooLate,
                format!("{provider} does not take the answer to this sign-in any more."),
                "An answer is good for some minutes, and once. No connection was made, and none \
                 was changed.",
                "Start again from the provider’s card, and go through it without a pause. If it \
                 comes back, compare the app’s redirect address with that on the Settings tab.",
            )
            .with_details(said(refusal))
        }
        _ => token_unusable(error, provider),
    }
}

/// What a token endpoint answered is no permission.
pub(crate) fn token_unusable(error: &TokenError, provider: &str) -> Problem {
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
pub(crate) fn call_failed(error: &CallError, provider: &str) -> Problem {
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

fn said(refusal: &Refusal) -> String {
    let said = refusal.said.trim();
    if said.is_empty() { refusal.to_string() } else { format!("{refusal}: {said}") }
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

/// The permission is for no company.
pub(crate) fn no_company(provider: &str) -> Problem {
    Problem::new(
        ErrorCode::NoCompany,
        format!("The sign-in at {provider} is good for no company."),
        NOTHING_CONNECTED,
        "Sign in there with an account that may see the company, then start again.",
    )
}

/// The provider did not say whose mailbox the permission opens.
pub(crate) fn no_address(provider: &str) -> Problem {
    Problem::new(
        ErrorCode::NoCompany,
        format!("{provider} did not say which mailbox the sign-in is for."),
        NOTHING_CONNECTED,
        "Sign in with the account that the mailbox belongs to. If it has no mail address, it has \
         no mailbox either.",
    )
}

/// It is for another company than the one that was connected.
pub(crate) fn other_company(expected: &str, found: &str) -> Problem {
    Problem::new(
        ErrorCode::OtherCompany,
        match found {
            "" => format!("This connection is for {expected}, and the sign-in was for another."),
            found => format!("This connection is for {expected}, and the sign-in was for {found}."),
        },
        "Nothing was changed: the books of one company may not end up with another’s.",
        "Start again and choose the right company. To work with the other one too, connect it as \
         a connection of its own.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_no_of_the_person_is_told_as_one() {
        let refusal = Refusal {
            status: 302,
            code: Some("access_denied".into()),
            known: None,
            said: String::new(),
        };
        let problem = answer_refused(&CallbackError::Refused(Box::new(refusal)), "Xero");
        assert_eq!(problem.code, ErrorCode::SignInRefused);
        assert!(problem.what.contains("said no on the page of Xero"));
    }

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
