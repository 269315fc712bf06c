//! Mailboxes: their servers found and proven, and their reading kept going.
//!
//! `find` is which of them an address has, by what `lookups` can ask; what a form or a
//! permission says of them, and the checks that a mailbox is connected by, are
//! `patchbay_custody`'s, as they are the same wherever it is held. One that a password opens is
//! kept, replaced and tested by [`crate::keys`] like any key, one that a token opens by
//! [`crate::connect`]. What is said to a mail server is `patchbay_mail`'s. [`MailRounds`] reads
//! what is new once a minute: `rounds` says when, `round` how, `reading` what comes of it, and
//! `view` shows what came. [`MailWaits`] waits for news in between, which bring a round forward.
//! No message is ever changed, sent or kept: of what comes, the headers of the newest are.

mod find;
mod listening;
mod lookups;
mod reading;
mod round;
mod rounds;
mod view;
mod waiting;

pub(crate) use find::{fill_in, found};
pub use patchbay_custody::MailReach;
pub use rounds::MailRounds;
pub use waiting::{MailWaits, Sleep};
