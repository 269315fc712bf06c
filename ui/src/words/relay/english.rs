//! The words about the firm server's public address in English.

use super::RelayWords;

/// The words.
pub(in crate::words) static WORDS: RelayWords = RelayWords {
    title: "Firm server",
    lead: "Some vendors send the answer to a sign-in only to a public https address. Where your firm runs a Patchbay server that the internet can reach, type its address here.",
    address: "Public address of your firm server",
    address_help: "For example https://patchbay.your-firm.com. Leave it empty to go without.",
    save: "Save the address",
    saved: "The address is saved. It counts from the next sign-in on.",
    taken_away: "The address is taken away.",
    check: "Check now",
    ours: "Reached",
    ours_text: |version| format!("A Patchbay server of version {version} answers there."),
    other: "Not a Patchbay server",
    other_text: |status| {
        format!(
            "Something answers there (status {status}), but it is no Patchbay server. Check the address, and what stands before the server."
        )
    },
    silent: "Not reached",
    silent_text: "Nobody answers there. Check the address, and that the server runs and can be reached from here.",
    to_register: "What vendors have to be told",
    to_register_help: "With the provider’s own name in place of {provider}: each provider’s page shows its whole address to copy.",
    pattern: "the address to register",
    own: "The practice firm comes home by the server on this computer.",
    needed: |provider| {
        format!(
            "{provider} answers only to a public https address of your firm server, and none is set yet."
        )
    },
    to_settings: "Set the address of the firm server",
};
