//! The mailboxes, as the page last heard of them.

use leptos::prelude::*;
use patchbay_contract::MailboxView;
use patchbay_contract::command::GetMailboxes;

use super::{Latest, Look};
use crate::Bridge;

/// What is known of the mailboxes. Nobody asks before a page shows one.
#[derive(Clone, Copy)]
pub struct Mailboxes {
    bridge: Bridge,
    latest: Latest<Vec<MailboxView>>,
    wanted: StoredValue<bool>,
}

impl Mailboxes {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge) -> Self {
        Self { bridge, latest: Latest::nothing(), wanted: StoredValue::new(false) }
    }

    /// Asks the core, from now on also whenever something changed.
    pub fn ask(self) {
        self.wanted.set_value(true);
        let answer = self.bridge.call::<GetMailboxes>(());
        self.latest.wait(async move { answer.await.map(|all| all.mailboxes) });
    }

    /// Something changed, which is asked for where somebody looks.
    pub fn changed(self) {
        if self.wanted.get_value() {
            self.ask();
        }
    }

    /// How they look. Tracks.
    #[must_use]
    pub fn look(self) -> Look<Vec<MailboxView>> {
        self.latest.look()
    }

    /// One of them, by its connection. Tracks.
    #[must_use]
    pub fn of(self, connection: &str) -> Option<MailboxView> {
        self.latest.of(|all| all.iter().find(|one| one.connection == connection).cloned())?
    }
}
