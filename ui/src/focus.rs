//! Giving the focus to what was just drawn.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use web_sys::wasm_bindgen::JsCast;

/// Gives the focus to the first of these, once what is being drawn is there.
pub(crate) fn focus_on(css: impl Into<String>) {
    let css = css.into();
    request_animation_frame(move || {
        if let Ok(Some(element)) = document().query_selector(&css)
            && let Ok(element) = element.dyn_into::<web_sys::HtmlElement>()
        {
            let _ = element.focus();
        }
    });
}

/// Whoever was sent to this section of a page, by a link or from another window, begins at
/// its heading.
pub(crate) fn come_to(id: &'static str) {
    let hash = use_location().hash;
    Effect::new(move |_| {
        if hash.get().trim_start_matches('#') == id {
            focus_on(format!("#{id} h2"));
        }
    });
}

/// Gives the focus to the first field that something is wrong with, if there is one.
pub(crate) fn focus_on_what_is_wrong() {
    focus_on("[aria-invalid=true]");
}
