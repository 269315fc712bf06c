//! A new passphrase: long enough, typed twice, and gone once it was taken.

use leptos::prelude::*;

use crate::components::plain::all;
use crate::components::{Typed, TypedField};
use crate::focus::focus_on_what_is_wrong;
use crate::words::words;

/// The fewest characters of a passphrase. The core has the last word.
const LEAST: usize = 12;

/// A new passphrase, typed twice.
#[derive(Clone, Copy)]
pub(super) struct NewPassphrase {
    first: RwSignal<String>,
    again: RwSignal<String>,
    /// Whether both can be read.
    shown: RwSignal<bool>,
    /// Whether it was sent once: before, nothing is wrong yet.
    tried: RwSignal<bool>,
}

impl NewPassphrase {
    pub(super) fn new() -> Self {
        Self {
            first: RwSignal::new(String::new()),
            again: RwSignal::new(String::new()),
            shown: RwSignal::new(false),
            tried: RwSignal::new(false),
        }
    }

    /// The passphrase. When it is none yet, its fields say why.
    pub(super) fn typed(self) -> Option<String> {
        self.tried.set(true);
        if self.too_short().is_some() || self.not_the_same().is_some() {
            focus_on_what_is_wrong();
            return None;
        }
        Some(self.first.get_untracked())
    }

    /// Leaves nothing of it behind.
    pub(super) fn clear(self) {
        self.first.set(String::new());
        self.again.set(String::new());
        self.tried.set(false);
    }

    fn too_short(self) -> Option<String> {
        let has = self.first.with(|typed| typed.chars().count());
        (self.tried.get() && has < LEAST).then(|| (words().security.too_short)(LEAST, has))
    }

    fn not_the_same(self) -> Option<String> {
        let differ = self.first.get() != self.again.get();
        (self.tried.get() && self.too_short().is_none() && differ)
            .then(|| words().security.not_the_same.to_owned())
    }

    /// Its two fields, with ids that begin with `id`.
    pub(super) fn fields(self, id: &'static str, first: bool) -> AnyView {
        let w = words().security;
        let (shown, kind) = (self.shown, Typed::NewPassphrase);
        let once = TypedField::new(
            format!("{id}-passphrase"),
            w.new_passphrase,
            w.passphrase_advice,
            self.first,
            kind,
            move || self.too_short(),
        );
        let again = TypedField::new(
            format!("{id}-again"),
            w.passphrase_again,
            "",
            self.again,
            kind,
            move || self.not_the_same(),
        );
        all(vec![
            TypedField { first, shown, ..once }.draw(),
            TypedField { shown, follows: true, ..again }.draw(),
        ])
    }
}
