//! The sentences for provider files that the firm shares.

use std::io::ErrorKind;
use std::path::Path;

use patchbay_contract::{ErrorCode, Problem};

const AS_BEFORE: &str = "Nothing was changed: this computer uses what it used before.";

/// There is no such file in the folder.
pub(crate) fn no_file_to_offer(id: &str, folder: &Path) -> Problem {
    Problem::new(
        ErrorCode::FileUnknown,
        format!("There is no provider file {id}.toml at this computer."),
        "Nothing was offered.",
        format!(
            "Offer a file that lies in {}. “patchbayctl providers shared” lists those that could \
             be.",
            folder.display()
        ),
    )
}

/// The firm shares none of that id.
pub(crate) fn not_shared(id: &str) -> Problem {
    Problem::new(
        ErrorCode::FileUnknown,
        format!("The firm shares no provider file “{id}”, or no more."),
        AS_BEFORE,
        "Look at the list again: somebody may have withdrawn it meanwhile.",
    )
}

/// It has mistakes, here or as it is shared.
pub(crate) fn file_unfit(id: &str, mistakes: &[String], is_ours: bool) -> Problem {
    let (what, effect, remedy) = if is_ours {
        (
            format!("The provider file {id}.toml cannot be shared as it is."),
            "Nothing was offered.",
            "Put right what the details say, save the file, and offer it again.",
        )
    } else {
        (
            format!("This Patchbay cannot use the provider file “{id}” that the firm shares."),
            "Nothing was written: this computer uses what it used before.",
            "Show the details to whoever offered it: put right and offered anew, it can be \
             taken. Where it says something that is not known, update Patchbay first.",
        )
    };
    Problem::new(ErrorCode::FileUnfit, what, effect, remedy).with_details(mistakes.join("\n"))
}

/// Somebody looked at another one.
pub(crate) fn file_changed(id: &str) -> Problem {
    Problem::new(
        ErrorCode::FileChanged,
        format!("The provider file “{id}” that the firm shares is another one by now."),
        AS_BEFORE,
        "Look at it again, above all at the hosts that keys are sent to, and decide then.",
    )
}

/// It is used, so nobody declines it by a word.
pub(crate) fn file_in_use_here(id: &str, folder: &Path) -> Problem {
    Problem::new(
        ErrorCode::FileInUseHere,
        format!("The provider file “{id}” is in use at this computer."),
        AS_BEFORE,
        format!("To be without it, take {id}.toml out of {}.", folder.display()),
    )
}

/// The disk, or something in the way.
pub(crate) fn file_not_placed(id: &str, folder: &Path, error: &std::io::Error) -> Problem {
    let shown = folder.display();
    let remedy = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            format!("Free some space where {shown} is, then take it again.")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            format!("Give your account the right to write into {shown}, then take it again.")
        }
        ErrorKind::IsADirectory | ErrorKind::NotADirectory | ErrorKind::InvalidInput => format!(
            "Something that is no file is in its place: move {id}.toml out of {shown}, then take \
             it again."
        ),
        _ => format!("Look at the disk that holds {shown}, then take it again."),
    };
    Problem::new(
        ErrorCode::FileNotPlaced,
        format!("The provider file {id}.toml could not be put into its folder."),
        "This computer uses what it used before, and no half file was left.",
        remedy,
    )
    .with_details(error.to_string())
}

/// The role of whoever asks.
pub(crate) fn may_not_offer() -> Problem {
    Problem::new(
        ErrorCode::MayNotOffer,
        "Your role does not let you offer provider files to the firm, or withdraw them.",
        "Nothing was changed. A file of this computer goes on being used here.",
        "Ask an owner or an administrator of the firm to do it.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_why_a_file_is_not_in_its_place_has_a_next_step_of_its_own() {
        let said = |kind: ErrorKind| file_not_placed("acme", Path::new("/p"), &kind.into()).remedy;
        assert!(said(ErrorKind::StorageFull).contains("Free some space"));
        assert!(said(ErrorKind::PermissionDenied).contains("right to write"));
        assert!(said(ErrorKind::IsADirectory).contains("no file"));
        assert!(said(ErrorKind::Other).contains("disk"));
    }
}
