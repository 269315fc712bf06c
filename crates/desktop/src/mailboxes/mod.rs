//! Mailboxes: their servers found and proven, and their reading kept going.
//!
//! `reach` is where mail servers are, `find` which of them an address has, `servers` what a
//! form or a permission says of them, and `prove` makes the checks that a mailbox is connected
//! by. One that a password opens is kept, replaced and tested by [`crate::keys`] like any key,
//! one that a token opens by [`crate::connect`]. What is said to a mail server is
//! `patchbay_mail`'s. [`MailRounds`] reads what is new once a minute: `rounds` says when,
//! `round` how, `reading` what comes of it, and `view` shows what came. [`MailWaits`] waits
//! for news in between, which bring a round forward. No message is ever
//! changed, sent or kept: of what comes, the headers of the newest are.

mod find;
mod listening;
mod prove;
mod reach;
mod reading;
mod round;
mod rounds;
mod servers;
mod view;
mod waiting;

pub(crate) use find::{fill_in, found};
pub(crate) use prove::prove;
pub use reach::MailReach;
pub use rounds::MailRounds;
pub(crate) use servers::{ADDRESS, Servers};
pub use waiting::{MailWaits, Sleep};
