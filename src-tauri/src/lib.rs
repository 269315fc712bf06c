//! The shell: the window, links from the operating system, and the page's questions.
//!
//! No rule of the business lives here; a command unpacks, calls `patchbay-desktop`,
//! and hands back what it said. Invariant: whatever is broken outside, a window opens
//! and says so, or, where none can, a sentence on the error stream does.

mod again;
mod browser;
mod catalogue;
mod commands;
mod core;
mod deep_link;
mod doctor;
mod firm_server;
mod folder_dialog;
mod instance;
mod mail;
#[cfg(target_os = "linux")]
mod painting;
mod patience;
mod practice;
mod scheme;
mod sign_in_window;
mod sign_ins;
mod start;
mod sync;
mod window;

pub use start::run;
