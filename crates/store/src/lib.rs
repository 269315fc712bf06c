//! The desktop's database.
//!
//! One SQLite file in the data folder, opened by one program at a time, backed up
//! before it is migrated, and refused in words when it is newer than this program or
//! not a database at all. Secrets are stored here only as bytes somebody else sealed:
//! this crate does not know the vault. Invariant: a file that cannot be opened is
//! left exactly as it was found.

mod ai;
mod attempts;
pub mod audit;
mod connections;
mod defaults;
mod enrolment;
mod error;
mod folder;
mod handovers;
pub mod installation;
mod mailboxes;
mod migrations;
mod oauth_apps;
mod open;
mod practice;
mod probes;
mod receipts;
mod repairs;
mod settings;
mod shared_files;
mod sync;
mod tax_files;
#[cfg(test)]
mod testing;
mod transaction;
pub mod vault;

pub use ai::{ListedModels, ModelUse};
pub use attempts::{Attempt, Ended, FinishedSignIn, NewAttempt, Taken, Waiting};
pub use audit::Audit;
pub use connections::{Closing, Connection, NewCondition, Of, Unrenewed};
pub use defaults::{
    FirmDefault, PaymentAccount, PaymentDefault, PaymentPlace, Segment, SigningDefault,
};
pub use enrolment::{Contact, DEVICE_KEY, DEVICE_TOKEN, Enrolment};
pub use error::OpenError;
pub use folder::{DATABASE_FILE, DataFolder, make_private};
pub use handovers::{Handover, LettingGo, NewHandover};
pub use mailboxes::{FolderKnown, FolderNews, HeaderRow, MailboxRow, Marks, NextRound};
pub use oauth_apps::{NewOAuthApp, OAuthApp};
pub use open::{Opening, Store};
pub use practice::NotAPracticeFirm;
pub use probes::{NextProbe, Probe, ProbePlan};
pub use receipts::Receipt;
pub use repairs::{NewRepair, Repair};
pub use settings::Setting;
pub use shared_files::{FileChoice, FirmFile};
pub use sync::{
    Eyes, Feed, Local, SyncKind, SyncState, Synced, TakenChange, Theirs, Thing, Wish,
    condition_behind,
};
pub use tax_files::TaxFileRow;
pub use transaction::Change;
