//! What happened since the app was started, newest first, and what to pop up.

use leptos::prelude::*;
use patchbay_contract::Notice;

/// The notices, and those still shown as toasts.
#[derive(Clone, Copy, Default)]
pub struct Activity {
    notices: RwSignal<Vec<Notice>>,
    toasts: RwSignal<Vec<Notice>>,
}

impl Activity {
    /// Takes over what happened before this page was there. None of it pops up.
    pub fn begin(self, so_far: Vec<Notice>) {
        for notice in so_far {
            self.keep(notice);
        }
    }

    /// Takes a notice in, once, and pops it up.
    pub fn add(self, notice: Notice) {
        if self.keep(notice.clone()) {
            self.toasts.update(|toasts| toasts.push(notice));
        }
    }

    /// Takes a toast away. The notice stays.
    pub fn dismiss(self, id: u64) {
        self.toasts.update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    /// Every notice, newest first. Tracks.
    #[must_use]
    pub fn notices(self) -> Vec<Notice> {
        self.notices.get()
    }

    /// What is popped up now. Tracks.
    #[must_use]
    pub fn toasts(self) -> Vec<Notice> {
        self.toasts.get()
    }

    fn keep(self, notice: Notice) -> bool {
        self.notices.try_update(|notices| {
            let place = notices.partition_point(|kept| kept.id > notice.id);
            let known = notices.get(place).is_some_and(|kept| kept.id == notice.id);
            if !known {
                notices.insert(place, notice);
            }
            !known
        }) == Some(true)
    }
}
