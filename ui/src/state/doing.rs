//! One thing that a person asks for: never twice at once, and what came of it.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::{Command, Problem};

use super::Security;
use crate::Bridge;
use crate::focus::focus_on_what_is_wrong;

/// What is left to do with an answer, whatever command it is of.
type Done = Box<dyn FnOnce()>;
type Answer = Pin<Box<dyn Future<Output = Result<Done, Problem>>>>;

/// Whether it is under way, and what it failed in last. It ends with what is on screen:
/// whoever closed that is told nothing more.
#[derive(Clone, Copy)]
pub struct Doing {
    bridge: Bridge,
    busy: RwSignal<bool>,
    failed: RwSignal<Option<Problem>>,
    /// The word of the button that was pressed for it, where it was one.
    by: RwSignal<Option<&'static str>>,
    /// What may be news afterwards, where that is shown.
    security: Option<Security>,
}

impl Doing {
    /// Nothing is under way.
    #[must_use]
    pub fn new(bridge: Bridge, security: Security) -> Self {
        Self { security: Some(security), ..Self::alone(bridge) }
    }

    /// The same where nothing is shown of the vault.
    #[must_use]
    pub fn alone(bridge: Bridge) -> Self {
        let (busy, failed, by) = (RwSignal::new(false), RwSignal::new(None), RwSignal::new(None));
        Self { bridge, busy, failed, by, security: None }
    }

    /// Asks, unless that is under way already. `done` follows a success that somebody
    /// still waits for.
    pub fn ask<C: Command<Reply: 'static> + 'static>(
        self,
        request: C::Request,
        done: impl FnOnce(C::Reply) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        let answer = self.bridge.call::<C>(request);
        self.wait(Box::pin(async move {
            answer.await.map(|reply| Box::new(move || done(reply)) as Done)
        }));
    }

    /// Waits for the answer: once for all commands, since each would be code of its own.
    fn wait(self, answer: Answer) {
        self.busy.set(true);
        self.failed.set(None);
        spawn_local(async move {
            let answer = answer.await;
            // A value that could not be set comes back: nobody waits any more.
            if self.busy.try_set(false).is_none() {
                self.by.set(None);
                match answer {
                    Ok(done) => done(),
                    Err(problem) => {
                        self.failed.set(Some(problem));
                        focus_on_what_is_wrong();
                    }
                }
            }
            // What was found on the way may be news, also where it failed.
            if let Some(security) = self.security {
                security.ask_anew();
            }
        });
    }

    /// Whether it is under way. Tracks.
    #[must_use]
    pub fn is_busy(self) -> bool {
        self.busy.get()
    }

    /// The button with this word is about to ask: of several, it alone says that it is busy.
    pub fn pressed(self, word: &'static str) {
        if !self.is_busy_untracked() {
            self.by.set(Some(word));
        }
    }

    /// Whether it is under way and the button with this word says so. Tracks.
    #[must_use]
    pub fn is_busy_by(self, word: &'static str) -> bool {
        self.is_busy() && self.by.get().is_none_or(|by| by == word)
    }

    /// Whether it is under way, for once.
    #[must_use]
    pub fn is_busy_untracked(self) -> bool {
        self.busy.get_untracked()
    }

    /// What it failed in. Tracks.
    #[must_use]
    pub fn failed(self) -> Option<Problem> {
        self.failed.get()
    }

    /// Forgets what it failed in.
    pub fn forget(self) {
        self.failed.set(None);
    }
}
