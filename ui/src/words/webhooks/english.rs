//! The words about what proves events in English.

use patchbay_contract::WebhookSlot;

use super::WebhookWords;

/// The words.
pub(in crate::words) static WORDS: WebhookWords = WebhookWords {
    of: |account| format!("Events of {account}"),
    address: "Address to paste",
    address_of: |account| format!("the address for the events of {account}"),
    no_address: "The address begins with the public https address of your firm server, and none is set yet.",
    arrival: "That events arrive is proven once the firm server takes them.",
    no_accounts: "Connect an account first: each has an address and a secret of its own.",
    nobody: "Nobody pastes a secret for these events: they are proven by what Patchbay has already, or fetches by itself.",
    from_the_firm: "The firm chooses this secret: make up a long one, paste it at the provider and here.",
    secret: "Webhook secret",
    slot: |slot| match slot {
        WebhookSlot::Current => "In use",
        WebhookSlot::Next => "Next",
    },
    set: |when, end| match end {
        Some(end) => format!("set {when}, ends in {end}"),
        None => format!("set {when}"),
    },
    not_set: "None yet: without one, no event could be proven.",
    paste: |label| format!("Paste the {label}"),
    paste_next: |label| format!("Paste the new {label}"),
    paste_help: "It is sealed on this computer, apart from the key, and never shown again.",
    next_help: "Both are accepted from then on. Retire the old one once the provider signs with the new one.",
    empty: "Paste it first.",
    save: "Save the secret",
    both: "Events are accepted with either.",
    retire: "Retire the old one",
    retire_means: "Events that are signed with it are refused from then on.",
    remove: |slot| match slot {
        WebhookSlot::Current => "Remove the secret in use",
        WebhookSlot::Next => "Remove the next secret",
    },
    remove_means: "Without a secret, no event is accepted.",
    saved: "The secret is saved.",
    retired: "The old secret is retired, and the new one is in use.",
    removed: "The secret is removed.",
};
