//! What the desktop app does, without a window.
//!
//! The shell (`src-tauri`) and the command line (`patchbayctl`) are two thin edges
//! over this crate; it joins the vault and the store, which do not know each other,
//! and turns their errors into problems a person can act on. No Tauri here, and no
//! HTTP server but the one that answers a single sign-in on the loopback. Invariant:
//! whatever is broken outside, opening an [`Installation`] succeeds and says what is
//! broken.

pub mod ai;
mod audit;
pub mod books;
pub mod catalogue;
mod clocks;
pub mod connect;
pub mod crash;
pub mod custody;
mod defaults;
pub mod doctor;
pub mod environment;
mod firm;
mod handed_on;
mod health;
pub mod hub;
mod installation;
pub mod keys;
mod label;
pub mod link;
mod link_desk;
pub mod logs;
pub mod mailboxes;
mod notices;
mod outside;
mod paths;
#[cfg(debug_assertions)]
pub mod practice;
pub mod practice_folder;
#[cfg(debug_assertions)]
mod practice_history;
pub mod probes;
mod problems;
mod qr;
mod relay;
mod rename;
mod repairs;
mod security;
mod server_client;
mod shared_files;
pub mod vault;

pub use audit::AuditKey;
pub use firm::{EmbeddedDatabase, EmbeddedTrouble, ServerLife};
pub use installation::{FirmServer, Installation};
pub use link_desk::{Answer, Arrival, LinkDesk};
pub use notices::{Listening, Notices};
pub use outside::vendor_page;
pub use paths::{DATA_FOLDER_VARIABLE, data_folder};
pub use problems::server_not_started;

/// The version of the app.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The product's name in reverse, by which operating systems tell programs apart.
pub const IDENTIFIER: &str = "app.patchbay.desktop";
