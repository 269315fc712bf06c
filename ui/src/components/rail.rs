//! The rail on the left: the pages, and at its foot how this installation is.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::components::Icon;
use crate::state::{Installation, Look};
use crate::words;

/// The rail.
#[component]
pub fn Rail() -> impl IntoView {
    let installation = expect_context::<Installation>();
    let count = move || {
        let count = installation.problem_count();
        (count > 0).then(|| view! { <span class="count">{count}</span> })
    };
    let version = move || match installation.look() {
        Look::Full(state) => state.version,
        Look::Loading | Look::Failed(_) => String::new(),
    };
    view! {
        <a class="skip" href="#content" rel="external">{words::SKIP}</a>
        <aside class="rail">
            <p class="brand">
                <span class="brand-mark" aria-hidden="true"></span>
                <span class="brand-name">{words::PRODUCT}</span>
            </p>
            <nav aria-label=words::NAVIGATION>
                <A href="/" exact=true>
                    <Icon name="home" />
                    <span class="rail-word">{words::INSTALLATION}</span>
                    {count}
                </A>
                <A href="/activity">
                    <Icon name="activity" />
                    <span class="rail-word">{words::ACTIVITY}</span>
                </A>
            </nav>
            <p class="rail-foot">{version}</p>
        </aside>
    }
}
