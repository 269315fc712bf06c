//! The sentences for what can go wrong between this computer and the firm's server.

use patchbay_contract::{ErrorCode, Problem};
use patchbay_gateway::NoAnswer;

use crate::firm::Unsaid;

const GOES_ON: &str = "What is on this computer keeps working, and nothing of it is lost.";
const NOT_IN: &str = "This computer is not in at the firm’s server. Nothing was changed here.";
const MAYBE_USED_UP: &str = "This computer is not in at the firm’s server. The code may be used \
                             up nevertheless: the answer is missing.";

/// What was typed cannot be the address of a firm server.
pub(crate) fn server_address_wrong(slip: &str) -> Problem {
    Problem::new(
        ErrorCode::ServerAddressWrong,
        slip,
        NOT_IN,
        "Copy the address that came with the code, without what stands behind the server’s name.",
    )
}

/// What was typed as the code is none.
pub(crate) fn enrolment_code_wrong() -> Problem {
    Problem::new(
        ErrorCode::EnrolmentCodeRefused,
        "No code was typed, or more than a code.",
        NOT_IN,
        "Copy the code that somebody of the firm sent you, and nothing else.",
    )
}

/// What was typed cannot be a computer's name.
pub(crate) fn device_name_wrong() -> Problem {
    Problem::new(
        ErrorCode::FieldWrong,
        "The name of this computer is too long, or has characters that are none of a line.",
        NOT_IN,
        "Type a name of 200 characters at most, in one line.",
    )
}

/// It is in at a server.
pub(crate) fn enrolled_already() -> Problem {
    Problem::new(
        ErrorCode::EnrolledAlready,
        "This computer is in at a firm server already.",
        "It is in at one at a time. Nothing was changed.",
        "Leave that server first, then come in with the code.",
    )
}

/// Nothing in a practice firm is real.
pub(crate) fn practice_stays_apart() -> Problem {
    Problem::new(
        ErrorCode::PracticeStaysApart,
        "A practice firm does not come in at a firm’s server.",
        "Nothing in it is real, and it would stand among what the firm really has. Nothing was \
         sent.",
        "Open your own firm, and come in with the code there.",
    )
}

/// It is in at none.
pub(crate) fn not_enrolled() -> Problem {
    Problem::new(
        ErrorCode::NotEnrolled,
        "This computer is in at no firm server.",
        "There is nobody to ask. What is on this computer keeps working.",
        "Have an owner or an administrator of the firm send you a code, and come in with it.",
    )
}

/// The server lets it in no more.
pub(crate) fn device_shut_out(address: &str) -> Problem {
    Problem::new(
        ErrorCode::DeviceShutOut,
        format!("The firm’s server at {address} does not let this computer in any more."),
        GOES_ON,
        "Ask an administrator of the firm why: somebody shut it out, or the server was set up \
         anew. To come in again, leave the server here and come in with another code.",
    )
}

/// Its key or its token is gone.
pub(crate) fn device_key_gone(why: &str) -> Problem {
    Problem::new(
        ErrorCode::DeviceKeyGone,
        "The key by which this computer is in at the firm’s server is gone.",
        GOES_ON,
        "Leave the server here (it cannot be told), then come in with another code. An \
         administrator can shut the old entry out.",
    )
    .with_details(why)
}

/// It was restored: nothing is told or taken before a person goes along with it.
pub(crate) fn server_restored() -> Problem {
    Problem::new(
        ErrorCode::ServerRestored,
        "The firm’s server was restored from a backup.",
        "Until a person decides, nothing is told to it and nothing taken from it. What is on this \
         computer keeps working.",
        "Look whether it is the right server, then go on with it under Settings, or by \
         “patchbayctl server --go-along”.",
    )
}

/// There is nothing to decide.
pub(crate) fn nothing_to_settle() -> Problem {
    Problem::new(
        ErrorCode::NothingToSettle,
        "There is nothing to decide here any more.",
        "Nothing was changed: both say the same by now, or somebody has decided.",
        "Look at the list again.",
    )
}

/// Another program of this computer is at it.
pub(crate) fn sync_under_way() -> Problem {
    Problem::new(
        ErrorCode::SyncUnderWay,
        "Another program of this computer is just talking to the firm’s server.",
        "What it sends and fetches counts for both. Nothing was lost.",
        "Look again in a moment. Where the other program was ended in the middle, five minutes \
         are enough.",
    )
}

/// It could not leave: the server was not told.
pub(crate) fn not_left(why: Problem) -> Problem {
    Problem {
        effect: "This computer is in as before: it would go on to be in the server’s list.".into(),
        remedy: format!(
            "{} Or leave without telling the server (--untold), and have an administrator shut \
             this computer out.",
            why.remedy
        ),
        ..why
    }
}

/// The server did not say what was asked, while this computer came in.
pub(crate) fn enrolment_unsaid(unsaid: &Unsaid, address: &str) -> Problem {
    let effect = match unsaid {
        Unsaid::NoAnswer(none) if !none.was_not_sent() => MAYBE_USED_UP,
        _ => NOT_IN,
    };
    match unsaid {
        Unsaid::Refused { code, .. } if code == "code_refused" => Problem::new(
            ErrorCode::EnrolmentCodeRefused,
            "The firm’s server does not take this code.",
            NOT_IN,
            "It was used, its time is over, or it is mistyped. Copy it anew, or ask whoever sent \
             it for another.",
        ),
        Unsaid::Refused { code, .. } if code == "not_found" => Problem::new(
            ErrorCode::ServerKeepsNothing,
            format!("The Patchbay server at {address} lets nobody in: it has no database."),
            NOT_IN,
            "Have whoever looks after the server set “database” in its configuration, make a \
             code with “patchbay-server enrol-link”, and try again.",
        ),
        other => Problem { effect: effect.into(), ..firm_unsaid(other, address) },
    }
}

/// The server did not say what was asked.
pub(crate) fn firm_unsaid(unsaid: &Unsaid, address: &str) -> Problem {
    let problem = match unsaid {
        Unsaid::NoAnswer(NoAnswer::Untrusted { .. }) => Problem::new(
            ErrorCode::ServerNotTrusted,
            format!("This computer does not trust the certificate of {address}."),
            GOES_ON,
            "Where the firm has certificates of its own, have IT install their root on this \
             computer. Else somebody is in between: do not go on, and ask IT.",
        ),
        Unsaid::NoAnswer(NoAnswer::TooLarge { .. }) | Unsaid::Nonsense { .. } => {
            no_firm_server(address)
        }
        Unsaid::NoAnswer(_) => Problem::new(
            ErrorCode::ServerNotReached,
            format!("Nobody answers at {address}."),
            GOES_ON,
            "Check the address, and that this computer is online. If others do not reach the \
             server either, tell whoever looks after it.",
        ),
        Unsaid::Refused { status, code, .. }
            if *status >= 500 || code == "too_many_requests" || code == "too_slow" =>
        {
            Problem::new(
                ErrorCode::ServerBusy,
                format!("The firm’s server at {address} is busy, or in trouble of its own."),
                GOES_ON,
                "Try again in some minutes. If it stays, tell whoever looks after the server: its \
                 log says more.",
            )
        }
        Unsaid::Refused { .. } => Problem::new(
            ErrorCode::ServerRefused,
            format!("The firm’s server at {address} says no."),
            GOES_ON,
            "The details say why. Where it is about your role, ask an administrator of the firm.",
        ),
    };
    problem.with_details(unsaid.to_string())
}

/// Whoever answers is understood by nobody here.
fn no_firm_server(address: &str) -> Problem {
    Problem::new(
        ErrorCode::NotAFirmServer,
        format!("What answers at {address} is no Patchbay server that can be understood."),
        GOES_ON,
        "Check the address. In a hotel or as a guest, sign in to the network first. If it is the \
         right server, a proxy before it may not pass things on, or one of the two needs an \
         update.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, code: &str) -> Unsaid {
        Unsaid::Refused { status, code: code.into(), its_time: None }
    }

    #[test]
    fn each_cause_has_a_code_of_its_own_and_a_next_step() {
        let host = || "firm.example".to_owned();
        for (unsaid, code) in [
            (
                NoAnswer::Untrusted { host: host(), details: "expired".into() }.into(),
                ErrorCode::ServerNotTrusted,
            ),
            (NoAnswer::TimedOut { host: host() }.into(), ErrorCode::ServerNotReached),
            (Unsaid::Nonsense { status: 200, why: "HTML" }, ErrorCode::NotAFirmServer),
            (refused(503, "database_unavailable"), ErrorCode::ServerBusy),
            (refused(429, "too_many_requests"), ErrorCode::ServerBusy),
            (refused(403, "role_not_allowed"), ErrorCode::ServerRefused),
        ] {
            let problem = firm_unsaid(&unsaid, "https://firm.example");
            assert_eq!(problem.code, code);
            assert!(problem.remedy.ends_with('.') && problem.details.is_some(), "{problem}");
        }
    }

    #[test]
    fn where_the_answer_is_missing_the_code_may_be_used_up() {
        let late = NoAnswer::TimedOut { host: "firm.example".into() }.into();
        assert!(enrolment_unsaid(&late, "https://firm.example").effect.contains("used up"));
        let unknown = NoAnswer::NoSuchHost { host: "x".into(), details: "x".into() }.into();
        assert!(!enrolment_unsaid(&unknown, "https://firm.example").effect.contains("used up"));
        let codes = [
            ("code_refused", ErrorCode::EnrolmentCodeRefused),
            ("not_found", ErrorCode::ServerKeepsNothing),
            ("internal", ErrorCode::ServerRefused),
        ];
        for (said, code) in codes {
            assert_eq!(enrolment_unsaid(&refused(403, said), "https://x").code, code);
        }
    }
}
