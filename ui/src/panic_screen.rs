//! What is shown when the page itself fails.
//!
//! The screen is in `index.html` already and is only unveiled here, with calls that
//! cannot panic in turn. Leptos is not to be trusted at this point.

use std::panic::PanicHookInfo;

use wasm_bindgen::prelude::*;
use web_sys::{Document, window};

use crate::Bridge;

/// From now on a panic shows the screen and is reported to the core.
pub fn install(bridge: Bridge) {
    std::panic::set_hook(Box::new(move |panic| {
        let report = report(panic);
        show(&report);
        bridge.report_panic(report);
    }));
}

/// Shows the screen with this report.
pub fn show(report: &str) {
    let Some(document) = window().and_then(|window| window.document()) else { return };
    if let Some(text) = document.get_element_by_id("panic-report") {
        text.set_text_content(Some(report));
    }
    for (id, hidden) in [("app", true), ("boot", true), ("panic", false)] {
        if let Some(element) = document.get_element_by_id(id) {
            let _ = element.toggle_attribute_with_force("hidden", hidden);
        }
    }
    let copied = report.to_owned();
    on_click(&document, "panic-copy", move |document| copy(document, &copied));
    on_click(&document, "panic-reload", |_| {
        if let Some(window) = window() {
            let _ = window.location().reload();
        }
    });
}

fn report(panic: &PanicHookInfo<'_>) -> String {
    let place = panic.location().map_or_else(|| "an unknown place".into(), ToString::to_string);
    format!(
        "Patchbay {} window failed.\nplace: {place}\nmessage: {}\n",
        env!("CARGO_PKG_VERSION"),
        panic.payload_as_str().unwrap_or("(no text)"),
    )
}

fn on_click(document: &Document, id: &str, act: impl Fn(&Document) + 'static) {
    let Some(element) = document.get_element_by_id(id) else { return };
    let on = document.clone();
    let act = Closure::<dyn FnMut()>::new(move || act(&on));
    let _ = element.add_event_listener_with_callback("click", act.as_ref().unchecked_ref());
    // The page is over; the listener may live as long as it does.
    act.forget();
}

fn copy(document: &Document, report: &str) {
    if let Some(window) = window() {
        let _ = window.navigator().clipboard().write_text(report);
    }
    if let Some(said) = document.get_element_by_id("panic-copied") {
        said.set_text_content(Some("Copied."));
    }
}
