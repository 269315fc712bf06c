//! Giving the focus to what was just drawn.

use js_sys::{Function, Object, Reflect};
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

/// Gives the focus to the first field that something is wrong with. Where there is none, what
/// went wrong is brought into sight: it stands before the button, which may be the last line.
pub(crate) fn focus_on_what_is_wrong() {
    const WRONG: &str = "[aria-invalid=true]";
    focus_on(WRONG);
    request_animation_frame(|| {
        if let Ok(None) = document().query_selector(WRONG)
            && let Ok(Some(problem)) = document().query_selector(".outcome:not(:empty)")
        {
            bring_into_sight(&problem);
        }
    });
}

/// Scrolls as little as that takes, and not at all to what is in sight.
pub(crate) fn bring_into_sight(element: &web_sys::Element) {
    let options = Object::new();
    // Setting a field of an object that was just made cannot fail.
    let _ = Reflect::set(&options, &"block".into(), &"nearest".into());
    let scroll = Reflect::get(element, &"scrollIntoView".into());
    if let Ok(scroll) = scroll.and_then(|scroll| scroll.dyn_into::<Function>()) {
        let _ = scroll.call1(element, &options);
    }
}
