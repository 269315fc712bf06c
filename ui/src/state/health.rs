//! How one connection is, in its five parts.

use patchbay_contract::ConnectionHealth;
use patchbay_contract::command::GetHealth;

use super::{Latest, Look};
use crate::Bridge;

/// What is known of it.
#[derive(Clone, Copy)]
pub struct Health(Latest<ConnectionHealth>);

impl Health {
    /// That of a connection, asked for now.
    #[must_use]
    pub fn of(bridge: Bridge, connection: String) -> Self {
        let health = Self(Latest::nothing());
        health.0.wait(bridge.call::<GetHealth>(connection));
        health
    }

    /// How it looks. Tracks.
    #[must_use]
    pub fn look(self) -> Look<ConnectionHealth> {
        self.0.look()
    }
}
