//! The words about provider files that the firm shares in English.

use patchbay_contract::SharedFileState;

use super::SharedFileWords;

/// The words.
pub(in crate::words) static WORDS: SharedFileWords = SharedFileWords {
    title: "Provider files of the firm",
    lead: "Services that your firm added itself, each described by a file. A file says where people sign in and where keys are sent, so at every computer somebody looks at it before it is used there.",
    waiting: "To be looked at",
    known: "Shared by the firm",
    unshared: "At this computer alone",
    unshared_text: "The other computers of the firm know nothing of these.",
    who_may: "An owner or an administrator of the firm can offer provider files and withdraw them.",
    state: |state| match state {
        SharedFileState::Proposed => "New here",
        SharedFileState::InUse => "In use here",
        SharedFileState::Other => "Another one is here",
        SharedFileState::ChangedHere => "Changed here",
        SharedFileState::Declined => "Not used here",
        SharedFileState::Unusable => "Cannot be used here",
    },
    means: |state| match state {
        SharedFileState::Proposed | SharedFileState::InUse => None,
        SharedFileState::Other => {
            Some("This computer goes on with its own file until somebody takes this one.")
        }
        SharedFileState::ChangedHere => Some(
            "The file at this computer was changed since. The other computers go on without that change until it is offered.",
        ),
        SharedFileState::Declined => {
            Some("Somebody here did not want it, or removed it. It can be looked at again.")
        }
        SharedFileState::Unusable => Some(
            "Update Patchbay at this computer. If it stays, ask whoever offered it to correct it and to offer it again.",
        ),
    },
    offered_by_at: |who, when| format!("Offered by {who}, {when}"),
    offered_by: |who| format!("Offered by {who}"),
    offered_at: |when| format!("Offered {when}"),
    not_sent: "Offered here, and not sent yet",
    of: |act, what| format!("{act}: {what}"),
    look: "Look at it…",
    offer: "Offer to the firm…",
    withdraw: "Withdraw…",
    file: |name| format!("Provider file: {name}"),
    standing: "At this computer",
    from: "From",
    connections: "Connections",
    used_by: |count| match count {
        0 => "None at this computer would use it".into(),
        1 => "1 at this computer would use it".into(),
        n => format!("{n} at this computer would use it"),
    },
    hosts: "Where people sign in and where keys are sent",
    no_hosts: "It names no address.",
    new_host: "new here",
    all_new: "All of these are new: no file of this provider is at this computer yet.",
    open_hosts: "What stands in braces is filled in when somebody connects, and a star is any address below.",
    trust: "Use it only if you trust whoever offered it, and know each of these addresses as one of the service.",
    replaces: "It takes the place of the file that is here now. That one is kept beside it, and not read any more.",
    replaces_any: "Where a file of this provider is here now, that one is kept beside it, and not read any more.",
    mistakes: "What is in the way",
    whole_text: "The whole text",
    as_shared: "As the firm shares it",
    as_here: "As it is at this computer",
    same_here: "The file at this computer says the same.",
    use_it: "Use it at this computer",
    do_not_use: "Do not use it",
    not_now: "Not now",
    close: "Close",
    taken: |name| format!("{name} is in use at this computer."),
    declined: |name| format!("{name} is not used at this computer."),
    offer_what: |name| format!("Offer {name} to the firm?"),
    offer_told: "Every computer of the firm is told of it. At each one somebody is shown where people sign in and where keys are sent, and takes it or does not.",
    offer_as_is: "The file is sent as it is now. A later change to it is not sent until you offer it again.",
    offer_no_secret: "Everybody in the firm can read the whole file, so no key and no password belongs in it.",
    offer_now: "Offer it",
    offer_done: |name| format!("{name} is offered, and sent with the next round."),
    withdraw_what: |name| format!("Withdraw {name} from the firm?"),
    withdraw_told: "It is not offered to any computer of the firm any more.",
    withdraw_kept: "Computers that use it keep their file and their connections, this one too.",
    withdraw_now: "Withdraw it",
    withdraw_done: |name| format!("{name} is withdrawn, which is sent with the next round."),
    rail: |count| match count {
        1 => "1 provider file to look at".into(),
        n => format!("{n} provider files to look at"),
    },
    own_text: "The other computers of your firm can use this provider too, once its file is offered to them.",
    with_the_firm: "Shared by the firm",
};
