//! The firm's AI: one question to one or to all, and who is asked first with which model.

mod answers;
mod order;
mod question;

use leptos::prelude::*;
use patchbay_contract::Ai as Answer;

use crate::components::card::address;
use crate::components::plain::{all, drawn, failed, nothing, part, say, sentence, text};
use crate::components::{Empty, PageHead};
use crate::state::{Ai, Look};
use crate::words::words;

/// The page.
#[component]
pub fn AiPage() -> impl IntoView {
    let w = words().ai;
    let ai = expect_context::<Ai>();
    ai.moved.set(None);
    ai.look_again();
    let look = Memo::new(move |_| ai.look());
    let can_ask = Memo::new(move |_| {
        look.with(|look| matches!(look, Look::Full(ai) if !ai.providers.is_empty()))
    });
    view! {
        <PageHead title=w.title lead=w.lead />
        // What is typed and answered is not drawn anew when the order is.
        {drawn(move || {
            if can_ask.get() {
                all(vec![question::question(ai), answers::answers(ai)])
            } else {
                nothing()
            }
        })}
        // It outlives the rows, which are drawn anew with the order.
        <p class="visually-hidden" role="status" id="ai-moved">
            {move || {
                let moved = ai.moved.get();
                moved.map(|(name, place, all)| (words().ai.now_at)(&name, place, all))
            }}
        </p>
        {drawn(move || match look.get() {
            Look::Loading => loading(),
            Look::Failed(problem) => failed(problem),
            Look::Full(answer) => full(ai, answer),
        })}
    }
}

fn loading() -> AnyView {
    let bones = (0..3).map(|_| say("span", "bone", "")).collect();
    all(vec![
        part("p", &[("class", "visually-hidden"), ("role", "status")], vec![text(words().loading)]),
        part("div", &[("class", "card skeleton"), ("aria-hidden", "true")], bones),
    ])
}

fn full(ai: Ai, answer: Answer) -> AnyView {
    let w = words().ai;
    let others = answer.others.clone();
    if answer.providers.is_empty() {
        let links = view! {
            <p>{w.none_help}</p>
            {links(others)}
        };
        return view! { <Empty sentence=w.none.to_owned()>{links}</Empty> }.into_any();
    }
    let rest = if others.is_empty() {
        nothing()
    } else {
        part(
            "section",
            &[("class", "section"), ("id", "ai-others")],
            vec![say("h2", "", w.others), sentence("quiet", w.others_help), links(others)],
        )
    };
    all(vec![order::order(ai, answer), rest])
}

/// The ways to the pages of those that could be connected.
fn links(others: Vec<patchbay_contract::AiOther>) -> AnyView {
    let link = |other: patchbay_contract::AiOther| {
        let there = address(&other.provider, None);
        let word = (words().ai.connect)(&other.name);
        part("li", &[], vec![part("a", &[("class", "button"), ("href", &there)], vec![text(word)])])
    };
    part("ul", &[("class", "ai-links")], others.into_iter().map(link).collect())
}
