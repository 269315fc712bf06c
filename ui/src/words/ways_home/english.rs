//! English.

use patchbay_contract::{Untried, WayCheck};

use super::WaysHomeWords;

/// The words.
pub(in crate::words) static WORDS: WaysHomeWords = WaysHomeWords {
    title: "When a sign-in does not come back",
    lead: "Patchbay looks at everything that an answer from the browser needs on its way here. It opens one link of its own, and asks one host that it uses anyway for the time.",
    check: "Check",
    check_again: "Check again",
    repair: "Repair",
    repair_what: |name| format!("Repair: {name}"),
    all_fine: "Nothing keeps answers from coming back.",
    in_trouble: |count| match count {
        1 => "One thing keeps answers from coming back.".into(),
        n => format!("{n} things keep answers from coming back."),
    },
    fine: "Fine",
    trouble: "Needs attention",
    untried: "Not tried",
    name: |check| match check {
        WayCheck::SessionBus => "Session bus",
        WayCheck::Links => "Patchbay’s links",
        WayCheck::Delivery => "A link that was sent to try",
        WayCheck::Browser => "Default browser",
        WayCheck::Ports => "Ports for answers",
        WayCheck::Clock => "Clock",
        WayCheck::Proxy => "Proxy and certificates",
    },
    why_untried: |why| match why {
        Untried::NotHere => "This system does not let Patchbay look.",
        Untried::NobodyToAsk => "There is no host yet that Patchbay has reason to call.",
        Untried::NoAnswer => "Nobody outside answered.",
        Untried::NeedsAnother => "What it needs is in trouble itself.",
        Untried::NotRunning => "Only the running app can try it.",
    },
    report: "All of this, for support",
    does_not_come_back: "Find out what is wrong",
    came_by: |way| format!("How the answer came back: {way}"),
};
