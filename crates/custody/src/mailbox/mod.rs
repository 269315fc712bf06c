//! Mailboxes: where their servers are, what a form or a permission says of them, the checks
//! that a mailbox is connected by, and the steps of a round over it. What is said to a mail server
//! is `patchbay_mail`'s; when a round is made, and what is kept of it, its custodian's.

mod inbox;
mod prove;
mod reach;
mod servers;

pub use inbox::{INBOX, InboxMark, InboxRound, InboxStep, NEWEST};
pub use prove::prove;
pub use reach::MailReach;
pub use servers::{ADDRESS, Servers};
