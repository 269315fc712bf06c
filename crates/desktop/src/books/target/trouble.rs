//! What can be wrong with a file for tax software, or with its folder.

use std::io::{self, ErrorKind};

use jiff::civil::Date;
use patchbay_contract::Cents;

use super::Unfit;

/// Why there is no file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FileTrouble {
    /// The folder was not named whole.
    #[error("“{0}” does not begin at a drive or at the root")]
    NotWhole(String),
    /// There is no such folder.
    #[error("there is no folder “{0}”")]
    Gone(String),
    /// It is a file.
    #[error("“{0}” is a file")]
    NotAFolder(String),
    /// Nothing may be written there.
    #[error("nothing may be written into “{0}”")]
    NotWritable(String),
    /// There is no room.
    #[error("there is no room left where “{0}” is")]
    Full(String),
    /// Its drive is in the network, and away.
    #[error("the network drive of “{0}” does not answer")]
    Away(String),
    /// The file is open in another program.
    #[error("“{0}” is open in another program")]
    InUse(String),
    /// The disk says something else.
    #[error("the disk said: {0}")]
    Disk(String),
    /// What was written reads back as something else.
    #[error("what was written does not read back as it was written")]
    NotAsWritten,
    /// Nothing says whose books they are.
    #[error("the client has no name that a file can have")]
    NoClient,
    /// Files cannot be written as the firm wants them.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// Nothing is in the books.
    #[error("there is no account with a balance")]
    Empty,
    /// Both sides are not the same.
    #[error("debits are {debit} and credits {credit}")]
    DoesNotBalance {
        /// All on the left.
        debit: Cents,
        /// All on the right.
        credit: Cents,
    },
    /// Those of the year before do not.
    #[error("as of {as_of}, debits are {debit} and credits {credit}")]
    PriorDoesNotBalance {
        /// Their day.
        as_of: Date,
        /// All on the left.
        debit: Cents,
        /// All on the right.
        credit: Cents,
    },
    /// What was read for the year before is of other books, or of no earlier day.
    #[error("the books as of {0} are not those of the year before")]
    OtherBooks(Date),
    /// Two accounts have one number.
    #[error("more than one account has the number {0}")]
    SameNumber(String),
    /// A number is longer than the program takes.
    #[error("the number {number} of “{account}” has more than {most} characters")]
    LongNumber {
        /// Whose.
        account: String,
        /// The number.
        number: String,
        /// What the program takes.
        most: u8,
    },
    /// An amount is wider than its column.
    #[error("the amount of “{0}” is wider than its column")]
    WideAmount(String),
}

impl FileTrouble {
    /// What a disk said of a folder, or of a file in it.
    pub(crate) fn of(error: &io::Error, place: &str) -> Self {
        let place = place.to_owned();
        // Windows says that a file is open elsewhere, or that a drive is away, in numbers that
        // have no name of their own.
        match error.raw_os_error().filter(|_| cfg!(windows)) {
            Some(32 | 33) => return Self::InUse(place),
            Some(51 | 53 | 55 | 59 | 64 | 67 | 1231) => return Self::Away(place),
            _ => {}
        }
        match error.kind() {
            ErrorKind::NotFound => Self::Gone(place),
            ErrorKind::NotADirectory => Self::NotAFolder(place),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::NotWritable(place),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full(place),
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => Self::InUse(place),
            ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::NetworkDown
            | ErrorKind::StaleNetworkFileHandle
            | ErrorKind::NotConnected
            | ErrorKind::TimedOut => Self::Away(place),
            _ => Self::Disk(error.to_string()),
        }
    }

    /// How a provider's file calls it, where one may.
    pub(crate) const fn code(&self) -> Option<&'static str> {
        match self {
            Self::InUse(_) => Some("closed_before_import"),
            Self::DoesNotBalance { .. } => Some("must_balance"),
            Self::SameNumber(_) => Some("unique_numbers"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_disk_says_is_told_by_its_cause() {
        let of = |kind: ErrorKind| FileTrouble::of(&kind.into(), "T:\\Tax");
        let place = || "T:\\Tax".to_owned();
        assert_eq!(of(ErrorKind::NotFound), FileTrouble::Gone(place()));
        assert_eq!(of(ErrorKind::StorageFull), FileTrouble::Full(place()));
        assert_eq!(of(ErrorKind::ReadOnlyFilesystem), FileTrouble::NotWritable(place()));
        assert_eq!(of(ErrorKind::StaleNetworkFileHandle), FileTrouble::Away(place()));
        assert_eq!(of(ErrorKind::ResourceBusy), FileTrouble::InUse(place()));
        assert!(matches!(of(ErrorKind::InvalidData), FileTrouble::Disk(_)));
    }
}
