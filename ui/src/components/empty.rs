//! Nothing is there: one sentence, and what to do about it.

use leptos::prelude::*;

/// The empty state.
#[component]
pub fn Empty(
    /// The sentence.
    sentence: String,
    /// The one thing to do, if there is one.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p>{sentence}</p>
            {children.map(|children| children())}
        </div>
    }
}
