//! Waiting for the browser: how long still, the page to open again or to copy, and what to
//! do when the answer does not come by itself: another way, or pasting it.

use std::time::Duration;

use leptos::prelude::*;
use patchbay_contract::command::{ChooseWay, OpenSignInPage, PasteAnswer, ShowWaysHome};
use patchbay_contract::{Attempt as Facts, ChosenWay, HomeWay, PastedAnswer};

use super::steps::spinner;
use crate::Bridge;
use crate::components::act::{act, outcome, send};
use crate::components::plain::{all, drawn, form, nothing, part, say, sentence, text};
use crate::components::{CopyButton, Typed, TypedField, time};
use crate::state::{Attempt, Doing};
use crate::words::words;

pub(super) fn waiting(doing: Doing, attempt: Attempt, facts: &Facts, address: String) -> AnyView {
    let w = words().sign_in;
    let again = move || doing.ask::<OpenSignInPage>(attempt.id(), |()| ());
    let copy = view! { <CopyButton text=address what=w.address /> }.into_any();
    let wait = vec![
        spinner(),
        part("div", &[("role", "status")], vec![say("h2", "", w.waiting)]),
        sentence("", (w.waiting_text)(&facts.provider_name)),
        countdown(facts.ends_at),
    ];
    let ways = vec![act(doing, "", w.open_again, again), copy];
    // Looking into it is the main window's, and this one goes on waiting. It waits for
    // nothing itself: a browser that does not open is what somebody wants to look into.
    let looking = Doing::alone(expect_context::<Bridge>());
    let look_into = move || looking.ask::<ShowWaysHome>((), |()| ());
    let lost = act(looking, "", words().ways_home.does_not_come_back, look_into);
    all(vec![
        part("div", &[("class", "sign-in-wait")], wait),
        part("p", &[("class", "buttons")], ways),
        other_ways(doing, attempt, facts),
        pasting(doing, attempt, facts.way == HomeWay::Paste),
        part("p", &[("class", "buttons")], vec![lost]),
        outcome(looking),
    ])
}

/// The other ways home that work here, for a browser that does not come back.
fn other_ways(doing: Doing, attempt: Attempt, facts: &Facts) -> AnyView {
    if facts.other_ways.is_empty() {
        return nothing();
    }
    let w = words().sign_in;
    let ways = facts.other_ways.iter().map(|way| {
        let way = *way;
        let choose = move || {
            doing.ask::<ChooseWay>(ChosenWay { attempt: attempt.id(), way }, |()| ());
        };
        act(doing, "", (words().home_way)(way), choose)
    });
    let ways = part("p", &[("class", "buttons")], ways.collect());
    let text = sentence("quiet", w.other_way_text);
    let attributes = [("class", "fold"), ("id", "other-ways")];
    part("details", &attributes, vec![say("summary", "", w.other_way), text, ways])
}

/// How long the answer is still waited for.
fn countdown(ends_at: jiff::Timestamp) -> AnyView {
    let left = move || ends_at.duration_since(time::now()).as_secs().max(0);
    let now = RwSignal::new(left());
    if let Ok(ticking) = set_interval_with_handle(
        move || {
            now.try_set(left());
        },
        Duration::from_secs(1),
    ) {
        on_cleanup(move || ticking.clear());
    }
    drawn(move || {
        let left = now.get();
        // It changes every second: nobody wants to hear that.
        let said = (words().sign_in.time_left)(left / 60, left % 60);
        part("p", &[("class", "quiet countdown"), ("role", "timer")], vec![text(said)])
    })
}

fn pasting(doing: Doing, attempt: Attempt, is_the_way: bool) -> AnyView {
    let w = words().sign_in;
    let pasted = RwSignal::new(String::new());
    let field =
        TypedField::new("pasted", w.paste_label, w.paste_help, pasted, Typed::Sent, || None);
    let paste = move || {
        let text = pasted.get_untracked();
        if !text.trim().is_empty() {
            let answer = PastedAnswer { attempt: attempt.id(), text };
            doing.ask::<PasteAnswer>(answer, |()| ());
        }
    };
    let buttons = part("p", &[("class", "buttons")], vec![send(doing, w.paste_it)]);
    let form = form(paste, vec![field.draw(), buttons]);
    let class = ("class", "fold");
    // A code that the page shows is what is waited for: nobody has to look for the field.
    let attributes = if is_the_way { &[class, ("open", "")][..] } else { &[class] };
    let word = if is_the_way { w.paste_label } else { w.paste };
    part("details", attributes, vec![say("summary", "", word), form])
}
