//! The sentences for everything that can go wrong with the vault.

use patchbay_contract::{ErrorCode, Problem};
use patchbay_store::vault::Owned;
use patchbay_vault::{NotACode, NotStretched, NotThisKit, SHORTEST_PASSPHRASE};

use super::{chain, keychain_trouble, store_did_not_open};
use crate::security::stored_value;
use crate::vault::VaultTrouble;

const NOTHING_LOST: &str =
    "Credentials cannot be opened or saved until then. Nothing was deleted or changed.";
const NOTHING_CHANGED: &str = "Nothing was changed.";

/// What stood in the way of something with the vault.
pub(crate) fn vault_trouble(trouble: &VaultTrouble) -> Problem {
    match trouble {
        VaultTrouble::Store(error) => store_did_not_open(error),
        VaultTrouble::Keychain(trouble) => keychain_trouble(trouble),
        VaultTrouble::WrongKey => wrong_key(),
        VaultTrouble::Empty => empty(),
        VaultTrouble::NotMade => Problem::new(
            ErrorCode::VaultNotMade,
            "There is no vault yet.",
            "Nothing was ever saved here, so there is nothing to open.",
            "Save a first credential, or make the vault on the Security page.",
        ),
        VaultTrouble::MadeAlready => Problem::new(
            ErrorCode::VaultBusy,
            "There is a vault already.",
            "Making another would leave everything in it unreadable, so nothing was changed.",
            "Open the Security page to see where its key is kept.",
        ),
        VaultTrouble::PassphraseNeeded => Problem::new(
            ErrorCode::PassphraseNeeded,
            "The vault opens with your passphrase.",
            NOTHING_LOST,
            "Type the passphrase on the Security page.",
        ),
        VaultTrouble::PassphraseWrong => Problem::new(
            ErrorCode::PassphraseWrong,
            "This passphrase does not open the vault.",
            NOTHING_LOST,
            "Type it again, and look at Caps Lock and the keyboard’s language. If it is lost, \
             use a recovery kit.",
        ),
        VaultTrouble::Forgotten => Problem::new(
            ErrorCode::VaultForgotten,
            "The vault’s key was kept in memory only, and went when Patchbay was closed.",
            "The credentials that it sealed cannot be opened any more, as was chosen.",
            "Begin anew on the Security page, then connect the providers again.",
        ),
        VaultTrouble::Locked => Problem::new(
            ErrorCode::VaultLocked,
            "The vault is locked.",
            NOTHING_LOST,
            "Unlock it on the Security page.",
        ),
        VaultTrouble::OnlyInMemory => Problem::new(
            ErrorCode::VaultInMemory,
            "The vault’s key is in memory only.",
            "Locking would lose it, with every credential, so nothing was changed.",
            "Move the key into the keychain or to a passphrase first.",
        ),
        VaultTrouble::Busy => Problem::new(
            ErrorCode::VaultBusy,
            "Another change of the vault is under way.",
            NOTHING_CHANGED,
            "Wait until it is done, then try again.",
        ),
        VaultTrouble::Stretch(NotStretched::TooShort) => Problem::new(
            ErrorCode::PassphraseTooShort,
            format!("The passphrase is shorter than {SHORTEST_PASSPHRASE} characters."),
            "A short one can be guessed by whoever copies this computer’s disk.",
            "Take a longer one: four or five words that do not belong together.",
        ),
        VaultTrouble::KitCode(wrong) => kit_code(wrong),
        VaultTrouble::KitRetired { number, at } => Problem::new(
            ErrorCode::KitRetired,
            format!("Recovery kit {number} was retired and opens nothing any more."),
            NOTHING_LOST,
            "Use the newest kit. Its number stands on the paper.",
        )
        .with_details(format!("retired on {at}")),
        VaultTrouble::KitUnknown(number) => Problem::new(
            ErrorCode::KitUnknown,
            format!("Recovery kit {number} is not known to this vault."),
            NOTHING_LOST,
            "Look for a kit with another number, or restore the copy of Patchbay’s data that \
             the kit was made with.",
        ),
        VaultTrouble::KitProofWrong => Problem::new(
            ErrorCode::KitProofWrong,
            "What was typed is not what stands in the kit.",
            "The kit works, and it is not proven that it can be read from the paper.",
            "Compare both groups letter by letter and type them again. If the sheet is gone, \
             retire this kit and make another.",
        ),
        VaultTrouble::AdministratorCode(wrong) => Problem::new(
            ErrorCode::AdministratorCodeMistyped,
            "This is not an administrator’s code, or there is a slip in it.",
            NOTHING_CHANGED,
            "Have the other administrator copy the code from his Security page, and paste it \
             whole.",
        )
        .with_details(wrong.to_string()),
        VaultTrouble::AdministratorUnknown(number) => Problem::new(
            ErrorCode::AdministratorUnknown,
            format!("Administrator {number} cannot open this vault, or not any more."),
            NOTHING_CHANGED,
            "Open the Security page anew to see who can.",
        ),
        VaultTrouble::NotHelp { expected, .. } => Problem::new(
            ErrorCode::HelpUnreadable,
            format!("What was pasted is not {expected}."),
            NOTHING_CHANGED,
            "Copy the whole text, from PATCHBAY to its end, and paste it again.",
        )
        .with_details(trouble.to_string()),
        VaultTrouble::HelpNotForUs => Problem::new(
            ErrorCode::HelpNotForUs,
            "This request is meant for another administrator’s Patchbay.",
            "It cannot be answered here. Nothing was given out.",
            "Send it to the administrator it names, or have that one’s Patchbay opened.",
        ),
        VaultTrouble::HelpNotAwaited => Problem::new(
            ErrorCode::HelpNotAwaited,
            "This answer belongs to another request.",
            "A request waits only as long as Patchbay runs. Nothing was changed.",
            "Ask for help once more, and leave Patchbay open until the answer is there.",
        ),
        VaultTrouble::NotWiped(_) => Problem::new(
            ErrorCode::VaultNotWiped,
            "The sealing key was changed, but what the old one sealed could not be wiped from \
             the disk.",
            "Nothing is lost, and everything opens with the new key. Old sealed bytes are \
             still in the data folder.",
            "Patchbay wipes them when it starts again. If this comes back, look at the details.",
        )
        .with_details(chain(trouble).unwrap_or_default()),
        VaultTrouble::DoNotOpen(broken) => do_not_open(broken),
        VaultTrouble::Stretch(_)
        | VaultTrouble::Randomness(_)
        | VaultTrouble::Seal(_)
        | VaultTrouble::Broken { .. }
        | VaultTrouble::Damaged(_) => damaged(trouble),
    }
}

fn do_not_open(broken: &[Owned]) -> Problem {
    let names: Vec<String> = broken.iter().map(|owned| stored_value(owned).to_string()).collect();
    Problem::new(
        ErrorCode::ValuesDoNotOpen,
        format!("Not every stored value opens: {}.", names.join("; ")),
        "The sealing key was not changed: with the old one, the last chance to open them would go.",
        "Restore the data folder of a day on which they opened, or put them aside and sign in \
         to those connections again.",
    )
}

fn wrong_key() -> Problem {
    Problem::new(
        ErrorCode::KeychainWrongKey,
        "The key in the keychain is not the key of this vault.",
        NOTHING_LOST,
        "This happens when Patchbay’s data or the keychain came from another computer or an \
         older backup. Put back the one that belongs here, or use a recovery kit.",
    )
}

fn empty() -> Problem {
    Problem::new(
        ErrorCode::KeychainEmpty,
        "The keychain is open, and the vault’s key is not in it.",
        NOTHING_LOST,
        "This happens when the keychain was reset, or Patchbay’s data was copied to another \
         computer. Restore the keychain, or use a recovery kit.",
    )
}

fn kit_code(wrong: &NotThisKit) -> Problem {
    let (code, what, remedy) = match wrong {
        NotThisKit::NotACode(NotACode::Length { found, expected }) => (
            ErrorCode::KitCodeMistyped,
            format!("{found} letters were typed, and a recovery code has {expected}."),
            "Type all sixteen groups. Spaces and dashes do not matter.",
        ),
        NotThisKit::NotACode(NotACode::Letters) => (
            ErrorCode::KitCodeMistyped,
            "A recovery code has only letters and digits, and no U.".into(),
            "Look for what is not a letter or a digit, and type it again.",
        ),
        NotThisKit::NotACode(NotACode::Checksum) => (
            ErrorCode::KitCodeMistyped,
            "There is a slip in the code.".into(),
            "Compare it with the paper letter by letter. O and 0, and I, L and 1, may be \
             mixed up freely.",
        ),
        NotThisKit::Newer(_) => (
            ErrorCode::KitUnknown,
            "This kit was made by a newer Patchbay.".into(),
            "Install that version, and use the kit there.",
        ),
        NotThisKit::AnotherFirm => (
            ErrorCode::KitOfAnotherFirm,
            "This code belongs to another firm’s vault.".into(),
            "Look at the installation that stands on the paper, and use the kit of this one.",
        ),
    };
    Problem::new(code, what, NOTHING_CHANGED, remedy)
}

fn damaged(trouble: &VaultTrouble) -> Problem {
    Problem::new(
        ErrorCode::VaultDamaged,
        "Something in the vault is not as it was written.",
        "Patchbay stopped rather than guess. Nothing was deleted, and no key was given up.",
        "Copy the details for support. If it began after a backup was restored, restore the \
         whole data folder of one day.",
    )
    .with_details(trouble.to_string())
}
