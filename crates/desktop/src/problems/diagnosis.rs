//! What only a diagnosis finds: that a permission is over, that a credential leads elsewhere
//! than it did, that a proxy lets nothing through.

use patchbay_contract::{ErrorCode, Problem};
use patchbay_gateway::AtTheProxy;

/// What it means that the connection is as it is.
const STANDS_STILL: &str = "The connection does not do its work until this is put right.";

/// The provider does not take the permission.
pub(crate) fn permission_over(provider: &str, details: &str) -> Problem {
    let problem = Problem::new(
        ErrorCode::PermissionOver,
        format!("{provider} does not take the permission any more."),
        STANDS_STILL,
        "Press “Test now”: where the permission can be renewed, that does it. If it cannot, sign in \
         again on the provider’s Accounts tab.",
    );
    if details.is_empty() { problem } else { problem.with_details(details) }
}

/// It does not allow all that the connection needs.
pub(crate) fn permission_lacks(provider: &str, about: &str) -> Problem {
    let problem = Problem::new(
        ErrorCode::KeyLacksPermission,
        format!("{provider} does not allow all that the connection needs."),
        "What needs more does not work. The rest does.",
        "Press “Allow more” on the Repairs page, and leave every box ticked.",
    );
    if about.is_empty() { problem } else { problem.with_details(about) }
}

/// It leads to somebody else than was connected.
pub(crate) fn company_changed(provider: &str, expected: &str, found: &str) -> Problem {
    let found = if found.is_empty() { "another one" } else { found };
    Problem::new(
        ErrorCode::CompanyChanged,
        format!("This connection is for {expected}, and at {provider} it leads to {found} now."),
        "What is read or written may be another company’s.",
        "Find out at the provider whether the company was renamed, closed or moved. Then sign in \
         again and choose the right one; to change over on purpose, press Switch.",
    )
}

/// A proxy is in use, and calls do not get through it.
pub(crate) fn proxy_not_passing(proxy: &str, host: &str, at: AtTheProxy, details: &str) -> Problem {
    let (what, remedy) = match at {
        AtTheProxy::DidNotAnswer => (
            format!("Calls to {host} go through the proxy {proxy}, which does not answer."),
            format!("Have IT check that the proxy runs at {proxy}, and under this name."),
        ),
        AtTheProxy::Refused => (
            format!("Calls to {host} go through the proxy {proxy}, which does not let them pass."),
            format!("Have IT let {host} through the proxy."),
        ),
        AtTheProxy::WantsPassword => (
            format!("The proxy {proxy} wants a name and a password for calls to {host}."),
            format!(
                "Have IT put them into the proxy’s address in the system’s settings, or let {host} \
                 through without them."
            ),
        ),
    };
    Problem::new(
        ErrorCode::ProxyNotPassing,
        what,
        "That says nothing about the connection. Nobody has to sign in again or find another key.",
        format!(
            "{remedy} If this network needs no proxy, take it out of the system’s settings, then \
             start Patchbay again."
        ),
    )
    .with_details(details)
}
