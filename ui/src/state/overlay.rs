//! What lies over the page: at most one thing at a time.

use leptos::prelude::*;

/// The things that may lie over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlay {
    /// The command palette.
    Palette,
    /// The list of shortcuts.
    Shortcuts,
}

/// Which of them does.
#[derive(Clone, Copy, Default)]
pub struct Overlays(RwSignal<Option<Overlay>>);

impl Overlays {
    /// Lays this over the page, or takes it away if it is there.
    pub fn toggle(self, overlay: Overlay) {
        self.0.update(|open| *open = if *open == Some(overlay) { None } else { Some(overlay) });
    }

    /// Lays this over the page.
    pub fn open(self, overlay: Overlay) {
        self.0.set(Some(overlay));
    }

    /// Takes whatever is there away.
    pub fn close(self) {
        self.0.set(None);
    }

    /// Whether this lies over the page. Tracks.
    #[must_use]
    pub fn is(self, overlay: Overlay) -> bool {
        self.0.get() == Some(overlay)
    }

    /// Whether anything does, without tracking.
    #[must_use]
    pub fn any(self) -> bool {
        self.0.get_untracked().is_some()
    }
}
