//! Buttons of pages put together from plain elements, and what came of what they do.

use leptos::prelude::*;

use crate::components::plain::{Act, drawn, failed, nothing, part};
use crate::state::Doing;
use crate::words::words;

/// What a button is.
struct Button {
    class: &'static str,
    word: &'static str,
    label: Option<String>,
    doing: Option<Doing>,
    /// The button of a form has none: it sends the form.
    press: Option<Act>,
}

impl Button {
    #[inline(never)]
    fn draw(self) -> AnyView {
        let Self { class, word, label, doing, press } = self;
        let busy = move || doing.is_some_and(Doing::is_busy);
        let says_so = move || doing.is_some_and(|doing| doing.is_busy_by(word));
        view! {
            <button
                class=format!("button {class}")
                type=if press.is_some() { "button" } else { "submit" }
                aria-label=label
                aria-disabled=move || busy().then_some("true")
                on:click=move |_| {
                    if let Some(doing) = doing {
                        doing.pressed(word);
                    }
                    if let Some(press) = &press {
                        press();
                    }
                }
            >
                {move || if says_so() { words().security.working_on_it } else { word }}
            </button>
        }
        .into_any()
    }
}

/// A button.
pub fn button(
    class: &'static str,
    word: &'static str,
    press: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    labelled(class, word, None, press)
}

/// A button whose word says less than has to be heard.
pub fn labelled(
    class: &'static str,
    word: &'static str,
    label: Option<String>,
    press: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    let press: Option<Act> = Some(Box::new(press));
    Button { class, word, label, doing: None, press }.draw()
}

/// The button that asks the core for something. It says while that is under way and keeps
/// the focus, and the act does not begin twice.
pub fn act(
    doing: Doing,
    class: &'static str,
    word: &'static str,
    press: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    let press: Option<Act> = Some(Box::new(press));
    Button { class, word, label: None, doing: Some(doing), press }.draw()
}

/// The same where the word says less than has to be heard.
pub fn act_labelled(
    doing: Doing,
    class: &'static str,
    word: &'static str,
    label: String,
    press: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    let press: Option<Act> = Some(Box::new(press));
    Button { class, word, label: Some(label), doing: Some(doing), press }.draw()
}

/// The same for a form, which knows what it sends.
#[must_use]
pub fn send(doing: Doing, word: &'static str) -> AnyView {
    Button { class: "primary", word, label: None, doing: Some(doing), press: None }.draw()
}

/// What it failed in, where it was asked.
#[must_use]
pub fn outcome(doing: Doing) -> AnyView {
    let shown = drawn(move || doing.failed().map_or_else(nothing, failed));
    part("div", &[("class", "outcome"), ("role", "alert")], vec![shown])
}
