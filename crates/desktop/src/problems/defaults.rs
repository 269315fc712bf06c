//! The sentences for what cannot be a default, or may not be mixed.

use patchbay_contract::{ErrorCode, Money, Problem};

const NOTHING_CHANGED: &str = "Nothing was changed.";

/// The connection is gone, a sandbox, or for something else.
pub(crate) fn connection_unfit() -> Problem {
    Problem::new(
        ErrorCode::ConnectionUnfit,
        "This connection cannot be used for that: it is not there any more, is a sandbox, or is \
         for something else.",
        NOTHING_CHANGED,
        "Choose another one, or connect one that fits first.",
    )
}

/// The account holds other money, or nobody said whose.
pub(crate) fn money_mixed(account: &str, wanted: Money) -> Problem {
    let what = match wanted {
        Money::Operating => format!(
            "{account} is not known to hold the firm’s own money, so fees cannot be paid into it."
        ),
        Money::Trust => format!(
            "{account} is not known to be a trust account, so clients’ money cannot be kept in it."
        ),
    };
    Problem::new(
        ErrorCode::MoneyMixed,
        what,
        "Nothing was changed: clients’ money and the firm’s own never share an account.",
        "Choose an account of the right kind. Whose money an account holds is said in the list of \
         accounts, or in the form that connected it.",
    )
}

/// Whose money an account holds cannot change under those who pay into it.
pub(crate) fn money_in_use(account: &str) -> Problem {
    Problem::new(
        ErrorCode::MoneyMixed,
        format!("Clients pay into {account} by default, as the account it is now."),
        "Nothing was changed: clients’ money and the firm’s own never share an account.",
        "Have those clients pay into another account first. Then say whose money this one holds.",
    )
}

/// The name of a segment is empty, or too long.
pub(crate) fn segment_name_missing(longest: usize) -> Problem {
    Problem::new(
        ErrorCode::SegmentNameMissing,
        "A segment needs a name.",
        NOTHING_CHANGED,
        format!("Type a name of at most {longest} letters."),
    )
}

/// Its name is too long, or holds what nobody sees.
pub(crate) fn segment_name_unfit(longest: usize) -> Problem {
    Problem::new(
        ErrorCode::SegmentNameMissing,
        format!("The segment’s name is longer than {longest} letters, or no line of text."),
        NOTHING_CHANGED,
        format!("Type a name of at most {longest} letters."),
    )
}

/// Another segment has that name.
pub(crate) fn segment_name_taken(name: &str) -> Problem {
    Problem::new(
        ErrorCode::SegmentNameTaken,
        format!("There is a segment “{name}” already."),
        NOTHING_CHANGED,
        "Choose another name, or use the segment that is there.",
    )
}

/// There is no such segment, or it is everybody else.
pub(crate) fn segment_unknown() -> Problem {
    Problem::new(
        ErrorCode::SegmentUnknown,
        "This segment is not there any more, or is everybody else, who always has to pay \
         somewhere.",
        NOTHING_CHANGED,
        "Look at the list again: it may have been changed elsewhere.",
    )
}

/// No mail can be sent from this.
pub(crate) fn sender_address_wrong(typed: &str) -> Problem {
    let typed: String = typed.trim().chars().take(60).collect();
    let what = match typed.as_str() {
        "" => "The address that mail is sent from is empty.".to_owned(),
        typed => format!("“{typed}” is no address that mail can be sent from."),
    };
    Problem::new(
        ErrorCode::SenderAddressWrong,
        what,
        NOTHING_CHANGED,
        "Type one address and nothing beside it, as office@your-firm.com.",
    )
}
