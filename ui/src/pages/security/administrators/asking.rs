//! Asking an administrator for help, and opening the vault with what comes back.
//!
//! The request waits in the core for as long as Patchbay runs: whoever closes the dialog
//! makes the same one again, and an answer that comes later still fits.

use leptos::prelude::*;
use patchbay_contract::command::{AskForHelp, UnlockVault};
use patchbay_contract::{Administrator, HelpText, Unlock};

use super::super::Desk;
use super::super::door::Door;
use super::known;
use super::sent::{compare, to_send};
use crate::components::act::{outcome, send};
use crate::components::plain::{
    Radio, all, choices, dialog, drawn, foot, form, sentence, step, text,
};
use crate::components::{Typed, TypedField, time};
use crate::focus::{focus_on, focus_on_what_is_wrong};
use crate::words::words;

/// The dialog, while it is open.
#[derive(Clone, Copy)]
struct Asking {
    desk: Desk,
    whom: RwSignal<Option<u16>>,
    asked: RwSignal<Option<HelpText>>,
}

pub(crate) fn asking(desk: Desk) -> AnyView {
    let who = untrack(|| known(desk.security));
    let whom = RwSignal::new(who.first().map(|who| who.number));
    let asking = Asking { desk, whom, asked: RwSignal::new(None) };
    focus_on("dialog input:checked");
    let body = drawn(move || match asking.asked.get() {
        None => asking.choose(&who),
        Some(asked) => asking.wait(asked),
    });
    dialog(words().administrators.ask_title, "kit", move || desk.close(), vec![body])
}

impl Asking {
    fn choose(self, who: &[Administrator]) -> AnyView {
        let w = words().administrators;
        let doing = self.desk.doing();
        let ask = move || {
            let Some(number) = self.whom.get_untracked() else { return };
            doing.ask::<AskForHelp>(number, move |asked| {
                self.asked.set(Some(asked));
                focus_on(".step");
            });
        };
        let who = who.iter().map(|who| self.choice(who)).collect();
        let foot = foot(vec![send(doing, w.make_request)]);
        form(ask, vec![choices(w.ask_whom, who), outcome(doing), foot])
    }

    fn choice(self, who: &Administrator) -> AnyView {
        let number = who.number;
        let since = time::exact_date(who.made_at);
        Radio {
            name: "whom",
            value: number.to_string(),
            title: text(who.name.clone()),
            help: text((words().administrators.since)(&since)),
            disabled: Signal::derive(|| false),
            chosen: Signal::derive(move || self.whom.get() == Some(number)),
            choose: Box::new(move || self.whom.set(Some(number))),
        }
        .draw()
    }

    fn wait(self, asked: HelpText) -> AnyView {
        let w = words().administrators;
        let answer = RwSignal::new(String::new());
        let tried = RwSignal::new(false);
        let door = Door::recommended(self.desk.security);
        let doing = self.desk.doing();
        let desk = self.desk;
        let open = move || {
            tried.set(true);
            let choice = door.choice();
            let answer_typed = answer.get_untracked();
            if answer_typed.trim().is_empty() {
                focus_on_what_is_wrong();
                return;
            }
            let Some(door_chosen) = choice else { return };
            let unlock = Unlock::Help { answer: answer_typed, door: door_chosen };
            doing.ask::<UnlockVault>(unlock, move |()| {
                door.passphrase.clear();
                desk.close();
                focus_on("#vault-title");
            });
        };
        let missing = move || {
            (tried.get() && answer.with(|typed| typed.trim().is_empty()))
                .then(|| words().security.nothing_typed.to_owned())
        };
        let field =
            TypedField::new("answer", w.answer, w.answer_help, answer, Typed::Sent, missing);
        let fields = vec![
            field.draw(),
            door.fields(desk.security, "help", words().security.from_now_on),
            outcome(doing),
            foot(vec![send(doing, w.open_with_answer)]),
        ];
        all(vec![
            step("p", w.send_request),
            to_send(w.request, asked.text),
            compare(w.compare_asked, asked.fingerprint),
            sentence("review", w.stays_open),
            form(open, fields),
        ])
    }
}
