//! The frame around every page, and which address shows which.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_navigate;
use leptos_router::path;
use patchbay_contract::{Event, Page};

use crate::Bridge;
use crate::components::{Rail, Toasts};
use crate::pages::{ActivityPage, InstallationPage, NotFoundPage};
use crate::state::{Activity, Installation};

/// The whole page over a bridge: the shell's, or a test's.
#[component]
pub fn App(
    /// Where commands go.
    bridge: Bridge,
) -> impl IntoView {
    let installation = Installation::new(bridge);
    let activity = Activity::default();
    provide_context(installation);
    provide_context(activity);
    installation.ask();

    view! {
        <Router>
            <Listener bridge />
            <div class="frame">
                <Rail />
                <main class="content" id="content" tabindex="-1">
                    <Routes fallback=NotFoundPage>
                        <Route path=path!("/") view=InstallationPage />
                        <Route path=path!("/activity") view=ActivityPage />
                    </Routes>
                </main>
            </div>
            <Toasts />
        </Router>
    }
}

/// Carries the core's events to the state, and its wishes for a page to the router.
#[component]
fn Listener(bridge: Bridge) -> impl IntoView {
    let installation = expect_context::<Installation>();
    let activity = expect_context::<Activity>();
    let navigate = use_navigate();
    bridge.subscribe(
        move |so_far| activity.begin(so_far),
        move |event| match event {
            Event::Notice(notice) => activity.add(notice),
            Event::InstallationChanged => installation.ask_anew(),
            Event::Open(page) => navigate(address(page), leptos_router::NavigateOptions::default()),
        },
    );
}

/// Where a page is.
#[must_use]
pub const fn address(page: Page) -> &'static str {
    match page {
        Page::Installation => "/",
        Page::Activity => "/activity",
    }
}
