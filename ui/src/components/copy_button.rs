//! A button that copies a text and says that it did.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::components::Icon;
use crate::words::words;

/// Copies `text` when pressed.
#[component]
pub fn CopyButton(
    /// What to copy.
    text: String,
    /// What that is, for people who hear the page.
    what: &'static str,
) -> impl IntoView {
    let outcome = RwSignal::new(None);
    let copy = move |_| {
        let writing = window().navigator().clipboard().write_text(&text);
        spawn_local(async move {
            outcome.set(Some(wasm_bindgen_futures::JsFuture::from(writing).await.is_ok()));
        });
    };
    view! {
        <button class="copy" type="button" aria-label=(words().copy_what)(what) on:click=copy>
            <Icon name="copy" />
            {words().copy}
        </button>
        <span class="copied" role="status">
            {move || outcome.get().map(|went_well| if went_well { words().copied } else { words().not_copied })}
        </span>
    }
}
