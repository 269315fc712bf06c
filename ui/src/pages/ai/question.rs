//! The box in which a question is typed, and whom it goes to.

use leptos::prelude::*;
use patchbay_contract::AiWhom;

use crate::components::act::{act, button, outcome};
use crate::components::plain::{drawn, nothing, part, say};
use crate::state::Ai;
use crate::words::words;

pub(super) fn question(ai: Ai) -> AnyView {
    let w = words().ai;
    let typed = ai.text;
    let field = view! {
        <div class="field">
            <label for="ai-question">{w.question}</label>
            <p class="field-help" id="ai-question-help">{w.question_help}</p>
            <textarea
                class="input"
                id="ai-question"
                rows="4"
                aria-describedby="ai-question-help"
                prop:value=typed
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=move |event| {
                    if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                        event.prevent_default();
                        ai.asking.pressed(w.ask_one);
                        ai.ask(AiWhom::First);
                    }
                }
            ></textarea>
        </div>
    }
    .into_any();
    let stop =
        drawn(
            move || {
                if ai.asking.is_busy() { button("", w.stop, move || ai.stop()) } else { nothing() }
            },
        );
    let buttons = vec![
        act(ai.asking, "primary", w.ask_one, move || ai.ask(AiWhom::First)),
        act(ai.asking, "", w.ask_all, move || ai.ask(AiWhom::All)),
        stop,
    ];
    part(
        "section",
        &[("class", "section"), ("id", "ai-ask")],
        vec![
            say("h2", "visually-hidden", w.question),
            field,
            part("p", &[("class", "buttons")], buttons),
            outcome(ai.asking),
        ],
    )
}
