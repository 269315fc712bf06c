//! The words about mailboxes in English.

use patchbay_contract::ServerOrigin;

use super::MailWords;

/// The words.
pub(in crate::words) static WORDS: MailWords = MailWords {
    // The form.
    whose: "Whose mailbox is it?",
    firm: "The firm’s",
    firm_help: "Such as office@ or info@: shown among the firm’s mailboxes.",
    personal: "One person’s",
    personal_help: "Shown by itself, under the name of who connects it.",
    servers: "Servers",
    servers_help: "Patchbay finds them from the address. Fill them in where it does not, or where they are others.",
    looking: "Looking for the servers of this address…",
    reading: "Reading",
    sending: "Sending",
    not_found: "The servers of this address were not found. Fill them in under “Servers”.",
    origin: |origin| match origin {
        ServerOrigin::Known => "known of this provider",
        ServerOrigin::Domain => "named by the domain itself",
        ServerOrigin::Tried => "tried: it answers there",
    },
    own_card: |provider| format!("This is an address of {provider}, which has a card of its own."),
    // Reading.
    tab: "Mail",
    none: "No mailbox of this provider is read yet.",
    of_the_firm: "The firm’s mailboxes",
    of_people: "People’s own mailboxes",
    never_read: "Not read yet.",
    last_read: |when| format!("Mail last read {when}"),
    came: |count| match count {
        0 => "nothing new yet".to_owned(),
        1 => "1 new message when mail last came".to_owned(),
        count => format!("{count} new messages when mail last came"),
    },
    next: |when| format!("Tried again {when}."),
    waits: "It is not tried again before somebody puts this right.",
    paused: "Reading is paused.",
    elsewhere: "Another computer reads it.",
    pause: "Pause reading",
    pause_what: |mailbox| format!("Pause reading {mailbox}"),
    go_on: "Go on reading",
    go_on_what: |mailbox| format!("Go on reading {mailbox}"),
    newest: |mailbox| format!("Newest mail in {mailbox}"),
    empty: "There is no mail in the inbox.",
    from: "From",
    subject: "Subject",
    read: "Read",
    unread: "Unread",
    no_sender: "(no sender)",
    no_subject: "(no subject)",
};
