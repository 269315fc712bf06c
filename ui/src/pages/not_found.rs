//! An address that leads nowhere.

use leptos::prelude::*;

use crate::components::PageHead;
use crate::words::words;

/// The page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <PageHead title=words().no_page lead=words().no_page_lead />
        <a class="button primary" href="/">{words().to_connections}</a>
    }
}
