//! The answers, side by side: each with its own state, its time and its tokens.

use leptos::prelude::*;
use patchbay_contract::{AiAnswer, AiAnswerState, AiAsked};

use crate::components::plain::{all, drawn, nothing, part, pill, say, sentence, text};
use crate::components::{CopyButton, ProblemView};
use crate::state::Ai;
use crate::words::{grouped, words};

pub(super) fn answers(ai: Ai) -> AnyView {
    drawn(move || ai.asked().map_or_else(nothing, shown))
}

fn shown(asked: AiAsked) -> AnyView {
    let w = words().ai;
    let ended = asked
        .answers
        .iter()
        .filter(|one| !matches!(one.state, AiAnswerState::Waiting | AiAnswerState::Asking))
        .count();
    let so_far = (w.so_far)(ended, asked.answers.len());
    let status = part("p", &[("class", "quiet"), ("role", "status")], vec![text(so_far)]);
    let list = asked.answers.into_iter().map(answer).collect();
    part(
        "section",
        &[("class", "section"), ("id", "ai-answers")],
        vec![say("h2", "", w.answers), status, part("ul", &[("class", "ai-answers")], list)],
    )
}

fn answer(answer: AiAnswer) -> AnyView {
    let w = words().ai;
    let AiAnswer { provider, name, model, state } = answer;
    let label = (w.answer_of)(&name);
    let (icon, tone, word) = match &state {
        AiAnswerState::Waiting => ("pause", "neutral", w.waiting),
        AiAnswerState::Asking => ("refresh", "neutral", w.asking),
        AiAnswerState::Answered(_) => ("check", "good", w.answered),
        AiAnswerState::Failed { .. } => ("warning", "bad", w.failed),
        AiAnswerState::NotNeeded => ("circle", "neutral", w.not_needed),
        AiAnswerState::Cancelled => ("close", "neutral", w.cancelled),
    };
    let head = part(
        "div",
        &[("class", "ai-answer-head")],
        vec![say("h3", "", name), pill(icon, tone, word.to_owned()), say("code", "quiet", model)],
    );
    let attributes =
        [("class", "card ai-answer"), ("data-provider", provider.as_str()), ("aria-label", &label)];
    part("li", &attributes, vec![head, body(state)])
}

fn body(state: AiAnswerState) -> AnyView {
    let w = words().ai;
    match state {
        AiAnswerState::Answered(said) => {
            let counted = |tokens: Option<u64>| tokens.map_or("?".to_owned(), grouped);
            let (input, output) = (counted(said.input_tokens), counted(said.output_tokens));
            let facts = format!("{} · {}", (w.seconds)(said.millis), (w.tokens)(&input, &output));
            let cut = if said.cut { sentence("warn", w.cut) } else { nothing() };
            let copy = view! { <CopyButton text=said.text.clone() what=w.answers /> }.into_any();
            all(vec![
                part("div", &[("class", "ai-text"), ("tabindex", "0")], vec![text(said.text)]),
                cut,
                part("p", &[("class", "ai-facts quiet")], vec![text(facts), copy]),
            ])
        }
        AiAnswerState::Failed { problem, millis } => all(vec![
            view! { <ProblemView problem /> }.into_any(),
            sentence("ai-facts quiet", (w.seconds)(millis)),
        ]),
        AiAnswerState::Waiting
        | AiAnswerState::Asking
        | AiAnswerState::NotNeeded
        | AiAnswerState::Cancelled => nothing(),
    }
}
