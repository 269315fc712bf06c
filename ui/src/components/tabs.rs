//! Tabs: one panel at a time, arrows to go from one to the next.

use leptos::ev;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

/// One tab: its name in the address, and what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tab {
    /// The name.
    pub id: &'static str,
    /// The word.
    pub word: &'static str,
}

/// The list of tabs; the panel is the caller's, with the id `panel`.
#[component]
pub fn Tabs(
    /// What the tabs are of.
    label: String,
    /// The tabs.
    tabs: Vec<Tab>,
    /// The one that is shown.
    #[prop(into)]
    shown: Signal<&'static str>,
    /// Asks for another.
    choose: impl Fn(&'static str) + Copy + 'static,
) -> impl IntoView {
    let ids: Vec<&'static str> = tabs.iter().map(|tab| tab.id).collect();
    let on_key = move |event: ev::KeyboardEvent| {
        // With these held, an arrow is the browser's own: the way back.
        if event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let at = ids.iter().position(|id| *id == shown.get_untracked()).unwrap_or_default();
        let last = ids.len() - 1;
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % ids.len(),
            "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        choose(ids[to]);
        if let Some(tab) = document().get_element_by_id(&tab_id(ids[to])) {
            let _ = tab.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    };
    let buttons = tabs
        .into_iter()
        .map(|tab| {
            let is_shown = move || shown.get() == tab.id;
            view! {
                <button
                    class="tab"
                    type="button"
                    role="tab"
                    id=tab_id(tab.id)
                    aria-controls="panel"
                    aria-selected=move || is_shown().to_string()
                    tabindex=move || if is_shown() { "0" } else { "-1" }
                    on:click=move |_| choose(tab.id)
                >
                    {tab.word}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="tabs" role="tablist" aria-label=label on:keydown=on_key>{buttons}</div>
    }
}

/// The element id of a tab.
#[must_use]
pub fn tab_id(id: &str) -> String {
    format!("tab-{id}")
}
