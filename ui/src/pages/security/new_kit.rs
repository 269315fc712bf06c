//! Making a recovery kit: what it is, the sheet, the proof that it is on paper.
//!
//! The code is in one signal, which ends with this dialog and is emptied before.

use leptos::prelude::*;
use patchbay_contract::KitSheet;
use patchbay_contract::command::MakeKit;

use super::{Desk, proof};
use crate::components::act::{act, button, outcome};
use crate::components::kit_paper;
use crate::components::plain::{all, dialog, drawn, foot, nothing, part, sentence, step, wrong};
use crate::focus::focus_on;
use crate::words::words;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Intro,
    Sheet,
    Proof,
    Checked(u16),
    /// Closing was asked for before the check.
    Unchecked,
}

/// The dialog, while it is open.
#[derive(Clone, Copy)]
pub(super) struct NewKit {
    pub(super) desk: Desk,
    pub(super) sheet: RwSignal<Option<KitSheet>>,
    pub(super) step: RwSignal<Step>,
}

pub(super) fn new_kit(desk: Desk) -> AnyView {
    let w = words().security;
    let kit = NewKit { desk, sheet: RwSignal::new(None), step: RwSignal::new(Step::Intro) };
    let body = drawn(move || match kit.step.get() {
        Step::Intro => kit.intro(),
        Step::Sheet => kit.paper(),
        Step::Proof => proof::proof(kit),
        Step::Checked(number) => {
            let text = format!("{} {}", (w.kit_checked)(number), w.kit_checked_text);
            desk.done(text, nothing())
        }
        Step::Unchecked => kit.unchecked(),
    });
    dialog(w.new_kit, "kit", move || kit.close(), vec![body])
}

impl NewKit {
    fn close(self) {
        if matches!(self.step.get_untracked(), Step::Sheet | Step::Proof) {
            self.step.set(Step::Unchecked);
            focus_on(".step");
        } else {
            self.sheet.set(None);
            self.desk.close();
        }
    }

    fn intro(self) -> AnyView {
        let w = words().security;
        let doing = self.desk.doing();
        let make = move || {
            doing.ask::<MakeKit>((), move |made| {
                self.sheet.set(Some(made));
                self.show_the_sheet();
            });
        };
        focus_on(".step");
        all(vec![
            step("p", w.kit_is),
            sentence("", w.kit_once),
            sentence("review", w.kit_danger),
            outcome(doing),
            foot(vec![act(doing, "primary", w.make_it, make)]),
        ])
    }

    /// The sheet. There is no button that copies it: what is copied is read by every
    /// program.
    fn paper(self) -> AnyView {
        let w = words().security;
        let failed = RwSignal::new(false);
        let print = move || failed.set(window().print().is_err());
        let by_hand = drawn(move || if failed.get() { wrong(w.print_failed) } else { nothing() });
        let alert = [("class", "field-error bad"), ("role", "alert")];
        all(vec![
            self.sheet.get_untracked().map_or_else(nothing, kit_paper),
            part("p", &alert, vec![by_hand]),
            foot(vec![
                button("", w.print, print),
                button("primary", w.on_paper, move || self.step.set(Step::Proof)),
            ]),
        ])
    }

    fn unchecked(self) -> AnyView {
        let w = words().security;
        let number = self.sheet.with_untracked(|sheet| sheet.as_ref().map(|sheet| sheet.number));
        all(vec![
            step("h3", number.map(w.unchecked).unwrap_or_default()),
            sentence("", w.unchecked_text),
            foot(vec![
                button("risky", w.close_unchecked, move || self.close()),
                self.to_sheet("primary"),
            ]),
        ])
    }

    /// The way back to the sheet.
    pub(super) fn to_sheet(self, class: &'static str) -> AnyView {
        button(class, words().security.back_to_sheet, move || self.show_the_sheet())
    }

    fn show_the_sheet(self) {
        self.step.set(Step::Sheet);
        focus_on(".step");
    }
}
