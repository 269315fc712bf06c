//! The frame around every page, and which address shows which.

use leptos::either::Either;
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_navigate;
use leptos_router::path;
use patchbay_contract::{Event, Page};

use crate::Bridge;
use crate::after_paint::after_paint;
use crate::components::{Keys, Palette, Rail, ShortcutSheet, Toasts};
use crate::pages::{HomePage, NotFoundPage, sign_in};
use crate::parts::{Later, Parts, speak, spoken};
use crate::preferences::Preferences;
use crate::state::{
    Activity, Ai, Audit, Clocks, Diagnoses, Hub, Installation, Invited, KeyForms, Look, Mailboxes,
    Overlays, Proofs, Provider, Repairs, Security, Syncing, Tests,
};

/// The whole page over a bridge: the shell's, or a test's. A window of a sign-in has only
/// its own.
#[component]
pub fn App(
    /// Where commands go.
    bridge: Bridge,
) -> impl IntoView {
    let address = window().location().pathname().unwrap_or_default();
    match address.strip_prefix(sign_in::ADDRESS) {
        Some(attempt) => Either::Left(alone(bridge, attempt.to_owned())),
        None => Either::Right(view! { <Console bridge /> }),
    }
}

/// The window of one attempt to sign in.
fn alone(bridge: Bridge, attempt: String) -> impl IntoView {
    let preferences = Preferences::stored();
    provide_context(bridge);
    provide_context(preferences);
    let (parts, language) = (Parts::new(), spoken(preferences));
    parts.bring();
    move || {
        language.get().map(|language| {
            speak(language);
            parts.page(Later::SignIn { bridge, id: attempt.clone() })
        })
    }
}

/// The main window.
#[component]
fn Console(bridge: Bridge) -> impl IntoView {
    // The question first: the core works on its answer while the page is drawn.
    let hub = Hub::new(bridge);
    hub.ask();
    let installation = Installation::new(bridge);
    let security = Security::new(bridge);
    let repairs = Repairs::new(bridge);
    let syncing = Syncing::new(bridge);
    let activity = Activity::default();
    let preferences = Preferences::stored();
    provide_context(bridge);
    provide_context(installation);
    provide_context(security);
    provide_context(activity);
    provide_context(hub);
    provide_context(Provider::new(bridge));
    let proofs = Proofs::default();
    provide_context(proofs);
    provide_context(Diagnoses::default());
    let tests = Tests::new(bridge, proofs);
    provide_context(tests);
    provide_context(KeyForms::new(bridge, security, proofs, tests));
    provide_context(Ai::new(bridge, security));
    provide_context(Audit::new(bridge));
    provide_context(Clocks::new(bridge));
    provide_context(Mailboxes::new(bridge));
    provide_context(repairs);
    provide_context(syncing);
    provide_context(Invited::new(bridge));
    provide_context(Overlays::default());
    provide_context(preferences);
    let (parts, language) = (Parts::new(), spoken(preferences));
    provide_context(parts);
    once_the_hub_is_painted(hub, move || {
        parts.bring();
        repairs.ask();
        installation.ask();
        security.ask();
        syncing.ask();
    });

    // Another language draws everything anew: it is rare, and so no widget has to
    // watch for it.
    move || {
        language.get().map(|language| {
            speak(language);
            view! { <Frame bridge /> }
        })
    }
}

/// What only the banner and other pages show waits for the first look at the cards: its
/// answers come from the keychain and the firm server, and are not quick to draw.
fn once_the_hub_is_painted(hub: Hub, ask: impl Fn() + Clone + 'static) {
    let asked = StoredValue::new(false);
    Effect::new(move |_| {
        if !matches!(hub.look(), Look::Loading) && !asked.get_value() {
            asked.set_value(true);
            let ask = ask.clone();
            after_paint(move || {
                // The page may be gone by now.
                if asked.try_get_value().is_some() {
                    ask();
                }
            });
        }
    });
}

#[component]
fn Frame(bridge: Bridge) -> impl IntoView {
    let parts = expect_context::<Parts>();
    let later = move |page: Later| move || parts.page(page.clone());
    view! {
        <Router>
            <Listener bridge />
            <Keys />
            <div class="frame">
                <Rail />
                <main class="content" id="content" tabindex="-1">
                    <Routes fallback=NotFoundPage>
                        <Route path=path!("/") view=HomePage />
                        <Route path=path!("/provider/:id") view=later(Later::Provider) />
                        <Route path=path!("/repairs") view=later(Later::Repairs) />
                        <Route path=path!("/clocks") view=later(Later::Clocks) />
                        <Route path=path!("/defaults") view=later(Later::Defaults) />
                        <Route path=path!("/ai") view=later(Later::Ai) />
                        <Route path=path!("/installation") view=later(Later::Installation) />
                        <Route path=path!("/security") view=later(Later::Security) />
                        <Route path=path!("/activity") view=later(Later::Activity) />
                        <Route path=path!("/audit") view=later(Later::Audit) />
                        <Route path=path!("/settings") view=later(Later::Settings) />
                        <Route path=path!("/states") view=later(Later::States) />
                    </Routes>
                </main>
            </div>
            <Toasts />
            <Palette />
            <ShortcutSheet />
        </Router>
    }
}

/// Carries the core's events to the state, and its wishes for a page to the router.
#[component]
fn Listener(bridge: Bridge) -> impl IntoView {
    let installation = expect_context::<Installation>();
    let security = expect_context::<Security>();
    let activity = expect_context::<Activity>();
    let hub = expect_context::<Hub>();
    let repairs = expect_context::<Repairs>();
    let syncing = expect_context::<Syncing>();
    let invited = expect_context::<Invited>();
    let proofs = expect_context::<Proofs>();
    let diagnoses = expect_context::<Diagnoses>();
    let mailboxes = expect_context::<Mailboxes>();
    let ai = expect_context::<Ai>();
    let navigate = use_navigate();
    bridge.subscribe(
        move |so_far| activity.begin(so_far),
        move |event| match event {
            Event::Notice(notice) => activity.add(notice),
            Event::InstallationChanged => {
                installation.ask_anew();
                security.ask_anew();
                hub.ask();
                repairs.ask();
                syncing.ask();
            }
            Event::SecurityChanged => security.ask_anew(),
            Event::HubChanged => {
                hub.ask();
                repairs.ask();
            }
            // Its own window asks.
            Event::AttemptChanged(_) => (),
            Event::Proving(proving) => proofs.take_in(proving),
            Event::Diagnosing(news) => diagnoses.heard(news),
            Event::MailChanged => mailboxes.changed(),
            Event::Asked(asked) => ai.heard(asked),
            Event::SyncChanged => syncing.ask(),
            Event::Open(page) => {
                if page == Page::FirmServer {
                    invited.ask();
                }
                navigate(address(page), leptos_router::NavigateOptions::default());
            }
        },
    );
}

/// Where a page is.
#[must_use]
pub const fn address(page: Page) -> &'static str {
    match page {
        Page::Home => "/",
        Page::Installation => "/installation",
        Page::Activity => "/activity",
        Page::Security => "/security",
        Page::Audit => "/audit",
        Page::Repairs => "/repairs",
        Page::Clocks => "/clocks",
        Page::Ai => "/ai",
        Page::WaysHome => "/settings#ways-home",
        Page::FirmServer => "/settings#firm-server",
    }
}
