//! Choosing where the key is kept, with a new passphrase where that needs one.

use leptos::prelude::*;
use patchbay_contract::{DoorChoice, DoorKind, Part};

use super::passphrase::NewPassphrase;
use crate::components::plain::{Radio, all, choices, drawn, nothing, part, say, text, wrong};
use crate::state::Security;
use crate::words::{problem_sentences, words};

/// Every place, the recommended one first.
pub(super) const EVERY: [DoorKind; 3] =
    [DoorKind::Keychain, DoorKind::Passphrase, DoorKind::Memory];

/// A choice of place.
#[derive(Clone, Copy)]
pub(super) struct Door {
    /// What is chosen so far. Nobody's choice is made for them, but that the keychain,
    /// where it works, is marked from the beginning.
    kind: RwSignal<Option<DoorKind>>,
    pub(super) passphrase: NewPassphrase,
    missing: RwSignal<bool>,
}

impl Door {
    pub(super) fn new(kind: Option<DoorKind>) -> Self {
        Self {
            kind: RwSignal::new(kind),
            passphrase: NewPassphrase::new(),
            missing: RwSignal::new(false),
        }
    }

    /// With the keychain chosen if it works, and nothing otherwise.
    pub(super) fn recommended(security: Security) -> Self {
        let works = untrack(|| security.backend().is_some());
        Self::new(works.then_some(DoorKind::Keychain))
    }

    /// The kind, or a word that it is missing.
    pub(super) fn chosen(self) -> Option<DoorKind> {
        let kind = self.kind.get_untracked();
        self.missing.set(kind.is_none());
        kind
    }

    /// The whole choice, once nothing is missing.
    pub(super) fn choice(self) -> Option<DoorChoice> {
        match self.chosen()? {
            DoorKind::Keychain => Some(DoorChoice::Keychain),
            DoorKind::Passphrase => self.passphrase.typed().map(DoorChoice::Passphrase),
            DoorKind::Memory => Some(DoorChoice::Memory),
        }
    }

    /// The places to choose from. `id` tells one group of them from another.
    pub(super) fn places(
        self,
        security: Security,
        id: &'static str,
        legend: &'static str,
        but: Option<DoorKind>,
    ) -> AnyView {
        let places = EVERY
            .into_iter()
            .filter(|kind| Some(*kind) != but)
            .map(|kind| self.place(security, id, kind))
            .collect();
        let missing = drawn(move || {
            if self.missing.get() && self.kind.get().is_none() {
                wrong(words().security.choose_one)
            } else {
                nothing()
            }
        });
        let alert = [("class", "field-error bad"), ("role", "alert")];
        all(vec![choices(legend, places), part("p", &alert, vec![missing])])
    }

    fn place(self, security: Security, id: &'static str, kind: DoorKind) -> AnyView {
        let w = words().security;
        let why = move || if kind == DoorKind::Keychain { why_not(security) } else { None };
        let mark = drawn(move || {
            if kind == DoorKind::Keychain && why().is_none() {
                say("span", "mark", w.recommended)
            } else {
                nothing()
            }
        });
        let reason = drawn(move || match why() {
            Some(why) => {
                let why = (w.not_possible)(&why);
                say("span", "why-not warn", why)
            }
            None => nothing(),
        });
        Radio {
            name: id,
            value: format!("{kind:?}"),
            title: all(vec![text((w.place)(kind)), text(" "), mark]),
            help: all(vec![text((w.place_help)(kind)), reason]),
            disabled: Signal::derive(move || why().is_some()),
            chosen: Signal::derive(move || self.kind.get() == Some(kind)),
            choose: Box::new(move || self.kind.set(Some(kind))),
        }
        .draw()
    }

    /// The places, and the passphrase's fields once that is chosen.
    pub(super) fn fields(
        self,
        security: Security,
        id: &'static str,
        legend: &'static str,
    ) -> AnyView {
        let passphrase = drawn(move || match self.kind.get() {
            Some(DoorKind::Passphrase) => self.passphrase.fields(id, false),
            _ => nothing(),
        });
        all(vec![self.places(security, id, legend, None), passphrase])
    }
}

/// Why the keychain cannot be chosen, when it cannot. Tracks.
fn why_not(security: Security) -> Option<String> {
    security.of(|facts| match &facts.keychain {
        Part::Working(_) => None,
        Part::Failed(problem) => {
            let [what, ..] = problem_sentences(problem);
            Some(what)
        }
    })?
}
