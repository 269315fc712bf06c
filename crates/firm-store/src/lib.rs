//! The firm server's database.
//!
//! One set of tables and one set of questions, on SQLite for a firm with one machine or on
//! PostgreSQL for one that outgrew that. The seam is a transaction that runs statements
//! (`dialect`): what is asked is written once, in SQL that both understand, and what the two
//! do differently (opening, locking, errors) is in a file each. One suite of stories is told
//! to both (`tests/conformance`).
//!
//! Who may do what is not decided here. Of what opens a connection that the server holds, what is
//! sealed has a place here, and nothing that opens it.
//! Invariants: a change and its audit entry are in one transaction; of two that would take
//! the same thing once, one does; a secret is kept as its SHA-256 alone, or sealed by whoever asks.

mod accounts;
mod answers;
mod api_keys;
mod audit;
mod backup;
mod changes;
mod connect_links;
mod connections;
mod custody;
mod devices;
mod dialect;
mod enrolment;
mod error;
mod id;
mod identity;
mod leases;
mod mail;
mod members;
mod moving;
mod place;
mod postgres;
mod relayed;
mod rows;
mod session;
mod settings;
mod sign_ins;
mod sqlite;
mod store;
mod tables;
mod tidying;
mod value;

pub use accounts::DirectoryAccount;
pub use answers::{Answer, Claim};
pub use api_keys::{ApiKey, KeySecret, NewApiKey};
pub use audit::{Action, AuditBroken, AuditEntry, AuditFilter, AuditWhole, NewEntry, TrailPlace};
pub use backup::{Backup, BackupError};
pub use changes::{Change, Changed};
pub use connect_links::{ConnectLink, NewConnectLink};
pub use connections::{Connection, EntityState};
pub use custody::{
    Clocks, Custody, CustodyDoor, CustodyFound, CustodyKeys, Delivery, OldSeal, Proving,
    RenewedCustody, SealedCustody, Taking, WrappedKey,
};
pub use devices::{Device, NewDevice};
pub use enrolment::{Enrolling, Invitation, NewInvitation};
pub use error::StoreError;
pub use identity::Identity;
pub use leases::{Due, Term};
pub use mail::{MailFolder, MailHeader, MailNews, MailRound, Mailbox};
pub use members::{Member, Role};
pub use moving::{Left, MoveError, Moving, TableMoved};
pub use place::{Place, PlaceError};
pub use session::Session;
pub use settings::Setting;
pub use store::{Schema, Store};
pub use tidying::Tidied;

/// A SHA-256.
pub type Hash = [u8; 32];

/// How many rows a page has.
pub const PAGE: usize = 100;
