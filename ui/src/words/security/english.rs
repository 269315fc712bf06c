//! The Security page in English.

use patchbay_contract::{DoorKind, EnvironmentId, KeyKind, RotationDue, StoredValue};

use super::SecurityWords;

/// The words.
pub(in crate::words) static WORDS: SecurityWords = SecurityWords {
    title: "Security",
    lead: "Where the key to your stored credentials is kept, and the way back if it is lost.",
    banner_shut: "Stored credentials cannot be opened, so connections stand still until somebody acts.",
    banner_locked: "Stored credentials are locked, so connections stand still until somebody unlocks them.",
    // How the vault is.
    vault: "Stored credentials",
    pill_open: "Open",
    pill_locked: "Locked",
    pill_needs_you: "Needs you",
    pill_not_made: "Not made yet",
    open: |door, backend| {
        let place = match (door, backend) {
            (DoorKind::Keychain, Some(backend)) => {
                format!("The one key that opens them is in your keychain ({backend}).")
            }
            (DoorKind::Keychain, None) => "The one key that opens them is in your keychain.".into(),
            (DoorKind::Passphrase, _) => {
                "What opens them is your passphrase, which is stored nowhere.".into()
            }
            (DoorKind::Memory, _) => "The key that opens them is only in Patchbay’s memory: when \
                                      Patchbay closes, it is gone, and every connection has to \
                                      be made again."
                .into(),
        };
        format!("Your keys are stored encrypted on this computer. {place}")
    },
    not_made: "Nothing is stored yet. The first credential that you save makes the encrypted vault, with its key in the keychain.",
    not_made_choose: "If you want it elsewhere, or want it ready now, choose here.",
    not_made_must_choose: "Nothing is stored yet, and the keychain does not work here. Before anything can be saved, bring the keychain back or choose another place for the key.",
    make: "Make the vault now",
    begin_anew: "Begin anew",
    unlock: "Unlock",
    unlock_keychain: "Unlock the keychain…",
    try_again: "Try again",
    still_so: "Tried again: it is still so.",
    to_installation: "See this installation",
    working_on_it: "One moment…",
    // Where the key is kept.
    where_kept: "Where the key is kept",
    from_now_on: "Where the key is kept from now on",
    choose_one: "Choose where the key is kept.",
    place: |door| match door {
        DoorKind::Keychain => "In the keychain",
        DoorKind::Passphrase => "Nowhere: a passphrase opens it",
        DoorKind::Memory => "In memory only",
    },
    place_help: |door| match door {
        DoorKind::Keychain => {
            "Opens by itself when you are signed in to this computer. Nothing to remember."
        }
        DoorKind::Passphrase => {
            "Somebody types it each time Patchbay starts. If it is forgotten, only a recovery kit \
             helps."
        }
        DoorKind::Memory => {
            "Nothing is kept. Every connection has to be made again each time Patchbay starts."
        }
    },
    recommended: "recommended",
    not_possible: |why| format!("Not possible now. {why}"),
    passphrase: "Passphrase",
    passphrase_help: "The one that was chosen for this installation.",
    new_passphrase: "New passphrase",
    passphrase_advice: "12 characters or more. Four or five words that do not belong together are easy to remember and hard to guess. Patchbay cannot tell it to you later.",
    passphrase_again: "The same once more",
    too_short: |least, has| format!("At least {least} characters; this has {has}."),
    not_the_same: "The two are not the same.",
    nothing_typed: "Type it here first.",
    show: "Show",
    hide: "Hide",
    // The keys.
    keys: "Keys",
    kept: "Kept",
    kept_since: "Key made",
    sealing_key_since: "Sealing key made",
    credentials: "Credentials",
    sealed: "Values sealed",
    due: |why| match why {
        RotationDue::Age => {
            "The sealing key is more than a year old. Rotate it when it suits you; nothing stops \
             meanwhile."
        }
        RotationDue::Count => {
            "The sealing key has sealed nearly as much as one key safely can. Rotate it soon."
        }
    },
    lock_now: "Lock now",
    sealed_anew: |done, total| format!("Sealed anew: {done} of {total}"),
    readable_meanwhile: "Everything stays readable meanwhile.",
    rotation_waits: "This was interrupted. It goes on by itself when the vault opens; everything stays readable.",
    // Moving the key.
    move_key: "Move the key…",
    move_title: "Move the key",
    kept_now: |place| format!("Kept now: {place}."),
    arriving: |door| match door {
        DoorKind::Keychain => {
            "A new key is put into the keychain and read back before anything else changes."
        }
        DoorKind::Passphrase => {
            "Patchbay asks for the passphrase each time it starts. It is stored nowhere, so keep a \
             recovery kit too."
        }
        DoorKind::Memory => {
            "When Patchbay closes, the key is gone. Without a recovery kit every connection has to \
             be made again."
        }
    },
    leaving: |door| match door {
        DoorKind::Keychain => {
            "The key that is in the keychain now opens nothing any more and is taken out."
        }
        DoorKind::Passphrase => "The passphrase of now opens nothing any more.",
        DoorKind::Memory => "From then on, stored credentials outlast the closing of Patchbay.",
    },
    kits_stay: "Recovery kits go on working, and nothing is sealed anew.",
    next: "Next",
    back: "Back",
    move_it: "Move the key",
    moved: "The key is moved.",
    change_passphrase: "Change the passphrase…",
    change_passphrase_title: "Change the passphrase",
    change_passphrase_text: "The old passphrase opens nothing any more. Recovery kits go on working.",
    change_it: "Change the passphrase",
    passphrase_changed: "The passphrase is changed.",
    // Rotating.
    rotate: "Rotate now…",
    rotate_title: "Rotate the keys",
    which_key: "Which key",
    rotation: |kind| match kind {
        KeyKind::Door => "The key in the keychain",
        KeyKind::Data => "The sealing key",
    },
    rotation_help: |kind| match kind {
        KeyKind::Door => {
            "A new key is put into the keychain. What is stored stays as it is; this takes a moment."
        }
        KeyKind::Data => {
            "Every stored value is sealed anew with a new key. Recovery kits retire: make a new one \
             afterwards."
        }
    },
    rotate_it: "Rotate",
    rotated: |kind| match kind {
        KeyKind::Door => "There is a new key in the keychain. Recovery kits go on working.",
        KeyKind::Data => {
            "The sealing key is new. Earlier recovery kits are retired: make a new one now."
        }
    },
    goes_on: "You may close this; it goes on.",
    // What does not open.
    stored_value: |value| match value {
        StoredValue::Credential { provider, account } => format!("{account} ({provider})"),
        StoredValue::WebhookSecret { provider, account } => {
            format!("The webhook secret of {account} ({provider})")
        }
        StoredValue::App { provider, environment: EnvironmentId::Live } => {
            format!("The app registered at {provider} (live)")
        }
        StoredValue::App { provider, environment: EnvironmentId::Sandbox } => {
            format!("The app registered at {provider} (sandbox)")
        }
        StoredValue::SignIn { provider } => format!("The sign-in under way at {provider}"),
        StoredValue::AuditSigning => "The key that signs the audit trail".into(),
        StoredValue::Administrator => "The key by which this computer can help others".into(),
        StoredValue::Other(name) => format!("An own key of this computer ({name})"),
    },
    broken: "These do not open",
    broken_text: "They can be put aside: their bytes are kept for support, those connections say that they have to be connected again, such an app has to be entered again, a sign-in under way is begun again, and the keys can be changed.",
    set_aside: "Put them aside",
    kept_aside: "Put aside because it did not open",
    kept_aside_since: |value, when| format!("{value}, {when}"),
    remove_for_good: "Remove for good…",
    remove_for_good_what: |value| format!("Remove for good: {value}…"),
    remove_for_good_title: "Remove it for good?",
    remove_for_good_text: "Support cannot look at it any more then. This cannot be taken back.",
    remove_for_good_it: "Remove for good",
    // Recovery kits.
    kits: "Recovery kits",
    kits_lead: "A sheet of paper that opens the stored credentials when the key is lost: a new computer, an emptied keychain, a forgotten passphrase.",
    no_kits: "There is no recovery kit. If the key were lost, every connection would have to be made again.",
    kits_when_open: "A kit can be made while the vault is open.",
    kit: "Kit",
    kit_number: |number| format!("Kit {number}"),
    made: "Made",
    checked: "Checked",
    not_checked: "Not checked",
    retired: |when| format!("Retired {when}"),
    retire: "Retire…",
    check_later: "Check…",
    check_later_what: |number| format!("Check kit {number}…"),
    check_later_title: |number| format!("Check kit {number}"),
    check_later_text: "Type the whole code from the sheet. This proves that the paper is right and still opens the stored credentials; nothing is opened or changed.",
    retire_what: |number| format!("Retire kit {number}…"),
    retire_title: |number| format!("Retire kit {number}?"),
    retire_text: "Its sheet opens nothing any more. This cannot be taken back.",
    retire_last: "It is the last kit in use. Make another one first, so that there is always a way back.",
    retire_it: "Retire it",
    keep_it: "Keep it",
    make_kit: "Make a recovery kit…",
    new_kit: "Make a recovery kit",
    kit_is: "A kit is one sheet with a code, to print and to keep where the firm keeps what nobody else may read.",
    kit_danger: "Whoever has the sheet and this computer’s data can open every stored credential.",
    kit_once: "The code is shown once. Afterwards you type two groups of it from the paper, so that the paper is known to be right.",
    make_it: "Make the kit",
    sheet: |number| format!("Patchbay recovery kit {number}"),
    sheet_installation: "Installation",
    sheet_code: "The code",
    sheet_qr: "The same code as a QR picture",
    sheet_use: "To use it: Patchbay, Security, “Use a recovery kit”. The picture holds the same code, for a scanner.",
    sheet_keep: "Keep this sheet locked away. It opens every stored credential of the firm.",
    print: "Print…",
    print_failed: "The window could not print. Write the code down by hand.",
    on_paper: "It is on paper: check it",
    proof: "Type these two groups from the paper.",
    group: |n| format!("Group {n}"),
    group_wrong: |n| format!("This is not group {n} of the sheet."),
    check: "Check",
    back_to_sheet: "Show the sheet again",
    kit_checked: |number| format!("Kit {number} is checked."),
    kit_checked_text: "Put the sheet away now. Its code is not shown again.",
    unchecked: |number| format!("Kit {number} is not checked"),
    unchecked_text: "It opens the vault if the paper is right, and nobody has made sure of that. Once this is closed, the code is not shown again; to check the kit later, the whole code has to be typed.",
    close_unchecked: "Close without checking",
    // Using a kit.
    use_kit: "Use a recovery kit…",
    use_kit_title: "Use a recovery kit",
    code: "Code on the sheet",
    code_help: "16 groups of four. Spaces, line breaks and small letters do not matter.",
    open_with_kit: "Open with this kit",
};
