//! Mailboxes: their servers found and proven, and their reading kept going.
//!
//! `reach` is where mail servers are, `find` which of them an address has, `servers` what a
//! form says of them, and `prove` makes the checks that a mailbox is connected by; it is kept,
//! replaced and tested by [`crate::keys`] like any key. What is said to a mail server is
//! `patchbay_mail`'s. [`MailRounds`] reads what is new once a minute: `rounds` says when,
//! `round` how, and `view` shows what came. No message is ever changed, sent or kept: of what
//! comes, the headers of the newest are.

mod find;
mod prove;
mod reach;
mod round;
mod rounds;
mod servers;
mod view;

pub(crate) use find::{fill_in, found};
pub(crate) use prove::prove;
pub use reach::MailReach;
pub use rounds::MailRounds;
pub(crate) use servers::Servers;
