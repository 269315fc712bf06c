//! What keys do on every page. Single keys can be switched off in Settings, since
//! people who dictate press them by speaking.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use web_sys::KeyboardEvent;
use web_sys::wasm_bindgen::JsCast;

use crate::preferences::Preferences;
use crate::state::{Overlay, Overlays};

/// The element that `/` goes to.
pub const SEARCH: &str = "search";

/// How long `g` waits for its second letter, in milliseconds.
const PATIENCE: f64 = 1500.0;

/// Listens, and draws nothing.
#[component]
pub fn Keys() -> impl IntoView {
    let preferences = expect_context::<Preferences>();
    let overlays = expect_context::<Overlays>();
    let navigate = use_navigate();
    let went = StoredValue::new(None::<f64>);
    let go = move |address: &str| navigate(address, NavigateOptions::default());
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        // A dialog of a page is finished or closed first: it may show what is shown once.
        if !overlays.any() && a_dialog_is_open() {
            return;
        }
        let command = event.ctrl_key() || event.meta_key();
        let key = event.key();
        if command && key.eq_ignore_ascii_case("k") {
            event.prevent_default();
            overlays.toggle(Overlay::Palette);
            return;
        }
        if command && key == "," {
            event.prevent_default();
            overlays.close();
            go("/settings");
            return;
        }
        let silent = !preferences.shortcuts() || overlays.any() || command || event.alt_key();
        if silent || is_typing(&event) {
            return;
        }
        let after_g = went.get_value().is_some_and(|at| event.time_stamp() - at < PATIENCE);
        went.set_value((key == "g").then(|| event.time_stamp()));
        match key.as_str() {
            "h" if after_g => go("/"),
            "a" if after_g => go("/activity"),
            "u" if after_g => go("/audit"),
            "r" if after_g => go("/repairs"),
            "c" if after_g => go("/clocks"),
            "i" if after_g => go("/installation"),
            "/" => {
                event.prevent_default();
                if !focus_search() {
                    go("/");
                    request_animation_frame(|| {
                        focus_search();
                    });
                }
            }
            "?" => overlays.open(Overlay::Shortcuts),
            _ => {}
        }
    });
    on_cleanup(move || handle.remove());
}

fn focus_search() -> bool {
    document()
        .get_element_by_id(SEARCH)
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        .is_some_and(|element| element.focus().is_ok())
}

fn a_dialog_is_open() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some())
}

/// Whether the key goes into something that takes text.
fn is_typing(event: &KeyboardEvent) -> bool {
    event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()).is_some_and(
        |element| {
            element
                .matches("input:not([type=radio]):not([type=checkbox]), textarea, select")
                .unwrap_or(false)
        },
    )
}
