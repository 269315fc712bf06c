//! A field for what a person types or pastes on the Security page: a passphrase, a code
//! from paper, a text that was sent. What was typed is in the caller's signal and nowhere
//! else.

use leptos::prelude::*;

use crate::components::act::labelled;
use crate::components::plain::{drawn, nothing, part, text, wrong};
use crate::focus::focus_on;
use crate::words::words;

/// What is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// A passphrase that there is already.
    Passphrase,
    /// One that is being made.
    NewPassphrase,
    /// A key or a secret that a vendor gave.
    Secret,
    /// The whole code of a recovery kit.
    Code,
    /// One group of it.
    Group,
    /// What somebody is called.
    Name,
    /// Where something is in the web.
    Address,
    /// A text as another computer sent it.
    Sent,
}

/// The field.
pub struct TypedField {
    /// The element's id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What it is.
    pub help: &'static str,
    /// What is wrong with what was typed.
    pub error: Signal<Option<String>>,
    /// What was typed.
    pub value: RwSignal<String>,
    /// What kind of thing that is.
    pub kind: Typed,
    /// Whether it has the focus at first.
    pub first: bool,
    /// Whether a passphrase is readable.
    pub shown: RwSignal<bool>,
    /// Whether another field has the button for that.
    pub follows: bool,
}

impl TypedField {
    /// A field with nothing special.
    pub fn new(
        id: impl Into<String>,
        label: impl Into<String>,
        help: &'static str,
        value: RwSignal<String>,
        kind: Typed,
        error: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            help,
            error: Signal::derive(error),
            value,
            kind,
            first: false,
            shown: RwSignal::new(false),
            follows: false,
        }
    }

    /// The field with the focus at first.
    #[must_use]
    pub fn first(self) -> Self {
        Self { first: true, ..self }
    }

    /// The field on the page.
    #[must_use]
    pub fn draw(self) -> AnyView {
        let Self { id, label, help, error, value, kind, first, shown, follows } = self;
        if first {
            focus_on(format!("#{id}"));
        }
        let help_id = format!("{id}-help");
        let error_id = format!("{id}-error");
        let hides = matches!(kind, Typed::Passphrase | Typed::NewPassphrase | Typed::Secret);
        let control = control(&id, error, value, kind, shown);
        let explained = if help.is_empty() {
            nothing()
        } else {
            part("p", &[("class", "field-help"), ("id", &help_id)], vec![text(help)])
        };
        let show = if hides && !follows {
            let label = label.clone();
            drawn(move || {
                let w = words().security;
                let word = if shown.get() { w.hide } else { w.show };
                let label = Some(format!("{word}: {label}"));
                labelled("small", word, label, move || shown.update(|shown| *shown = !*shown))
            })
        } else {
            nothing()
        };
        let error = drawn(move || match error.get() {
            None => nothing(),
            Some(error) => {
                part("p", &[("class", "field-error bad"), ("id", &error_id)], vec![wrong(error)])
            }
        });
        let label = part("label", &[("for", &id)], vec![text(label)]);
        let typed = part("div", &[("class", "typed")], vec![control, show]);
        part("div", &[("class", "field")], vec![label, explained, typed, error])
    }
}

fn control(
    id: &str,
    error: Signal<Option<String>>,
    value: RwSignal<String>,
    kind: Typed,
    shown: RwSignal<bool>,
) -> AnyView {
    let id = id.to_owned();
    // An id that is nowhere describes nothing: the browser skips it.
    let described = format!("{id}-help {id}-error");
    let invalid = move || error.with(Option::is_some).to_string();
    let autocomplete = match kind {
        Typed::Passphrase => "current-password",
        Typed::NewPassphrase => "new-password",
        Typed::Secret | Typed::Code | Typed::Group | Typed::Name | Typed::Address | Typed::Sent => {
            "off"
        }
    };
    if matches!(kind, Typed::Code | Typed::Sent) {
        return view! {
            <textarea
                class=if kind == Typed::Code { "input code" } else { "input sent" }
                id=id
                rows="4"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby=described
                aria-invalid=invalid
                bind:value=value
            ></textarea>
        }
        .into_any();
    }
    let hides = matches!(kind, Typed::Passphrase | Typed::NewPassphrase | Typed::Secret);
    view! {
        <input
            class=if kind == Typed::Group { "input code" } else { "input" }
            id=id
            type=move || if hides && !shown.get() { "password" } else { "text" }
            autocomplete=autocomplete
            autocapitalize=if kind == Typed::Name { "words" } else { "none" }
            spellcheck="false"
            aria-describedby=described
            aria-invalid=invalid
            bind:value=value
        />
    }
    .into_any()
}
