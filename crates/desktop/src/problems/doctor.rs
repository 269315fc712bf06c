//! What keeps the answer to a sign-in from coming home, in sentences.

use std::path::Path;

use jiff::SignedDuration;
use patchbay_contract::{ErrorCode, Problem};

/// What it means for most of these.
const ANSWERS_GET_LOST: &str = "The answer to a sign-in that comes back by a link does not arrive here. Nothing is lost: \
     it can be pasted into the sign-in’s window.";

/// No program opens our links.
pub(crate) fn links_unclaimed() -> Problem {
    Problem::new(
        ErrorCode::LinksUnclaimed,
        "No program opens Patchbay’s links.",
        ANSWERS_GET_LOST,
        "Press Repair in Patchbay’s settings, or start Patchbay once more: it sees to its links.",
    )
}

/// Another program opens them.
pub(crate) fn links_taken(name: &str, entry: &str, program: &Path) -> Problem {
    Problem::new(
        ErrorCode::LinksTaken,
        format!("Patchbay’s links are opened by another program: {name}."),
        "The answer to a sign-in would go to it, and is worth nothing there. It does not arrive \
         here.",
        "Press Repair in Patchbay’s settings. If the links go there again, remove that program.",
    )
    .with_details(format!("{entry} starts {}", program.display()))
}

/// Another Patchbay opens them.
pub(crate) fn links_to_another_folder(entry: &str, folder: Option<&Path>) -> Problem {
    let which = folder.map_or("the usual data folder".into(), |at| at.display().to_string());
    Problem::new(
        ErrorCode::LinksTaken,
        "Patchbay’s links are opened by a Patchbay with another data folder.",
        "The answer to a sign-in would arrive there, where nobody asked for it.",
        "Press Repair in Patchbay’s settings: links come here from then on.",
    )
    .with_details(format!("{entry} opens links with {which}"))
}

/// Their entry leads nowhere.
pub(crate) fn links_entry_broken(entry: &str, why: &str) -> Problem {
    Problem::new(
        ErrorCode::LinksEntryBroken,
        "Patchbay’s links lead to a program that cannot be started.",
        ANSWERS_GET_LOST,
        "Press Repair in Patchbay’s settings. This is usual after Patchbay was moved or updated.",
    )
    .with_details(format!("{entry}: {why}"))
}

/// The tool is missing that says who opens them.
pub(crate) fn links_tool_missing(tool: &str, package: &str) -> Problem {
    Problem::new(
        ErrorCode::LinksToolMissing,
        format!(
            "The tool {tool} is not installed, so Patchbay’s links cannot be made to come here."
        ),
        ANSWERS_GET_LOST,
        format!("Install the package {package}, then press Repair."),
    )
}

/// The tool is missing that tells desktops of them.
pub(crate) fn links_not_told(tool: &str, package: &str) -> Problem {
    Problem::new(
        ErrorCode::LinksToolMissing,
        format!("The tool {tool} is not installed, so some desktops do not see who opens links."),
        ANSWERS_GET_LOST,
        format!("Install the package {package}, then start Patchbay again."),
    )
}

/// Who opens them is kept where nothing can be written.
pub(crate) fn links_not_writable(folder: &Path, error: &str) -> Problem {
    Problem::new(
        ErrorCode::LinksNotWritable,
        format!(
            "Patchbay may not write to {}, where the system keeps who opens links.",
            folder.display()
        ),
        ANSWERS_GET_LOST,
        "Give your account write access to that folder, then check again.",
    )
    .with_details(error)
}

/// Making them come here failed.
pub(crate) fn links_not_repaired(error: &str) -> Problem {
    Problem::new(
        ErrorCode::LinksNotRepaired,
        "Patchbay’s links could not be made to come here.",
        ANSWERS_GET_LOST,
        "Choose Patchbay for its links in the system’s settings, or send the details to support.",
    )
    .with_details(error)
}

/// The system did not open a link.
pub(crate) fn link_not_opened(details: &str) -> Problem {
    Problem::new(
        ErrorCode::LinkNotDelivered,
        "The system would not open a link of Patchbay’s.",
        ANSWERS_GET_LOST,
        DELIVER_OTHERWISE,
    )
    .with_details(details)
}

/// A link was opened and did not arrive.
pub(crate) fn link_not_delivered() -> Problem {
    Problem::new(
        ErrorCode::LinkNotDelivered,
        "A link of Patchbay’s was opened by the system and did not arrive here.",
        ANSWERS_GET_LOST,
        DELIVER_OTHERWISE,
    )
}

const DELIVER_OTHERWISE: &str = "Choose Patchbay for its links where the browser or the system asks, then check again. \
     Until then, paste the answer into the sign-in’s window.";

/// The default browser is not there any more.
pub(crate) fn browser_gone(name: &str, entry: &str) -> Problem {
    no_browser_because(format!("The default browser, {name}, cannot be started."))
        .with_details(entry)
}

/// There is no browser.
pub(crate) fn no_browser() -> Problem {
    no_browser_because("This computer has no browser to open pages with.".into())
}

fn no_browser_because(what: String) -> Problem {
    Problem::new(
        ErrorCode::BrowserNotSet,
        what,
        "A sign-in’s page does not open by itself.",
        "Install a browser, or choose another default browser in the system’s settings. The \
         page’s address can be copied from the sign-in’s window.",
    )
}

/// The ports of a provider are taken.
pub(crate) fn registered_ports_taken(ports: &[u16], whose: &[String]) -> Problem {
    let ports = ports.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
    let by = if whose.is_empty() { "other programs".into() } else { whose.join(", ") };
    Problem::new(
        ErrorCode::PortsTaken,
        format!("Ports that answers come to are used by {by}: {ports}."),
        "A sign-in at a provider that answers to these ports cannot begin.",
        "Close the other program (another Patchbay, or a developer’s tool), then check again.",
    )
}

/// The clock is wrong.
pub(crate) fn clock_wrong(ahead: SignedDuration, host: &str) -> Problem {
    let which = if ahead.is_positive() { "ahead" } else { "behind" };
    Problem::new(
        ErrorCode::ClockWrong,
        format!("This computer’s clock is {} {which}.", about(ahead.abs())),
        "Providers take its requests for old or forged, and permissions are renewed too late or \
         too early.",
        "Have the system set the time by itself: in its settings under date and time, or with \
         “timedatectl set-ntp true”. Then check again.",
    )
    .with_details(format!("{} seconds {which}, as {host} says", ahead.abs().as_secs()))
}

/// A time in the largest unit of which there are two.
fn about(time: SignedDuration) -> String {
    let (seconds, minutes, hours) = (time.as_secs(), time.as_mins(), time.as_hours());
    match (minutes, hours) {
        (..2, _) => format!("{seconds} seconds"),
        (_, ..2) => format!("{minutes} minutes"),
        (_, ..48) => format!("{hours} hours"),
        _ => format!("{} days", hours / 24),
    }
}

/// A proxy is asked for this computer's own addresses.
pub(crate) fn proxy_in_the_way(proxy: &str) -> Problem {
    Problem::new(
        ErrorCode::ProxyInTheWay,
        format!("Addresses of this computer itself are sent to the proxy {proxy}."),
        "A browser that heeds it hands answers to the proxy, which cannot reach this computer.",
        "Add “localhost,127.0.0.1” to the addresses without proxy (no_proxy) in the system’s \
         settings, then sign out of the desktop and in again.",
    )
}

/// Somebody in between shows a certificate of his own, or the host's is not trusted.
pub(crate) fn certificate_replaced(host: &str, details: &str) -> Problem {
    Problem::new(
        ErrorCode::CertificateReplaced,
        format!("What answers as {host} shows a certificate that this computer does not trust."),
        "Something in between (a virus scanner, a firewall) may read along, so Patchbay does not \
         call providers through it.",
        "Have IT install the scanner’s or firewall’s root certificate on this computer, or exempt \
         Patchbay from it. If this computer’s date is wrong, set it first.",
    )
    .with_details(details)
}
