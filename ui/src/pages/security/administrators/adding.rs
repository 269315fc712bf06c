//! Adding an administrator. The code is read as soon as it is whole, so that both can
//! compare whose it is before anybody is added.

use leptos::prelude::*;
use patchbay_contract::command::{AddAdministrator, ReadAdministratorCode};
use patchbay_contract::{AdministratorCode, NewAdministrator};

use super::super::Desk;
use super::sent::compare;
use crate::components::act::{outcome, send};
use crate::components::plain::{dialog, drawn, foot, form, nothing, part, sentence};
use crate::components::{Typed, TypedField};
use crate::focus::focus_on_what_is_wrong;
use crate::state::Doing;
use crate::words::words;

/// What is typed, and what is known of it.
#[derive(Clone, Copy)]
struct New {
    name: RwSignal<String>,
    code: RwSignal<String>,
    /// A code as it was typed, with the fingerprint that the core found in it.
    read: RwSignal<Option<(String, String)>>,
    /// Whether it was sent once: before, what is missing is not wrong yet.
    tried: RwSignal<bool>,
    reading: Doing,
}

pub(crate) fn adding(desk: Desk) -> AnyView {
    let w = words().administrators;
    let new = New {
        name: RwSignal::new(String::new()),
        code: RwSignal::new(String::new()),
        read: RwSignal::new(None),
        tried: RwSignal::new(false),
        reading: desk.doing(),
    };
    Effect::new(move |_| new.read_a_whole_code());
    let added = RwSignal::new(None::<String>);
    let doing = desk.doing();
    let add = move || {
        let Some(typed) = new.typed() else { return };
        let name = typed.name.clone();
        doing.ask::<AddAdministrator>(typed, move |()| added.set(Some(name)));
    };
    let body = drawn(move || match added.get() {
        Some(name) => desk.done((w.was_added)(&name), nothing()),
        None => form(add, new.fields(doing)),
    });
    dialog(w.add_title, "kit", move || desk.close(), vec![body])
}

impl New {
    fn fields(self, doing: Doing) -> Vec<AnyView> {
        let w = words().administrators;
        let (name, code, kind) = (self.name, self.code, Typed::Code);
        let nobody = move || {
            (self.tried.get() && name.with(|name| name.trim().is_empty()))
                .then(|| words().security.nothing_typed.to_owned())
        };
        let wrong = move || self.is_wrong();
        let fingerprint = drawn(move || match self.fingerprint() {
            Some(fingerprint) => compare(w.compare_code, fingerprint),
            None => outcome(self.reading),
        });
        let help = w.their_code_help;
        vec![
            sentence("", w.add_text),
            TypedField::new("their-name", w.name, w.name_help, name, Typed::Name, nobody)
                .first()
                .draw(),
            TypedField::new("their-code", w.their_code, help, code, kind, wrong).draw(),
            part("div", &[("aria-live", "polite")], vec![fingerprint]),
            outcome(doing),
            foot(vec![send(doing, w.add_it)]),
        ]
    }

    /// How many letters the code has so far. Tracks.
    fn letters(self) -> usize {
        self.code.with(|code| code.chars().filter(|c| *c != '-' && !c.is_whitespace()).count())
    }

    /// What is wrong with the code for want of letters, or with too many. Tracks.
    fn is_wrong(self) -> Option<String> {
        let (has, whole) = (self.letters(), AdministratorCode::LETTERS);
        let wrong = has > whole || (self.tried.get() && has < whole);
        wrong.then(|| (words().administrators.letters)(has, whole))
    }

    /// Has the core read the code once it is whole. Tracks.
    fn read_a_whole_code(self) {
        let (typed, letters) = (self.code.get(), self.letters());
        self.reading.forget();
        if letters != AdministratorCode::LETTERS {
            return;
        }
        self.reading.ask::<ReadAdministratorCode>(typed.clone(), move |found| {
            self.read.set(Some((typed, found.fingerprint)));
        });
    }

    /// What is to be compared, as long as the code is the one that was read. Tracks.
    fn fingerprint(self) -> Option<String> {
        let (read, fingerprint) = self.read.get()?;
        (read == self.code.get()).then_some(fingerprint)
    }

    /// What is to be added. When something is missing, its field says so.
    fn typed(self) -> Option<NewAdministrator> {
        self.tried.set(true);
        let name = self.name.get_untracked().trim().to_owned();
        if name.is_empty() || untrack(|| self.is_wrong()).is_some() {
            focus_on_what_is_wrong();
            return None;
        }
        // Nobody is added who was not there to be compared.
        if untrack(|| self.fingerprint()).is_none() {
            untrack(|| self.read_a_whole_code());
            return None;
        }
        Some(NewAdministrator { name, code: self.code.get_untracked() })
    }
}
