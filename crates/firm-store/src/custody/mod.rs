//! What this server holds of the firm's connections: sealed, and how it is.
//!
//! How far a hand-over is stands in one row, which decides who renews: the computer until it is
//! `held`, the server from then on. Bytes come in sealed and go out sealed; what opens them, and
//! what is asked at a provider, is not known here. Who may do what is not decided here either.

mod keys;
mod reseal;
mod row;
mod steps;
mod upkeep;

pub use keys::{CustodyDoor, CustodyKeys, WrappedKey};
pub use reseal::OldSeal;
pub use row::{Custody, SealedCustody};
pub use steps::{Clocks, Delivery, Proving, Taking};
pub use upkeep::{CustodyFound, RenewedCustody};
