//! Stages for whole-program tests and for the tour.
//!
//! A [`Stage`] is a desktop session of its own — display, session bus, keychain, home
//! folder — made of the real programs and thrown away afterwards. An [`App`] is the
//! real Patchbay in it, driven through WebDriver. Nothing here knows what is being
//! tested. Invariant: two stages never share anything but the machine.

mod app;
mod browser;
mod driver;
mod eventually;
mod heard_calls;
mod keychain;
mod peer;
mod process;
mod stage;

pub use app::App;
pub use browser::Browser;
pub use eventually::eventually;
pub use heard_calls::HeardCalls;
pub use keychain::Keychain;
pub use peer::Peer;
pub use stage::{Stage, StageBuilder};
pub use thirtyfour;
