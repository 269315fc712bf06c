//! Helping another administrator: the request is read and compared before anything is
//! given out.

use leptos::prelude::*;
use patchbay_contract::command::{GiveHelp, ReadHelpRequest};
use patchbay_contract::{HelpRequest, HelpText};

use super::super::Desk;
use super::sent::{compare, to_send};
use crate::components::act::{act, button, outcome, send};
use crate::components::plain::{all, dialog, drawn, foot, form, sentence, step};
use crate::components::{Typed, TypedField};
use crate::focus::{focus_on, focus_on_what_is_wrong};
use crate::words::words;

/// The dialog, while it is open.
#[derive(Clone, Copy)]
struct Helping {
    desk: Desk,
    request: RwSignal<String>,
    step: RwSignal<Step>,
}

#[derive(Clone)]
enum Step {
    Paste,
    Compare(HelpRequest),
    Send(HelpText),
}

pub(crate) fn helping(desk: Desk) -> AnyView {
    let helping =
        Helping { desk, request: RwSignal::new(String::new()), step: RwSignal::new(Step::Paste) };
    let body = drawn(move || match helping.step.get() {
        Step::Paste => helping.paste(),
        Step::Compare(read) => helping.compare(read),
        Step::Send(given) => helping.send_back(given),
    });
    dialog(words().administrators.help_title, "kit", move || desk.close(), vec![body])
}

impl Helping {
    fn paste(self) -> AnyView {
        let w = words().administrators;
        let tried = RwSignal::new(false);
        let doing = self.desk.doing();
        let read = move || {
            tried.set(true);
            let request = self.request.get_untracked();
            if request.trim().is_empty() {
                focus_on_what_is_wrong();
                return;
            }
            doing.ask::<ReadHelpRequest>(request, move |read| self.goes_on(Step::Compare(read)));
        };
        let request = self.request;
        let missing = move || {
            (tried.get() && request.with(|typed| typed.trim().is_empty()))
                .then(|| words().security.nothing_typed.to_owned())
        };
        let (label, help) = (w.their_request, w.their_request_help);
        let field = TypedField::new("request", label, help, request, Typed::Sent, missing);
        let foot = foot(vec![send(doing, w.read_it)]);
        form(read, vec![field.first().draw(), outcome(doing), foot])
    }

    fn compare(self, read: HelpRequest) -> AnyView {
        let w = words().administrators;
        let doing = self.desk.doing();
        let give = move || {
            let request = self.request.get_untracked();
            doing.ask::<GiveHelp>(request, move |given| self.goes_on(Step::Send(given)));
        };
        all(vec![
            step("h3", (w.asks)(&read.installation)),
            compare(w.compare_first, read.fingerprint),
            sentence("review", w.help_danger),
            outcome(doing),
            foot(vec![
                button("", words().close, move || self.desk.close()),
                act(doing, "primary", w.same_answer, give),
            ]),
        ])
    }

    fn send_back(self, given: HelpText) -> AnyView {
        let w = words().administrators;
        all(vec![
            step("p", w.send_answer),
            to_send(w.answer, given.text),
            foot(vec![button("primary", words().close, move || self.desk.close())]),
        ])
    }

    fn goes_on(self, step: Step) {
        self.step.set(step);
        focus_on(".step");
    }
}
