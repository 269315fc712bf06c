//! The sentences for files that tax software imports, and for their folders. Where the
//! provider's own file knows a rule's words, those are said.

use patchbay_contract::{ErrorCode, Problem};
use patchbay_providers::{Provider, TroubleAt};

use super::Meant;
use crate::books::target::{FileTrouble, Unfit};
use crate::label::nobody_sees;

const ASK_FOR_THE_RIGHT: &str = "Ask whoever looks after the server for the right to write there, \
                                 or name another folder.";

/// There is no file, or no folder for any.
pub(crate) fn file_failed(trouble: &FileTrouble, provider: &Provider, meant: Meant) -> Problem {
    let effect = match meant {
        Meant::Saving | Meant::Connecting => {
            "Nothing was saved. What was typed is still in the form.".to_owned()
        }
        Meant::Testing => {
            format!("No file can be written for {} until this is put right.", provider.name)
        }
        Meant::Reading => "No file was written. One that was there before is as it was.".to_owned(),
    };
    let (code, what, remedy) = sentences(trouble, provider);
    Problem::new(code, what, effect, remedy).with_details(trouble.to_string())
}

fn sentences(trouble: &FileTrouble, provider: &Provider) -> (ErrorCode, String, String) {
    let own = |code: ErrorCode, what: String, remedy: &str| (code, what, remedy.to_owned());
    match trouble {
        FileTrouble::NotWhole(folder) => own(
            ErrorCode::FolderGone,
            format!("“{folder}” does not say where the folder is from the beginning."),
            "Name it whole, as T:\\Tax imports or /home/office/tax.",
        ),
        FileTrouble::Gone(folder) => own(
            ErrorCode::FolderGone,
            format!("There is no folder {folder} any more, or not from this computer."),
            "Make the folder, connect its drive, or name another one.",
        ),
        FileTrouble::NotAFolder(path) => own(
            ErrorCode::FolderGone,
            format!("{path} is a file and no folder."),
            "Name the folder that it lies in.",
        ),
        FileTrouble::NotWritable(folder) => own(
            ErrorCode::FolderNotWritable,
            format!("Patchbay may not write into {folder}."),
            ASK_FOR_THE_RIGHT,
        ),
        FileTrouble::Disk(_) | FileTrouble::NotAsWritten => own(
            ErrorCode::FolderNotWritable,
            "The folder did not keep what was written into it.".to_owned(),
            "Have the disk or the server looked at, or name another folder. The details are the \
             system’s own words.",
        ),
        FileTrouble::Full(folder) => own(
            ErrorCode::FolderFull,
            format!("There is no room left where {folder} is."),
            "Free some space there, then try again.",
        ),
        FileTrouble::Away(folder) => own(
            ErrorCode::FolderAway,
            format!("The network drive of {folder} does not answer."),
            "Check that this computer is in the office’s network, or its VPN is on, then try again.",
        ),
        FileTrouble::NoClient => own(
            ErrorCode::FileNotAccepted,
            "The client’s name is missing: the file is called after it.".to_owned(),
            "Type the name that the client has in the tax software.",
        ),
        FileTrouble::Empty => own(
            ErrorCode::FileNotAccepted,
            "There is no account with a balance on this day.".to_owned(),
            "Read the trial balance of another day.",
        ),
        FileTrouble::Unfit(unfit) => {
            let (what, remedy) = unfit_sentences(unfit, &provider.name);
            (ErrorCode::TaxFileSettingUnfit, what, remedy)
        }
        FileTrouble::LongNumber { account, most, .. } => own(
            ErrorCode::FileNotAccepted,
            format!(
                "The number of the account “{account}” is longer than {} takes: {most} \
                 characters at most.",
                provider.name
            ),
            "Give the account a shorter number in the ledger, read the trial balance again, and \
             write the file again.",
        ),
        FileTrouble::WideAmount(account) => own(
            ErrorCode::FileNotAccepted,
            format!("The amount of the account “{account}” is wider than its column."),
            "Write the file in whole dollars.",
        ),
        FileTrouble::InUse(path) => known(provider, trouble).unwrap_or_else(|| {
            own(
                ErrorCode::FileInUse,
                format!("{path} is open in another program."),
                "Close it there, also on the other computers, and try again.",
            )
        }),
        FileTrouble::DoesNotBalance { .. } => known(provider, trouble).unwrap_or_else(|| {
            own(
                ErrorCode::FileNotAccepted,
                "Debits and credits differ, so no file is written.".to_owned(),
                "Read the trial balance from the ledger again, and compare both totals with the \
                 report there.",
            )
        }),
        FileTrouble::PriorDoesNotBalance { as_of, .. } => own(
            ErrorCode::FileNotAccepted,
            format!("As of {as_of}, debits and credits differ, so no file is written."),
            "Compare that day’s trial balance with the report in the ledger, or write the file \
             without the year before.",
        ),
        FileTrouble::OtherBooks(as_of) => own(
            ErrorCode::FileNotAccepted,
            format!("What was read as of {as_of} are not the same books a year before."),
            "Read the trial balance again, then write the file again.",
        ),
        FileTrouble::SameNumber(number) => known(provider, trouble).unwrap_or_else(|| {
            own(
                ErrorCode::FileNotAccepted,
                format!("Two accounts have the number {number}."),
                "Give one of them another number in the ledger, and write the file again.",
            )
        }),
    }
}

/// Files cannot be written as the firm wants them from now on.
pub(crate) fn tax_file_setting_unfit(unfit: &Unfit, provider: &str) -> Problem {
    let (what, remedy) = unfit_sentences(unfit, provider);
    let effect = "Nothing was changed: files are written as before.";
    Problem::new(ErrorCode::TaxFileSettingUnfit, what, effect, remedy)
        .with_details(unfit.to_string())
}

fn unfit_sentences(unfit: &Unfit, provider: &str) -> (String, String) {
    let say = |what: String, remedy: &str| (what, remedy.to_owned());
    match unfit {
        Unfit::Format(_) => {
            say(format!("{provider} takes no file of that kind."), "Choose one of its formats.")
        }
        Unfit::Braces(_) => say(
            "In the name of the files the braces do not fit together.".to_owned(),
            "Write {client} and {year} where the client’s name and the year are to stand.",
        ),
        Unfit::Place(place) => say(
            format!("In the name of the files nothing is known to put for {{{place}}}."),
            "Use {client} and {year}: nothing else is filled in.",
        ),
        Unfit::NoClient => say(
            "All clients’ files would have the same name, and the next would take the place of \
             the one before."
                .to_owned(),
            "Write {client} where the client’s name is to stand.",
        ),
        Unfit::Character('.') => say(
            "A file whose name begins with a dot is not shown in its folder.".to_owned(),
            "Begin the name with something else.",
        ),
        Unfit::Character(c) if c.is_control() || nobody_sees(*c) => say(
            "The name of the files holds a sign that nobody sees.".to_owned(),
            "Type the name again instead of pasting it.",
        ),
        Unfit::Character(c) => say(
            format!("No file’s name may hold “{c}”."),
            "Leave it out. In which folder the files lie is not said by their name.",
        ),
        Unfit::Long => say(
            "The name of the files is too long.".to_owned(),
            "Shorten it: the client’s name has to fit in too.",
        ),
        Unfit::Ending(ending) => say(
            format!("{provider} only finds files whose name ends with {ending}."),
            "Put that at the end of the name.",
        ),
        Unfit::Cents => {
            say(format!("{provider} takes whole dollars alone."), "Leave the rounding as it is.")
        }
        Unfit::Columns => say(
            format!("{provider} reads the columns of this format as they are."),
            "Leave debits and credits as the format has them, or choose another format.",
        ),
    }
}

/// What the provider's own file says of it.
fn known(provider: &Provider, trouble: &FileTrouble) -> Option<(ErrorCode, String, String)> {
    let found = provider
        .error
        .iter()
        .find(|known| known.at == TroubleAt::File && known.code.as_deref() == trouble.code())?;
    let code = match trouble {
        FileTrouble::InUse(_) => ErrorCode::FileInUse,
        _ => ErrorCode::FileNotAccepted,
    };
    Some((code, found.says.clone(), found.cure.clone()))
}
