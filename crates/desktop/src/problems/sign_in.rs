//! The sentences for everything that can go wrong when somebody signs in at a provider.

use patchbay_contract::{ErrorCode, Problem};
use patchbay_custody::problems::{said, token_unusable};
use patchbay_gateway::oauth::{CallbackError, TokenError};

const NOTHING_CONNECTED: &str = "No connection was made, and none was changed.";
const START_AGAIN: &str = "Start again from the provider’s card.";

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

/// The permission is for no company.
pub(crate) fn no_company(provider: &str) -> Problem {
    Problem::new(
        ErrorCode::NoCompany,
        format!("The sign-in at {provider} is good for no company."),
        NOTHING_CONNECTED,
        "Sign in there with an account that may see the company, then start again.",
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
    use patchbay_gateway::Refusal;

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
}
