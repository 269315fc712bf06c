//! One field: what it is, where it is found, what is typed, and what is odd about that.

use leptos::prelude::*;
use patchbay_contract::{FieldKind, FieldView};

use super::folder;
use crate::components::FindIt;
use crate::components::act::labelled;
use crate::components::plain::{all, drawn, nothing, part, say, text, wrong};
use crate::state::KeyForm;
use crate::words::words;

/// The field.
pub(super) fn draw(
    state: KeyForm,
    form: &str,
    field: &FieldView,
    value: RwSignal<String>,
) -> AnyView {
    let w = words();
    let id = format!("{form}-{}", field.id);
    let shown = RwSignal::new(!field.secret);
    let control = control(state, &id, field, value, shown);
    let label = part("label", &[("for", &id)], vec![text(field.label.clone())]);
    let optional = if field.optional { say("span", "mark", w.optional) } else { nothing() };
    let help = part(
        "p",
        &[("class", "field-help"), ("id", &format!("{id}-help"))],
        vec![text(field.help.clone())],
    );
    let find = view! { <FindIt steps=field.find.clone() /> }.into_any();
    let reveal = if field.secret { reveal(field.label.clone(), shown) } else { nothing() };
    let choose = match field.kind {
        FieldKind::Folder => folder::choose(state, &field.id, value),
        _ => nothing(),
    };
    let typed = part("div", &[("class", "typed")], vec![control, reveal, choose]);
    let slip = slip(state, &id, field, value);
    let head = all(vec![label, optional]);
    part("div", &[("class", "field")], vec![head, help, find, typed, slip])
}

fn reveal(label: String, shown: RwSignal<bool>) -> AnyView {
    drawn(move || {
        let w = words().security;
        let word = if shown.get() { w.hide } else { w.show };
        let heard = Some(format!("{word}: {label}"));
        labelled("small", word, heard, move || shown.update(|shown| *shown = !*shown))
    })
}

/// What is surely wrong is told as an error; a guess as a guess, which stops nobody.
fn slip(state: KeyForm, id: &str, field: &FieldView, value: RwSignal<String>) -> AnyView {
    let (field, id) = (field.clone(), format!("{id}-error"));
    let said = drawn(move || {
        let (class, says) = match state.slip(&field.id) {
            Some(slip) if slip.blocks => ("field-error bad", slip.says),
            Some(slip) => ("field-error warn", slip.says),
            None if state.lacks(&field, value) => {
                ("field-error bad", words().key_form.empty.to_owned())
            }
            None => return nothing(),
        };
        part("p", &[("class", class), ("id", &id)], vec![wrong(says)])
    });
    part("div", &[("role", "status")], vec![said])
}

fn control(
    state: KeyForm,
    id: &str,
    field: &FieldView,
    value: RwSignal<String>,
    shown: RwSignal<bool>,
) -> AnyView {
    let id = id.to_owned();
    // An id that is nowhere describes nothing: the browser skips it.
    let described = format!("{id}-help {id}-error");
    let of = field.clone();
    let invalid = move || {
        let blocks = state.slip(&of.id).is_some_and(|slip| slip.blocks);
        (blocks || state.lacks(&of, value)).to_string()
    };
    let required = (!field.optional).then_some("true");
    let example = field.example.clone();
    let of_it = field.id.clone();
    let judge = move |_| state.changed(&of_it);
    match field.kind {
        FieldKind::Choice => {
            let chosen = move |option: &str| value.with_untracked(|value| value == option);
            let options = field.choices.clone();
            let options = options.into_iter().map(|(option, label)| {
                let is_chosen = chosen(&option);
                view! { <option value=option selected=is_chosen>{label}</option> }
            });
            view! {
                <select
                    class="input"
                    id=id
                    aria-describedby=described
                    aria-invalid=invalid
                    aria-required=required
                    prop:value=move || value.get()
                    on:change=move |event| {
                        value.set(event_target_value(&event));
                        state.judge();
                    }
                >
                    <option value="">{words().key_form.choose}</option>
                    {options.collect_view()}
                </select>
            }
            .into_any()
        }
        FieldKind::Lines => view! {
            <textarea
                class="input sent"
                class:masked=move || !shown.get()
                id=id
                rows="6"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=example
                aria-describedby=described
                aria-invalid=invalid
                aria-required=required
                bind:value=value
                on:change=judge
            ></textarea>
        }
        .into_any(),
        _ => view! {
            <input
                class="input"
                id=id
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                placeholder=example
                aria-describedby=described
                aria-invalid=invalid
                aria-required=required
                bind:value=value
                on:change=judge
            />
        }
        .into_any(),
    }
}
