//! The firm's AI: who can be asked, what is being asked, and how far that is. A question and
//! its answers stay while the window is open and other pages are looked at.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::command::{Ask, CancelQuestion, GetAi, SetAiOrder};
use patchbay_contract::{Ai as Answer, AiAsked, AiQuestion, AiWhom};

use super::{Doing, Latest, Look, Security};
use crate::Bridge;

/// What is known of it.
#[derive(Clone, Copy)]
pub struct Ai {
    bridge: Bridge,
    latest: Latest<Answer>,
    /// What is typed.
    pub text: RwSignal<String>,
    asked: RwSignal<Option<AiAsked>>,
    /// The id of the question that is shown.
    shown: StoredValue<String>,
    /// Asking.
    pub asking: Doing,
    /// Changing the order.
    pub ordering: Doing,
    /// What was moved last, and where to: its provider's name, its place and of how many.
    pub moved: RwSignal<Option<(String, usize, usize)>>,
}

impl Ai {
    /// Nothing is known yet.
    #[must_use]
    pub fn new(bridge: Bridge, security: Security) -> Self {
        Self {
            bridge,
            latest: Latest::nothing(),
            text: RwSignal::default(),
            asked: RwSignal::new(None),
            shown: StoredValue::default(),
            asking: Doing::new(bridge, security),
            ordering: Doing::alone(bridge),
            moved: RwSignal::new(None),
        }
    }

    /// Asks the core who can be asked.
    pub fn look_again(self) {
        self.latest.wait(self.bridge.call::<GetAi>(()));
    }

    /// How it looks now. Tracks.
    #[must_use]
    pub fn look(self) -> Look<Answer> {
        self.latest.look()
    }

    /// How far the question is, if one was asked. Tracks.
    #[must_use]
    pub fn asked(self) -> Option<AiAsked> {
        self.asked.get()
    }

    /// Asks what is typed.
    pub fn ask(self, whom: AiWhom) {
        if self.asking.is_busy_untracked() {
            return;
        }
        // Two windows at the same moment would still be told apart by the rest.
        let id = format!("page-{}-{}", js_sys::Date::now(), js_sys::Math::random());
        self.shown.set_value(id.clone());
        self.asked.set(None);
        let question = AiQuestion { id, text: self.text.get_untracked(), whom };
        self.asking.ask::<Ask>(question, move |asked| {
            self.heard(asked);
            self.look_again();
        });
    }

    /// Stops waiting for what is being asked.
    pub fn stop(self) {
        let answer = self.bridge.call::<CancelQuestion>(self.shown.get_value());
        spawn_local(async move {
            // Who cannot be told goes on, and its answers are shown.
            if let Err(problem) = answer.await {
                leptos::logging::error!("{problem}");
            }
        });
    }

    /// Some question is further; ours is shown.
    pub fn heard(self, asked: AiAsked) {
        if self.shown.with_value(|shown| *shown == asked.id) {
            self.asked.set(Some(asked));
        }
    }

    /// Moves a provider by one place, and keeps that. At an end it goes no further.
    pub fn shift(self, provider: &str, up: bool, done: impl FnOnce() + 'static) {
        let Look::Full(mut ai) = self.latest.look_untracked() else { return };
        let count = ai.providers.len();
        let from = ai.providers.iter().position(|one| one.provider == provider);
        let to = from.and_then(|from| if up { from.checked_sub(1) } else { Some(from + 1) });
        let (Some(from), Some(to)) = (from, to.filter(|to| *to < count)) else { return };
        ai.providers.swap(from, to);
        let order = ai.providers.iter().map(|one| one.provider.clone()).collect();
        self.ordering.ask::<SetAiOrder>(order, move |()| {
            ai.order_is_chosen = true;
            self.moved.set(Some((ai.providers[to].name.clone(), to + 1, count)));
            self.latest.set(Look::Full(ai));
            done();
        });
    }
}
