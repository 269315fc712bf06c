//! The mailboxes, as the page last heard of them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::MailboxView;
use patchbay_contract::command::GetMailboxes;

use super::Look;
use crate::Bridge;

/// What is known of the mailboxes. Nobody asks before a page shows one.
#[derive(Clone, Copy)]
pub struct Mailboxes {
    bridge: Bridge,
    look: RwSignal<Look<Vec<MailboxView>>>,
    wanted: StoredValue<bool>,
    /// Which question is the newest: an answer to an older one is not shown.
    newest: StoredValue<u32>,
}

impl Mailboxes {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge) -> Self {
        let (look, newest) = (RwSignal::new(Look::Loading), StoredValue::new(0));
        Self { bridge, look, wanted: StoredValue::new(false), newest }
    }

    /// Asks the core, from now on also whenever something changed. What was known stays on
    /// screen until the answer is there.
    pub fn ask(self) {
        self.wanted.set_value(true);
        let question = self.newest.get_value() + 1;
        self.newest.set_value(question);
        let answer = self.bridge.call::<GetMailboxes>(());
        spawn_local(async move {
            let look = match answer.await {
                Ok(all) => Look::Full(all.mailboxes),
                Err(problem) => Look::Failed(problem),
            };
            // The same answer draws nothing anew: the focus stays.
            let news = self.look.try_with_untracked(|known| *known != look) == Some(true);
            if news && self.newest.try_get_value() == Some(question) {
                self.look.set(look);
            }
        });
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
        self.look.get()
    }

    /// One of them, by its connection. Tracks.
    #[must_use]
    pub fn of(self, connection: &str) -> Option<MailboxView> {
        self.look.with(|look| match look {
            Look::Full(all) => all.iter().find(|one| one.connection == connection).cloned(),
            Look::Loading | Look::Failed(_) => None,
        })
    }
}
