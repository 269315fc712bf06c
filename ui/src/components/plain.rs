//! Elements of one shape, for pages that are opened now and then.
//!
//! Every shape of a view is compiled for itself, and a page of forms and dialogs has a
//! hundred of them. What is put together from these costs a tenth of that. The hub, whose
//! frames are counted, is not.

use leptos::html::custom;
use leptos::prelude::*;
use web_sys::Element;

use crate::components::{Dialog, Icon, ProblemView};

type Attributes = Vec<(&'static str, String)>;

/// An element with attributes that never change.
#[must_use]
#[inline(never)]
pub fn part(
    tag: &'static str,
    attributes: &[(&'static str, &str)],
    children: Vec<AnyView>,
) -> AnyView {
    let attributes: Attributes =
        attributes.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    custom(tag).child(children).directive(write as fn(Element, Attributes), attributes).into_any()
}

fn write(element: Element, attributes: Attributes) {
    for (name, value) in attributes {
        // The names are ours, and valid.
        let _ = element.set_attribute(name, &value);
    }
}

/// Words.
pub fn text(text: impl Into<String>) -> AnyView {
    owned_text(text.into())
}

#[inline(never)]
fn owned_text(text: String) -> AnyView {
    text.into_any()
}

/// One after the other.
#[must_use]
#[inline(never)]
pub fn all(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

/// An element with words in it.
pub fn say(tag: &'static str, class: &str, text: impl Into<String>) -> AnyView {
    owned_say(tag, class, text.into())
}

#[inline(never)]
fn owned_say(tag: &'static str, class: &str, text: String) -> AnyView {
    let class = [("class", class)];
    part(tag, if class[0].1.is_empty() { &[] } else { &class }, vec![owned_text(text)])
}

/// A paragraph.
pub fn sentence(class: &str, text: impl Into<String>) -> AnyView {
    owned_say("p", class, text.into())
}

/// What a dialog's step begins with: it takes the focus.
pub fn step(tag: &'static str, words: impl Into<String>) -> AnyView {
    part(tag, &[("class", "step"), ("tabindex", "-1")], vec![text(words)])
}

/// Nothing at all.
#[must_use]
#[inline(never)]
pub fn nothing() -> AnyView {
    ().into_any()
}

/// Something or nothing.
#[must_use]
pub fn perhaps(view: Option<AnyView>) -> AnyView {
    view.unwrap_or_else(nothing)
}

/// What is drawn anew whenever something changes that it depends on.
pub fn drawn(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    boxed(Box::new(draw))
}

#[inline(never)]
fn boxed(draw: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    (move || draw()).into_any()
}

/// An icon.
#[must_use]
#[inline(never)]
pub fn icon(name: &'static str) -> AnyView {
    view! { <Icon name /> }.into_any()
}

/// A pill: icon, tone and word.
#[must_use]
pub fn pill(icon_name: &'static str, tone: &str, word: String) -> AnyView {
    part("span", &[("class", &format!("pill {tone}"))], vec![icon(icon_name), text(word)])
}

/// What is wrong with a form, when something is.
pub fn wrong(words: impl Into<String>) -> AnyView {
    all(vec![icon("warning"), text(words)])
}

/// A problem in a card of its own.
#[must_use]
#[inline(never)]
pub fn failed(problem: patchbay_contract::Problem) -> AnyView {
    part("div", &[("class", "card failed")], vec![view! { <ProblemView problem /> }.into_any()])
}

/// A form: sent once, by its button or by Enter, and never by the browser.
pub fn form(send: impl Fn() + Send + Sync + 'static, children: Vec<AnyView>) -> AnyView {
    any_form(Box::new(send), children)
}

/// What happens, whatever it is.
pub(super) type Act = Box<dyn Fn() + Send + Sync>;

#[inline(never)]
fn any_form(send: Act, children: Vec<AnyView>) -> AnyView {
    view! {
        <form
            class="form"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            {children}
        </form>
    }
    .into_any()
}

/// A dialog in which something is typed or shown once: it stays when the ground is
/// pressed.
pub fn dialog(
    title: impl Into<String>,
    class: &'static str,
    close: impl Fn() + Send + Sync + 'static,
    children: Vec<AnyView>,
) -> AnyView {
    any_dialog(title.into(), class, Box::new(close), children)
}

#[inline(never)]
fn any_dialog(title: String, class: &'static str, close: Act, children: Vec<AnyView>) -> AnyView {
    let close = StoredValue::new(close);
    let close = move || {
        // A dialog that is gone already has nothing left to close.
        let _ = close.try_with_value(|close| close());
    };
    view! { <Dialog title class stays=true close>{children}</Dialog> }.into_any()
}

/// The buttons at the foot of a dialog.
#[must_use]
#[inline(never)]
pub fn foot(children: Vec<AnyView>) -> AnyView {
    part("p", &[("class", "dialog-foot")], children)
}

/// One of several choices, with what it means.
pub struct Radio {
    /// The group's name.
    pub name: &'static str,
    /// The value, for tests and for people who hear the page.
    pub value: String,
    /// What it is.
    pub title: AnyView,
    /// What it means.
    pub help: AnyView,
    /// Whether it cannot be chosen.
    pub disabled: Signal<bool>,
    /// Whether it is chosen.
    pub chosen: Signal<bool>,
    /// Chooses it.
    pub choose: Box<dyn Fn() + Send + Sync>,
}

impl Radio {
    /// The choice.
    #[must_use]
    #[inline(never)]
    pub fn draw(self) -> AnyView {
        let Self { name, value, title, help, disabled, chosen, choose } = self;
        view! {
            <label class="choice switch">
                <input
                    type="radio"
                    name=name
                    value=value
                    disabled=disabled
                    prop:checked=chosen
                    on:change=move |_| choose()
                />
                <span>
                    <span class="switch-label">{title}</span>
                    <span class="field-help">{help}</span>
                </span>
            </label>
        }
        .into_any()
    }
}

/// A group of choices.
#[must_use]
pub fn choices(legend: &'static str, choices: Vec<AnyView>) -> AnyView {
    let mut children = vec![say("legend", "", legend)];
    children.extend(choices);
    part("fieldset", &[("class", "choices places")], children)
}
