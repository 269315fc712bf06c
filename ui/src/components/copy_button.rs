//! A button that copies a text and says that it did.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::Icon;
use crate::words;

/// Copies `text` when pressed.
#[component]
pub fn CopyButton(
    /// What to copy.
    text: String,
    /// What that is, for people who hear the page.
    what: &'static str,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let writing = window().navigator().clipboard().write_text(&text);
        spawn_local(async move {
            copied.set(wasm_bindgen_futures::JsFuture::from(writing).await.is_ok());
        });
    };
    view! {
        <button class="copy" type="button" aria-label=words::copy_what(what) on:click=copy>
            <Icon name="copy" />
            <span aria-live="polite">
                {move || if copied.get() { words::COPIED } else { words::COPY }}
            </span>
        </button>
    }
}
