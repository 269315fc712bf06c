//! Mailboxes: where their servers are, what a form or a permission says of them, and the checks
//! that a mailbox is connected by. What is said to a mail server is `patchbay_mail`'s, which
//! mail came is its custodian's.

mod prove;
mod reach;
mod servers;

pub use prove::prove;
pub use reach::MailReach;
pub use servers::{ADDRESS, Servers};
