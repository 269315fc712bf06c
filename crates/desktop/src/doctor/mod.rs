//! The doctor: why the answer to a sign-in does not come home.
//!
//! Looks at whom the system gives our links to, at the bus, the browser, the ports, the
//! clock and the proxy, and has a link opened that must arrive here. What he finds is a
//! list; how it is shown is the page's. Nothing here changes anything: registering our
//! links anew, which is all that Patchbay repairs, is the shell's. Invariant: nothing is
//! called fine that was not looked at.

mod browser;
mod clock;
mod delivery;
mod entry;
#[cfg(all(test, target_os = "linux"))]
mod furnished;
mod handlers;
mod links;
mod ports;
mod proxy;
mod repaired;
mod session;
mod who;

use std::path::PathBuf;

use patchbay_contract::{Finding, WayCheck, WayChecked};
use patchbay_providers::Provider;

use crate::connect::loopback::Loopback;
use crate::environment;

pub use clock::Asked;
pub(crate) use clock::finding as clock;
pub use delivery::{delivery, not_running, word};
pub(crate) use proxy::for_address as proxy_for;
pub use session::Session;

/// Which program looks, so that it is told from another one.
#[derive(Debug, Clone, Default)]
pub struct Here {
    /// What links have to open. None for a program that opens none.
    pub program: Option<PathBuf>,
    /// A data folder of one's own, which has to go with each link.
    pub own_folder: Option<PathBuf>,
    /// Whether the system says that our links come here, where it can only be asked.
    pub registered: Option<bool>,
}

/// Everything that can be told by looking around on this computer.
#[must_use]
pub fn look_around(session: &Session<'_>, here: &Here, providers: &[Provider]) -> Vec<WayChecked> {
    let mut found = vec![
        links::check(session, here),
        browser::check(session),
        ports::check(session, providers, &|home, id| Loopback::bind(home, id).map(drop)),
    ];
    // Elsewhere nothing goes by one.
    if cfg!(target_os = "linux") {
        found.insert(0, session_bus(session));
    }
    found
}

/// Whether our links come to this program.
#[must_use]
pub fn links_come_here(session: &Session<'_>, here: &Here) -> bool {
    links::check(session, here).problem().is_none()
}

/// What an answer from outside says, or that there is none.
#[must_use]
pub fn look_outside(session: &Session<'_>, asked: &Asked) -> Vec<WayChecked> {
    vec![clock::check(asked), proxy::check(session, asked)]
}

fn session_bus(session: &Session<'_>) -> WayChecked {
    let missing = environment::session_bus(session.root, session.variable);
    WayChecked::new(WayCheck::SessionBus, missing.map_or(Finding::Fine(None), Finding::Trouble))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong, as a person reads it first.
    pub(super) fn what(checked: &WayChecked) -> &str {
        &checked.problem().expect("something is wrong").what
    }
}
