//! The sentences for what can be in the way of handing a connection to the firm's server, and
//! for what cannot be done here while it holds one.

use patchbay_contract::{ErrorCode, Problem};
use patchbay_store::Connection;

use super::credential_missing;

const STAYS: &str = "The connection stays on this computer and works as before.";

const HERE_STAYS: &str = "What is on this computer stays here and works as before.";

/// The firm's server holds it: what opens it is not here.
pub(crate) fn held_by_server() -> Problem {
    Problem::new(
        ErrorCode::HeldByServer,
        "The firm’s server holds this connection.",
        "What opens it is not on this computer: the server tests it and keeps it alive.",
        "To work with it here, sign in again on the provider’s Accounts tab, or paste the key \
         again: that takes it back.",
    )
}

/// There is nothing here that would open it: because the server holds it, or it is gone.
pub(crate) fn not_kept(row: &Connection) -> Problem {
    if row.custodian == "firm_server" { held_by_server() } else { credential_missing() }
}

/// The server is to be left while it holds connections.
pub(crate) fn held_while_leaving(titles: &str) -> Problem {
    Problem::new(
        ErrorCode::HeldByServer,
        format!("The firm’s server holds connections of this computer: {titles}."),
        "Without the server this computer could not say any more that it takes them back. It is \
         in as before.",
        "Take each of them back first: sign in again, or paste the key again. Or leave without \
         telling the server (--untold), and sign in to each of them again afterwards.",
    )
}

/// Why one that the server held has to be signed in to.
pub(crate) const LEFT_WITH_SERVER: &str =
    "This computer left the firm’s server, which held this connection.";

/// The same of one that the server does not hold any more.
pub(crate) const GIVEN_UP: &str = "The firm’s server does not hold this connection any more.";

/// The server has no key of its own, as it says.
pub(crate) fn server_has_no_key(address: &str) -> Problem {
    Problem::new(
        ErrorCode::ServerKeepsNoCredentials,
        format!(
            "The firm’s server at {address} has no key of its own, and so holds no connections."
        ),
        HERE_STAYS,
        "Have whoever looks after the server make one by “patchbay-server new-key” and set it. Where \
         the server held connections before, they set the key that it had: no new one opens them.",
    )
}

/// The server has a key of its own, as it says, and cannot use it now.
pub(crate) fn server_key_away(address: &str) -> Problem {
    Problem::new(
        ErrorCode::ServerKeyAway,
        format!("The firm’s server at {address} cannot use its own key at the moment."),
        format!(
            "What the server holds stays as it is, and is not renewed until then. {HERE_STAYS}"
        ),
        "Have whoever looks after the server run “patchbay-server doctor” there: it says why, and \
         what to do. That key has to come back, and no new one made. Then try again.",
    )
}

/// The server names no key, and does not say why: it is older than this computer.
pub(crate) fn server_keeps_no_credentials(address: &str) -> Problem {
    Problem::new(
        ErrorCode::ServerKeepsNoCredentials,
        format!("The firm’s server at {address} holds no connections at the moment."),
        HERE_STAYS,
        "Have whoever looks after the server run “patchbay-server doctor” there. It says whether the \
         server has no key of its own yet, or cannot reach the one that it has: then no other one \
         may be made.",
    )
}

/// The key that the server names is not the one that is trusted.
pub(crate) fn server_key_changed(named: &str, trusted: Option<&str>) -> Problem {
    let what = match trusted {
        Some(_) => "The firm’s server names another key than the one that this computer trusts.",
        None => "This computer does not know the key of the firm’s server yet.",
    };
    let remedy = "Compare the four groups with those that whoever looks after the server sees \
                  there. Only where they are the same, confirm them and try again. If nobody \
                  changed the key, do not go on, and tell IT.";
    let details = match trusted {
        Some(trusted) => format!("the server names {named}; trusted is {trusted}"),
        None => format!("the server names {named}"),
    };
    let effect = format!("Nothing was sealed for it or sent. {STAYS}");
    Problem::new(ErrorCode::ServerKeyChanged, what, effect, remedy).with_details(details)
}

/// A connection that cannot be handed over, for this reason.
pub(crate) fn not_for_the_server(why: &str, remedy: &str) -> Problem {
    Problem::new(ErrorCode::HandoverUnfit, why, STAYS, remedy)
}

/// The server could not use what it was sent, as it says by this code.
pub(crate) fn server_cannot_hold(code: &str) -> Problem {
    not_for_the_server(
        "The firm’s server cannot hold this connection.",
        "Its Patchbay may be older than this one, or the connection is of a kind that works on \
         a computer alone. Have the server updated, or leave the connection here.",
    )
    .with_details(code)
}

/// The server tried it out, and it does not work from there.
pub(crate) fn not_proven(why: Option<Problem>) -> Problem {
    match why {
        // The server's own sentence says what happened.
        Some(why) => Problem {
            code: ErrorCode::HandoverNotProven,
            what: format!("It does not work from the firm’s server. {}", why.what),
            effect: STAYS.into(),
            remedy: why.remedy,
            details: why.details,
        },
        None => Problem::new(
            ErrorCode::HandoverNotProven,
            "The firm’s server could not prove that this connection works from there.",
            STAYS,
            "Test the connection here, then try again. If it stays, have whoever looks after \
             the server see whether it reaches the provider.",
        ),
    }
}

/// It is on its way, and the server's word is missing.
pub(crate) fn handover_waits(why: Problem) -> Problem {
    Problem {
        code: ErrorCode::HandoverWaits,
        what: format!("The firm’s server has not said yet whether it holds it. {}", why.what),
        effect: "Until it does, nobody renews this connection, so that no two do. Nothing is \
                 lost."
            .into(),
        remedy: format!("Patchbay asks again by itself. {}", why.remedy),
        details: why.details,
    }
}

/// It was signed in to again, and the server does not know.
pub(crate) fn taking_back_waits(why: Problem) -> Problem {
    Problem {
        code: ErrorCode::HandoverWaits,
        what: format!("The firm’s server does not know yet that it was taken back. {}", why.what),
        effect: "The connection works on this computer. The server may go on with its old \
                 permission until it knows."
            .into(),
        remedy: format!("Patchbay tells it by itself. {}", why.remedy),
        details: why.details,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_says_is_shown_as_it_is() {
        let why = Problem::new(ErrorCode::KeyRefused, "Stripe says no.", "Old.", "Paste another.");
        let problem = not_proven(Some(why.with_details("401")));
        assert!(problem.what.ends_with("Stripe says no."), "{problem}");
        assert_eq!(problem.remedy, "Paste another.");
        assert_eq!(problem.details.as_deref(), Some("401"));
    }

    #[test]
    fn both_keys_can_be_read_where_they_differ() {
        let details = |trusted| server_key_changed("AAAA", trusted).details.unwrap();
        assert!(details(Some("BBBB")).contains("BBBB") && details(Some("BBBB")).contains("AAAA"));
        assert!(details(None).contains("AAAA"));
    }
}
