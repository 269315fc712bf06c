//! Something that the core is asked for again and again, and its latest answer: the one to an
//! older question that comes late is not shown.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::Problem;

use super::Look;

/// What was answered last. Cheap to copy.
pub(super) struct Latest<T: 'static> {
    look: RwSignal<Look<T>>,
    newest: StoredValue<u32>,
}

impl<T> Clone for Latest<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Latest<T> {}

impl<T: PartialEq + Send + Sync> Latest<T> {
    /// Nothing was asked yet.
    #[must_use]
    pub(super) fn nothing() -> Self {
        Self { look: RwSignal::new(Look::Loading), newest: StoredValue::new(0) }
    }

    /// Takes the answer to a question that was just put, unless a newer one is put meanwhile.
    /// What was known stays on screen until it is there.
    pub(super) fn wait(self, answer: impl Future<Output = Result<T, Problem>> + 'static) {
        self.wait_for_news(answer, T::eq);
    }

    /// The same where two answers can show the same without being it.
    pub(super) fn wait_for_news(
        self,
        answer: impl Future<Output = Result<T, Problem>> + 'static,
        show_the_same: impl Fn(&T, &T) -> bool + 'static,
    ) {
        let question = self.newest.get_value() + 1;
        self.newest.set_value(question);
        spawn_local(async move {
            let look = Look::from(answer.await);
            let is_news = self.look.try_with_untracked(|known| match (known, &look) {
                (Look::Full(known), Look::Full(new)) => !show_the_same(known, new),
                _ => *known != look,
            });
            // What shows the same draws nothing anew: the focus stays, and what was opened.
            if is_news == Some(true) && self.newest.try_get_value() == Some(question) {
                self.look.set(look);
            }
        });
    }

    /// What is known from now on, whoever said it.
    pub(super) fn set(self, look: Look<T>) {
        self.look.set(look);
    }

    /// How it looks. Tracks.
    #[must_use]
    pub(super) fn look(self) -> Look<T>
    where
        T: Clone,
    {
        self.look.get()
    }

    /// The same for once.
    #[must_use]
    pub(super) fn look_untracked(self) -> Look<T>
    where
        T: Clone,
    {
        self.look.get_untracked()
    }

    /// How it looks, without what is known. Tracks.
    #[must_use]
    pub(super) fn bare_look(self) -> Look<()> {
        self.look.with(Look::bare)
    }

    /// Something of what is known, if anything is. Tracks.
    pub(super) fn of<U>(self, what: impl FnOnce(&T) -> U) -> Option<U> {
        self.look.with(|look| look.known().map(what))
    }

    /// The same for once.
    pub(super) fn of_untracked<U>(self, what: impl FnOnce(&T) -> U) -> Option<U> {
        self.look.with_untracked(|look| look.known().map(what))
    }
}
