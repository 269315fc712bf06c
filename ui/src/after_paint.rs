//! Putting off what need not be in the frame that is being drawn.

use std::time::Duration;

use leptos::prelude::*;

/// Runs `act` once the frame that is being drawn now has been painted: what is put off
/// in a frame comes behind its paint.
pub(crate) fn after_paint(act: impl FnOnce() + 'static) {
    request_animation_frame(move || set_timeout(act, Duration::ZERO));
}

/// A count that begins with what fits on a screen and grows by as much behind each
/// frame, so that a long list costs no frame more than a screen of it.
#[derive(Clone, Copy)]
pub(crate) struct Screenfuls {
    step: usize,
    /// How long the first is looked at before the list grows.
    pause: Duration,
    /// Which list it grows for, and how far it is.
    now: RwSignal<(usize, usize)>,
}

impl Screenfuls {
    /// Grows by `step`. It stands still until it is begun.
    pub(crate) fn of(step: usize) -> Self {
        Self { step, pause: Duration::ZERO, now: RwSignal::new((0, step)) }
    }

    /// Waits before it grows: for a list that the next letter may replace.
    pub(crate) fn after(self, pause: Duration) -> Self {
        Self { pause, ..self }
    }

    /// How many there may be by now.
    pub(crate) fn drawn(self) -> usize {
        self.now.get().1
    }

    /// Begins anew, for a list of `all`.
    pub(crate) fn begin(self, all: usize) {
        let list = self.now.get_untracked().0.wrapping_add(1);
        self.now.set((list, self.step));
        request_animation_frame(move || set_timeout(move || self.grow(list, all), self.pause));
    }

    fn grow(self, list: usize, all: usize) {
        // Otherwise it is another list by now, or the page is gone.
        if let Some((now, drawn)) = self.now.try_get_untracked()
            && now == list
            && drawn < all
        {
            self.now.set((list, drawn + self.step));
            after_paint(move || self.grow(list, all));
        }
    }
}
