//! Servers that others wrote, and that know nothing of Patchbay: what we take for a vendor's
//! way of asking is what others take for it. Fetched by `cargo xtask test flows`.

mod azurite;
mod door;
mod localstripe;
