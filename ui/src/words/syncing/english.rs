//! The words about what goes along with the firm's server in English.

use patchbay_contract::DefaultKind;

use super::SyncWords;

/// The words.
pub(in crate::words) static WORDS: SyncWords = SyncWords {
    title: "Shared through the firm’s server",
    lead: "Connections, without what opens them, and what the firm has set. Changes made while the server cannot be reached wait here.",
    agreed: "Last synced",
    not_yet: "Not yet",
    to_be_told: "To be sent",
    nothing_waits: "Nothing",
    waiting: |count| if count == 1 { "1 change".into() } else { format!("{count} changes") },
    next_try: "Next try",
    offline: |since| {
        format!(
            "The server and this computer last agreed {since}. What is shown of other computers is as old as that."
        )
    },
    offline_never: "The server and this computer have not agreed yet.",
    now: "Send and fetch now",
    done: "The server and this computer agree.",
    settled: "Chosen, and sent with the next round.",
    conflicts: "Changed in two places",
    conflicts_text: "These were changed here and by somebody else. Choose which it is to be: until then each side keeps its own.",
    here: "Here",
    there: "On the server",
    changed: |when| format!("Changed {when}"),
    not_set: "Not set",
    keep_ours: "Keep what is here",
    take_theirs: "Take the server’s",
    of: |act, what| format!("{act}: {what}"),
    refused: "Not taken by the server",
    refused_by_role: |what| {
        format!(
            "{what}: your role does not allow it. It counts on this computer alone. Ask an administrator to set it for the firm."
        )
    },
    put_back: |what| {
        format!(
            "{what}: your role does not allow it. It is as the firm has it again. Ask an administrator to set it for the firm."
        )
    },
    refused_otherwise: |what, code| {
        format!("{what}: the server does not take it ({code}). It counts on this computer alone.")
    },
    elsewhere: "On other computers of the firm",
    elsewhere_text: "What opens these stays on the computer that connected them.",
    left_out: "Left out",
    left_out_text: "A newer Patchbay or software of the firm set these. This version cannot use them, and keeps what is here; once it is updated, it takes them.",
    connection: |title| format!("Name of the connection {title}"),
    setting: |name| match name {
        "relay_address" => "Public address of the firm server".into(),
        "ai_order" => "Order of the AI providers".into(),
        name => match name.split_once('.') {
            Some(("ai_model", provider)) => format!("Model of the AI provider {provider}"),
            Some(("signing", provider)) => format!("How documents are signed with {provider}"),
            Some(("provider_file", provider)) => format!("Provider file {provider}"),
            Some(("default", kind)) => DefaultKind::from_name(kind).map_or_else(
                || name.into(),
                |kind| (super::super::defaults::ENGLISH.mark)(kind).into(),
            ),
            Some(("client_segment", "everybody_else")) => "Where everybody else pays".into(),
            Some(("client_segment", name)) => format!("Where clients pay: {name}"),
            Some(("account_money", title)) => format!("Whose money {title} holds"),
            _ => name.into(),
        },
    },
    rail_offline: "Server offline",
    rail_stuck: "Sync stopped",
    rail_to_decide: |count| format!("{count} to choose"),
    rail_sending: "Sending soon",
    rail_fine: "Synced",
    rail_waiting: |count| format!("{count} waiting"),
    banner_offline: |since| {
        format!(
            "The firm’s server does not answer. What is shown of other computers is from {since}; changes made here wait."
        )
    },
    banner_stuck: "This computer and the firm’s server do not agree any more. Changes made here wait.",
    banner_to_decide: |count| match count {
        1 => "One thing was changed both here and by somebody else.".into(),
        n => format!("{n} things were changed both here and by somebody else."),
    },
};
