//! The head of a page: its title, a sentence, and what can be done here.

use leptos::prelude::*;

use crate::words;

/// Title, lead and actions. Takes the focus, so that people who hear the page hear
/// that it changed.
#[component]
pub fn PageHead(
    /// The title.
    title: &'static str,
    /// What this page is, in a sentence.
    lead: &'static str,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let heading = NodeRef::<leptos::html::H1>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            document().set_title(&format!("{title} — {}", words::PRODUCT));
            let _ = heading.focus();
        }
    });
    view! {
        <header class="page-head">
            <div>
                <h1 node_ref=heading tabindex="-1">{title}</h1>
                <p class="lead">{lead}</p>
            </div>
            <div class="actions">{children.map(|children| children())}</div>
        </header>
    }
}
