//! A field of a form: label, help, where to find it, the control, what is wrong.

use leptos::prelude::*;

use crate::components::Icon;
use crate::words::words;

/// A labelled line of text.
#[component]
pub fn TextField(
    /// The element's id.
    id: &'static str,
    /// Its label.
    label: String,
    /// What it is.
    #[prop(into)]
    help: String,
    /// How it is found, step by step.
    #[prop(optional)]
    find: Vec<String>,
    /// What is wrong with what was typed.
    #[prop(optional, into)]
    error: Option<String>,
    /// One that looks right.
    #[prop(optional, into)]
    example: Option<String>,
    /// What was typed. It is kept whatever is wrong with it.
    value: RwSignal<String>,
) -> impl IntoView {
    let help_id = format!("{id}-help");
    let error_id = format!("{id}-error");
    let described = if error.is_some() { format!("{help_id} {error_id}") } else { help_id.clone() };
    let invalid = error.is_some().to_string();
    let error = error.map(|error| {
        view! {
            <p class="field-error bad" id=error_id>
                <Icon name="warning" />
                {error}
            </p>
        }
    });
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <p class="field-help" id=help_id>{help}</p>
            <FindIt steps=find />
            <input
                class="input"
                id=id
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder=example
                aria-describedby=described
                aria-invalid=invalid
                bind:value=value
            />
            {error}
        </div>
    }
}

/// “Where do I find this?”: the steps, folded away.
#[component]
pub fn FindIt(
    /// The steps.
    steps: Vec<String>,
) -> impl IntoView {
    (!steps.is_empty()).then(|| {
        let steps = steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view();
        view! {
            <details class="find-it">
                <summary>{words().where_do_i_find_this}</summary>
                <ol>{steps}</ol>
            </details>
        }
    })
}

/// A group of choices of which one holds.
#[component]
pub fn Choices<T: Copy + PartialEq + Send + Sync + 'static>(
    /// The element's name.
    name: &'static str,
    /// What is chosen.
    legend: &'static str,
    /// The choices, each with its words.
    choices: Vec<(T, String)>,
    /// The one that holds.
    #[prop(into)]
    chosen: Signal<T>,
    /// Chooses another.
    choose: impl Fn(T) + Copy + 'static,
) -> impl IntoView {
    let choices = choices
        .into_iter()
        .map(|(value, word)| {
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name=name
                        prop:checked=move || chosen.get() == value
                        on:change=move |_| choose(value)
                    />
                    {word}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="choices">
            <legend>{legend}</legend>
            {choices}
        </fieldset>
    }
}

/// Yes or no.
#[component]
pub fn Switch(
    /// What it switches.
    label: &'static str,
    /// What that means.
    help: &'static str,
    /// How it is.
    #[prop(into)]
    on: Signal<bool>,
    /// Switches it.
    switch: impl Fn(bool) + Copy + 'static,
) -> impl IntoView {
    view! {
        <label class="choice switch">
            <input
                type="checkbox"
                prop:checked=move || on.get()
                on:change=move |event| switch(event_target_checked(&event))
            />
            <span>
                <span class="switch-label">{label}</span>
                <span class="field-help">{help}</span>
            </span>
        </label>
    }
}
