//! What every custodian does with a connection, whoever it is: this computer, or the firm's
//! server.
//!
//! Both keep the same ([`KeptGrant`] of a browser sign-in, [`KeptKey`] of a form), and what the
//! one hands to the other is [`Held`]. A [`Custodian`] makes a connection's checks, asks for
//! another grant, and has a permission taken back; what a proof says of the connection is a
//! [`Finding`], what a renewal that failed says its [`Meaning`], when something is due its
//! [`Standing`]. An [`InboxRound`] goes over an inbox; what it brings, its caller keeps. The
//! sentences for all of it are in [`problems`]. Nothing is stored or sealed here, no row is known, and nobody decides who the custodian is: that is theirs. Invariant:
//! what is kept leaves this crate inside a [`Secret`](patchbay_vault::Secret) or as
//! [`Values`](patchbay_gateway::Values) alone, and no error repeats any of it.

mod bytes;
mod checks;
mod custodian;
mod ending;
mod finding;
mod held;
mod kept;
mod mailbox;
pub mod problems;
mod proof;
mod renew;
mod spot;
mod standing;

pub use bytes::{Damaged, from_bytes, to_bytes};
pub use checks::Checks;
pub use custodian::Custodian;
pub use ending::{Ended, Holding, Unended, can_be_told};
pub use finding::{Finding, Noted};
pub use held::Held;
pub use kept::{KeptApp, KeptGrant, KeptKey};
pub use mailbox::{
    ADDRESS, INBOX, InboxMark, InboxRound, InboxStep, MailReach, NEWEST, Servers, prove,
};
pub use proof::{Failure, OwnFailure, Proof, Step, was_refused};
pub use renew::{Again, Granted, Meaning, Renewal, Ungranted, needs_app};
pub use spot::Spot;
pub use standing::Standing;
