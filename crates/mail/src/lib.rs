//! Talks to mailboxes.
//!
//! Finds the servers of an address ([`find`]), signs in to read and to send
//! ([`Mail::open`], [`Mail::try_sending`]), looks at folders and the newest headers
//! ([`Mailbox::folders`], [`Mailbox::newest`]), brings what is new since the last time
//! ([`sync`]), waits for news ([`Mailbox::wait`]), and says when to try again ([`pace`]).
//!
//! Nothing is stored here and nothing is decided about connections: that is the core's.
//! No message is changed, marked as read or sent. What servers say is hostile until it
//! was checked. Invariants: a secret leaves this crate only over TLS, or to this computer
//! where the caller says so, and never in an error or a log; work is proportional to what
//! is new, and every answer is bounded in time and size.

mod error;
pub mod find;
mod header;
mod idle;
mod imap;
mod limits;
mod login;
mod look;
mod mailbox;
pub mod pace;
mod refusal;
mod scrub;
mod server;
mod smtp;
pub mod sync;
#[cfg(test)]
mod tests;
mod trouble;
mod wire;

pub use error::MailError;
pub use header::{Flags, Header};
pub use idle::{RENEW_AFTER, Woken};
pub use limits::Limits;
pub use login::{Login, Opens};
pub use look::{Folder, Purpose};
pub use mailbox::{Mail, Mailbox, Protocol};
pub use refusal::{Refusal, Why};
pub use server::{Protection, Server};
pub use trouble::trouble;
pub use wire::{Distrust, Presented, Trust};
