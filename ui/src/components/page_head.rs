//! The head of a page: its title, a sentence, and what can be done here.

use leptos::prelude::*;

use crate::words::words;

/// Title, lead and actions. Takes the focus, so that people who hear the page hear
/// that it changed.
#[component]
pub fn PageHead(
    /// The title.
    #[prop(into)]
    title: String,
    /// What this page is, in a sentence.
    #[prop(into)]
    lead: String,
    /// What stands before the title, if anything.
    #[prop(optional)]
    before: Option<AnyView>,
    /// Buttons.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let named = format!("{title} — {}", words().product);
    let heading = NodeRef::<leptos::html::H1>::new();
    Effect::new(move |_| {
        // A page that is only drawn anew does not take the focus away from what is in it.
        if let Some(heading) = heading.get()
            && document().title() != named
        {
            document().set_title(&named);
            let _ = heading.focus();
        }
    });
    view! {
        <header class="page-head">
            {before}
            <div class="page-title">
                <h1 node_ref=heading tabindex="-1">{title}</h1>
                <p class="lead">{lead}</p>
            </div>
            <div class="actions">{children.map(|children| children())}</div>
        </header>
    }
}
