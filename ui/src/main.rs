//! Mounts the page.

use leptos::prelude::*;
use patchbay_ui::{App, Bridge, marks, panic_screen};
use web_sys::wasm_bindgen::JsCast;

fn main() {
    marks::mark(marks::READY);
    let bridge = Bridge::to_the_shell();
    panic_screen::install(bridge);
    let document = document();
    let root = document
        .get_element_by_id("app")
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        .expect("index.html has the element the page is mounted in");
    leptos::mount::mount_to(root, move || view! { <App bridge /> }).forget();
    if let Some(boot) = document.get_element_by_id("boot") {
        boot.remove();
    }
}
