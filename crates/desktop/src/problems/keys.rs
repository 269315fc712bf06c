//! The sentences for a form, and for what stands in its way before anything is sent. What a
//! provider says to what was typed is told by whoever has custody.

use patchbay_contract::{EnvironmentId, ErrorCode, Problem};
use patchbay_providers::Provider;

/// A field of the form is empty.
pub(crate) fn field_missing_in_form(label: &str) -> Problem {
    Problem::new(
        ErrorCode::FieldMissing,
        format!("{label} is empty."),
        "Nothing was sent, and nothing was saved.",
        "Fill it in. “Where do I find this?” beside the field shows where it is.",
    )
}

/// Nothing, where the vendor offers this environment.
///
/// # Errors
/// That it does not: what is called its sandbox would be the live one.
pub(crate) fn is_offered(provider: &Provider, environment: EnvironmentId) -> Result<(), Problem> {
    let mut offered = provider.environment.iter().map(|one| one.id);
    let live_alone = provider.environment.is_empty() && environment == EnvironmentId::Live;
    if live_alone || offered.any(|one| one == environment) {
        return Ok(());
    }
    let name = &provider.name;
    let (missing, other) = match environment {
        EnvironmentId::Live => ("live environment", "sandbox"),
        EnvironmentId::Sandbox => ("sandbox", "live environment"),
    };
    Err(Problem::new(
        ErrorCode::ProviderUnknown,
        format!("{name} has no {missing} that Patchbay knows."),
        "Nothing was sent, and nothing was saved.",
        format!("Connect its {other}."),
    ))
}

/// What was typed is something else.
pub(crate) fn key_wrong_kind(says: &str, provider: &str) -> Problem {
    Problem::new(
        ErrorCode::KeyWrongKind,
        says,
        format!("Nothing was sent to {provider}, and nothing was saved."),
        "Copy the right one. “Where do I find this?” beside the field shows where it is.",
    )
}

/// The new key is another account's.
pub(crate) fn other_account(expected: &str, found: &str) -> Problem {
    Problem::new(
        ErrorCode::OtherAccount,
        format!("This connection is for {expected}, and the key is for {found}."),
        "The old key was kept: the books of one account may not end up with another’s.",
        "Paste a key of the right account. To work with the other one too, connect it as a \
         connection of its own. If the connection is to change over, say so in the form.",
    )
}

/// There is no such connection.
pub(crate) fn connection_unknown() -> Problem {
    Problem::new(
        ErrorCode::ConnectionUnknown,
        "This connection is not there any more, or signs in in another way.",
        "Nothing was changed.",
        "Open the provider’s page anew: it shows the connections there are, and the receipts of \
         those that were ended.",
    )
}

/// Which servers an address has is not known.
pub(crate) fn mail_servers_unknown(address: &str) -> Problem {
    Problem::new(
        ErrorCode::MailServersUnknown,
        format!("The mail servers of {address} could not be found."),
        "Nothing was sent, and nothing was saved.",
        "Check the address. If it is right, open “Servers” in the form and type their names and \
         ports, as your mail provider or IT gives them.",
    )
}
