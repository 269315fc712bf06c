//! The words about ending connections in English.

use patchbay_contract::{EndProof, TakenBack};

use super::EndingWords;

/// The words.
pub(in crate::words) static WORDS: EndingWords = EndingWords {
    to_do: "Actions",
    again_what: |account| format!("Sign in again: {account}"),
    // Before it.
    disconnect: "Disconnect",
    disconnect_what: |account| format!("Disconnect {account}"),
    stops: "What stops",
    reads_stop: "Nothing is read from it any more:",
    writes_stop: "Nothing is written to it any more:",
    last_of: |what| {
        format!("It is the only connection that fills “{what}”, one of the five that a firm needs.")
    },
    sign_in_ends: "The sign-in to it that is under way ends with it.",
    to_do_goes: |count| match count {
        1 => "What somebody was asked to do for it is not needed any more.".to_owned(),
        _ => format!("The {count} things to do for it are not needed any more."),
    },
    stays: "What stays",
    trail_stays: "The audit trail, with everything that happened, and a receipt of this.",
    app_stays: "What is set up here for the provider: it can be connected again at any time.",
    others_stay: |count| match count {
        1 => "The other account of this provider.".to_owned(),
        _ => format!("The {count} other accounts of this provider."),
    },
    there: |provider| format!("At {provider}"),
    told_by_patchbay: |provider| {
        format!(
            "{provider} is told that the permission is over, and Patchbay checks that nothing works any more."
        )
    },
    also_ends: "Ends with it there:",
    told_by_person: |provider| {
        format!(
            "Patchbay cannot tell {provider}. What was allowed stays there until you take it back:"
        )
    },
    nothing_was_given: "Nothing was allowed there that would have to be taken back. The folder and the files in it stay as they are.",
    begin_here: "Begin here:",
    where_it_was_made: "Remove the key or the permission where it was made.",
    keep_it: "Keep it",
    // When it failed.
    anyway_text: |provider| {
        format!(
            "You can remove it here all the same. The permission then stays at {provider} until you take it back yourself:"
        )
    },
    anyway: "Remove here anyway",
    // After it.
    done: |account| format!("{account} is disconnected"),
    taken: |taken| match taken {
        TakenBack::Confirmed => "The provider confirmed that the permission is over.",
        TakenBack::WasOver => "The permission was over before.",
        TakenBack::ByHand => "The provider is told by a person.",
        TakenBack::NotAsked => "The provider could not be asked.",
        TakenBack::Refused => "The provider would not take it back.",
    },
    proof: |proof| match proof {
        EndProof::RefusedAfterwards => "Tried once more, and refused.",
        EndProof::Introspected => "The provider was asked, and says that it is over.",
        EndProof::NotProvable => "It could not be proven.",
        EndProof::StillWorks => "What was given last still works.",
    },
    works_until: |at| format!("It ends by itself at the latest on {at}."),
    left_to_do: "Left to do:",
    close: "Done",
    ended: "Ended connections",
    ended_at: "Ended",
    ended_by: "By",
    provider_said: "The provider",
    proven: "The proof",
    to_accounts: "Disconnect an account",
    // Another company.
    switch: "Switch company",
    switch_what: |account| format!("Switch company: {account}"),
    switch_text: |provider| {
        format!(
            "Sign in at {provider} and choose the other company there. From then on this connection reads and writes that one’s data."
        )
    },
    switch_kept: "Its name here, its history and its entries in the audit trail stay; the switch is entered.",
    switch_default: "Where it is a default of the firm, it is none afterwards: choose again under Defaults.",
    switch_other: "To work with both, connect the other company as a connection of its own instead.",
    switch_go: "Sign in to switch",
};
