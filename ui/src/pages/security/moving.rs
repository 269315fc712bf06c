//! Moving the key: where to, what happens to the old place, done.

use leptos::prelude::*;
use patchbay_contract::DoorKind;
use patchbay_contract::command::MoveVault;

use super::door::Door;
use super::{Desk, keys};
use crate::components::act::{button, outcome, send};
use crate::components::plain::{dialog, drawn, foot, form, nothing, part, say, step, text};
use crate::focus::focus_on;
use crate::words::words;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Choose,
    Explain(DoorKind),
    Moved,
}

/// The dialog, while it is open.
#[derive(Clone, Copy)]
struct Moving {
    desk: Desk,
    from: Option<DoorKind>,
    door: Door,
    step: RwSignal<Step>,
}

pub(super) fn moving(desk: Desk) -> AnyView {
    let w = words().security;
    let moving = Moving {
        desk,
        from: untrack(|| keys::open_door(desk.security)),
        door: Door::new(None),
        step: RwSignal::new(Step::Choose),
    };
    focus_on(".step");
    let body = drawn(move || match moving.step.get() {
        Step::Choose => moving.choose(),
        Step::Explain(to) => moving.explain(to),
        Step::Moved => desk.done(w.moved.to_owned(), nothing()),
    });
    dialog(w.move_title, "", move || desk.close(), vec![body])
}

impl Moving {
    fn choose(self) -> AnyView {
        let w = words().security;
        let next = move || {
            if let Some(kind) = self.door.chosen() {
                self.step.set(Step::Explain(kind));
                focus_on(".step");
            }
        };
        let now = untrack(|| keys::place(self.desk.security)).unwrap_or_default();
        let places = self.door.places(self.desk.security, "move", w.from_now_on, self.from);
        let next_button = [("class", "button primary"), ("type", "submit")];
        let foot = foot(vec![part("button", &next_button, vec![text(w.next)])]);
        form(next, vec![step("p", (w.kept_now)(&now)), places, foot])
    }

    fn explain(self, to: DoorKind) -> AnyView {
        let w = words().security;
        let doing = self.desk.doing();
        let go = move || {
            let Some(choice) = self.door.choice() else { return };
            doing.ask::<MoveVault>(choice, move |()| {
                self.door.passphrase.clear();
                self.step.set(Step::Moved);
            });
        };
        let back = move || {
            self.step.set(Step::Choose);
            focus_on("dialog input:checked");
        };
        let happens = [Some((w.arriving)(to)), self.from.map(w.leaving), Some(w.kits_stay)];
        let happens = happens.into_iter().flatten().map(|text| say("li", "", text));
        let passphrase = if to == DoorKind::Passphrase {
            self.door.passphrase.fields("move", false)
        } else {
            nothing()
        };
        let children = vec![
            step("h3", (w.place)(to)),
            part("ul", &[], happens.collect()),
            passphrase,
            outcome(doing),
            foot(vec![button("", w.back, back), send(doing, w.move_it)]),
        ];
        form(go, children)
    }
}
