//! An address that leads nowhere.

use leptos::prelude::*;

use crate::components::PageHead;
use crate::words;

/// The page.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <PageHead title=words::NO_PAGE lead=words::NO_PAGE_LEAD />
        <a class="button primary" href="/">{words::TO_INSTALLATION}</a>
    }
}
