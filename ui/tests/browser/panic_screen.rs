//! What is shown when the page itself fails.

use patchbay_ui::panic_screen;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Document, Element};

const INDEX: &str = include_str!("../../index.html");

/// The screen as `index.html` has it, in a page that has an app to hide.
fn document_with_the_screen() -> (Document, Element) {
    let document = web_sys::window().unwrap().document().unwrap();
    let holder = document.create_element("div").unwrap();
    let body = INDEX.split_once("<body>").unwrap().1.split_once("</body>").unwrap().0;
    holder.set_inner_html(body);
    document.body().unwrap().append_child(&holder).unwrap();
    (document, holder)
}

#[wasm_bindgen_test]
fn a_panic_hides_the_page_and_shows_the_report_with_a_way_on() {
    let (document, holder) = document_with_the_screen();
    panic_screen::show("Patchbay 1.2.3 window failed.\nplace: here");
    let hidden = |id: &str| document.get_element_by_id(id).unwrap().has_attribute("hidden");
    assert!(hidden("app") && hidden("boot") && !hidden("panic"));
    let report = document.get_element_by_id("panic-report").unwrap().text_content().unwrap();
    assert!(report.contains("place: here"));
    for button in ["panic-reload", "panic-copy"] {
        assert!(document.get_element_by_id(button).is_some(), "{button}");
    }
    holder.remove();
}
