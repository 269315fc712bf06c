//! Who is asked first, and each one's model. A row moves by its buttons, and by Alt with an
//! arrow key; the focus goes with it.

use leptos::prelude::*;
use patchbay_contract::command::{ListModels, SetAiModel};
use patchbay_contract::{Ai as Answer, AiCredential, AiProvider, AiUse, ChosenModel};

use crate::Bridge;
use crate::components::act::{act_labelled, labelled, outcome};
use crate::components::card::address;
use crate::components::plain::{all, part, perhaps, say, sentence, text};
use crate::components::{Tile, time};
use crate::focus::focus_on;
use crate::state::{Ai, Doing};
use crate::words::words;

pub(super) fn order(ai: Ai, answer: Answer) -> AnyView {
    let w = words().ai;
    let count = answer.providers.len();
    let rows = answer
        .providers
        .into_iter()
        .enumerate()
        .map(|(place, provider)| row(ai, provider, place, count))
        .collect();
    part(
        "section",
        &[("class", "section"), ("id", "ai-order")],
        vec![
            say("h2", "", w.order),
            sentence("quiet", w.order_help),
            outcome(ai.ordering),
            part("ol", &[("class", "ai-order")], rows),
        ],
    )
}

fn row(ai: Ai, provider: AiProvider, place: usize, count: usize) -> AnyView {
    let w = words().ai;
    let id = provider.provider.clone();
    let go = move |up: bool| {
        let there = id.clone();
        // At an end the button that was pressed is gone, and the other has the focus.
        let way = match (up, place) {
            (true, 1) => "down",
            (true, _) => "up",
            (false, place) if place + 2 == count => "up",
            (false, _) => "down",
        };
        let back = move || focus_on(format!("[data-ai=\"{there}\"] .{way}"));
        ai.shift(&id, up, back);
    };
    let by_keys = go.clone();
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let up = event.key() == "ArrowUp";
        if event.alt_key() && (up || event.key() == "ArrowDown") {
            event.prevent_default();
            by_keys(up);
        }
    };
    let (by_up, by_down) = (go.clone(), go);
    let up = (place > 0)
        .then(|| labelled("up", w.up, Some((w.up_label)(&provider.name)), move || by_up(true)));
    let down = (place + 1 < count).then(|| {
        labelled("down", w.down, Some((w.down_label)(&provider.name)), move || by_down(false))
    });
    let tile = view! { <Tile letters=provider.letters.clone() hue=provider.hue /> }.into_any();
    let page = address(&provider.provider, None);
    let link = part("a", &[("href", &page)], vec![text(provider.name.clone())]);
    let primary = (place == 0).then(|| say("span", "mark", w.primary));
    let head = part(
        "div",
        &[("class", "ai-row-head")],
        vec![
            tile,
            part("h3", &[], vec![link]),
            perhaps(primary),
            part("span", &[("class", "ai-move")], vec![perhaps(up), perhaps(down)]),
        ],
    );
    let by = match &provider.by {
        AiCredential::Firm { title, .. } => (w.by_firm)(title),
        AiCredential::Environment { variables } => (w.by_environment)(&variables.join(", ")),
    };
    let used = used(provider.used);
    let models = models(ai, provider.clone());
    view! {
        <li class="card ai-row" data-ai=provider.provider.clone() on:keydown=on_key>
            {head}
            {sentence("quiet", by)}
            {models}
            {sentence("quiet", used)}
        </li>
    }
    .into_any()
}

/// Which model is asked, and which there are.
fn models(ai: Ai, provider: AiProvider) -> AnyView {
    let w = words().ai;
    let bridge = expect_context::<Bridge>();
    let (choosing, listing) = (Doing::alone(bridge), Doing::alone(bridge));
    let AiProvider { provider: id, name, model, model_is_chosen, models, .. } = provider;
    let chosen = if model_is_chosen { model.clone() } else { String::new() };
    let suggested = if model_is_chosen { w.not_chosen.to_owned() } else { (w.suggested)(&model) };
    let mut choices = vec![(String::new(), suggested)];
    let listed = models.as_ref().map(|listed| listed.models.as_slice()).unwrap_or_default();
    choices.extend(listed.iter().map(|model| {
        let word = match &model.name {
            Some(name) => format!("{name} ({})", model.id),
            None => model.id.clone(),
        };
        (model.id.clone(), word)
    }));
    // One that was chosen and is not in the list any more is still the one that is asked.
    if model_is_chosen && !listed.iter().any(|one| one.id == model) {
        choices.push((model.clone(), model));
    }
    let options = choices
        .into_iter()
        .map(|(value, word)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{word}</option> }
        })
        .collect_view();
    let element = format!("ai-model-{id}");
    let choose = {
        let id = id.clone();
        move |value: String| {
            let model = (!value.is_empty()).then_some(value);
            let chosen = ChosenModel { provider: id.clone(), model };
            choosing.ask::<SetAiModel>(chosen, move |()| ai.look_again());
        }
    };
    let select = view! {
        <label class="field-label" for=element.clone()>
            {w.model}
            <span class="visually-hidden">{format!(": {}", (w.model_of)(&name))}</span>
        </label>
        <select
            class="input"
            id=element
            on:change=move |event| choose(event_target_value(&event))
        >
            {options}
        </select>
    }
    .into_any();
    let list = act_labelled(listing, "list-models", w.list, (w.list_of)(&name), move || {
        listing.ask::<ListModels>(id.clone(), move |_| ai.look_again());
    });
    let known = match &models {
        Some(listed) => (w.listed)(listed.models.len(), &time::relative(listed.listed_at)),
        None => w.not_listed.to_owned(),
    };
    all(vec![
        part("div", &[("class", "ai-model")], vec![select, list, say("span", "quiet", known)]),
        outcome(choosing),
        outcome(listing),
    ])
}

/// What was used this month.
fn used(used: AiUse) -> String {
    let w = words().ai;
    if used == AiUse::default() {
        return w.used_nothing.to_owned();
    }
    let mut parts = vec![(w.used)(used.answered, used.input_tokens, used.output_tokens)];
    if used.uncounted > 0 {
        parts.push((w.uncounted)(used.uncounted));
    }
    if used.failed > 0 {
        parts.push((w.not_answered)(used.failed));
    }
    parts.join(" · ")
}
