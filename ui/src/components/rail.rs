//! The rail on the left: whose firm this is, the pages, and what needs a person.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::components::Icon;
use crate::state::{
    Hub, InStep, Installation, Look, Overlay, Overlays, Repairs, Security, Shut, Syncing,
};
use crate::words::words;

/// The rail.
#[component]
pub fn Rail() -> impl IntoView {
    let w = words();
    let installation = expect_context::<Installation>();
    let hub = expect_context::<Hub>();
    let repairs = expect_context::<Repairs>();
    let security = expect_context::<Security>();
    let overlays = expect_context::<Overlays>();
    let version = move || match installation.look() {
        Look::Full(state) => state.version,
        Look::Loading | Look::Failed(_) => String::new(),
    };
    let practice = move || {
        hub.is_practice().then(|| {
            view! { <p class="practice" title=w.practice_means>{w.practice}</p> }
        })
    };
    view! {
        <a class="skip" href="#content" rel="external">{w.skip}</a>
        <aside class="rail">
            <p class="brand">
                <span class="brand-mark" aria-hidden="true"></span>
                <span class="brand-name">{w.product}</span>
            </p>
            {practice}
            <nav aria-label=w.navigation>
                <RailLink to="/">
                    <Icon name="home" />
                    <span class="rail-word">{w.connections}</span>
                </RailLink>
                <RailLink to="/repairs">
                    <Icon name="wrench" />
                    <span class="rail-word">{w.repairs.title}</span>
                    <Count of=Signal::derive(move || repairs.open_count()) />
                </RailLink>
                <RailLink to="/clocks">
                    <Icon name="clock" />
                    <span class="rail-word">{w.clocks.title}</span>
                </RailLink>
                <RailLink to="/defaults">
                    <Icon name="star" />
                    <span class="rail-word">{w.defaults.title}</span>
                </RailLink>
                <RailLink to="/ai">
                    <Icon name="spark" />
                    <span class="rail-word">{w.ai.title}</span>
                </RailLink>
                <RailLink to="/activity">
                    <Icon name="activity" />
                    <span class="rail-word">{w.activity}</span>
                </RailLink>
                <RailLink to="/audit">
                    <Icon name="shield" />
                    <span class="rail-word">{w.audit.title}</span>
                </RailLink>
                <RailLink to="/installation">
                    <Icon name="server" />
                    <span class="rail-word">{w.installation}</span>
                    <Count of=Signal::derive(move || installation.problem_count()) />
                </RailLink>
                <RailLink to="/security">
                    <Icon name="lock" />
                    <span class="rail-word">{w.security.title}</span>
                    <Count of=Signal::derive(move || {
                        usize::from(security.shut() == Some(Shut::NeedsSomebody))
                    }) />
                </RailLink>
                <RailLink to="/settings">
                    <Icon name="settings" />
                    <span class="rail-word">{w.settings}</span>
                </RailLink>
            </nav>
            <div class="rail-foot">
                <SyncState />
                <FilesToLookAt />
                <button class="rail-button" type="button" on:click=move |_| overlays.open(Overlay::Palette)>
                    <Icon name="search" />
                    <span class="rail-word">{w.palette}</span>
                    <kbd class="rail-word" aria-hidden="true">"Ctrl K"</kbd>
                </button>
                <p class="rail-word">{version}</p>
            </div>
        </aside>
    }
}

/// A page of the rail. The router's own link resolves, matches and watches more than
/// these fixed addresses need, which nine of them at every start make felt.
#[component]
fn RailLink(to: &'static str, children: Children) -> impl IntoView {
    let here = use_location().pathname;
    let current = move || here.with(|here| here == to).then_some("page");
    view! { <a href=to aria-current=current>{children()}</a> }
}

/// How far this computer is with the firm's server, where it is in at one.
#[component]
fn SyncState() -> impl IntoView {
    let syncing = expect_context::<Syncing>();
    let how = Memo::new(move |_| syncing.in_step());
    move || {
        how.get().map(|(how, waiting)| {
            let w = words().going_along;
            let (icon, tone, word) = match how {
                InStep::Offline => ("offline", "neutral", w.rail_offline.to_owned()),
                InStep::Stuck => ("warning", "bad", w.rail_stuck.to_owned()),
                InStep::ToDecide(count) => ("warning", "warn", (w.rail_to_decide)(count)),
                InStep::Fine if waiting > 0 => ("refresh", "neutral", w.rail_sending.to_owned()),
                InStep::Fine => ("check", "good", w.rail_fine.to_owned()),
            };
            let title = word.clone();
            let waits = (waiting > 0).then(|| {
                view! { <span class="rail-word quiet">{(w.rail_waiting)(waiting)}</span> }
            });
            view! {
                <a class=format!("rail-sync {tone}") href="/settings#firm-server" title=title>
                    <Icon name=icon />
                    <span class="rail-word">{word}</span>
                    {waits}
                </a>
            }
        })
    }
}

/// Provider files of the firm that wait for somebody at this computer, when any do.
#[component]
fn FilesToLookAt() -> impl IntoView {
    let syncing = expect_context::<Syncing>();
    let waiting = Memo::new(move |_| syncing.proposals());
    move || {
        let count = waiting.get();
        (count > 0).then(|| {
            let word = (words().shared_files.rail)(count);
            let title = word.clone();
            view! {
                <a class="rail-sync warn" href="/settings#provider-files" title=title>
                    <Icon name="sheet" />
                    <span class="rail-word">{word}</span>
                </a>
            }
        })
    }
}

/// How many need a person, when any do.
#[component]
fn Count(
    /// How many.
    of: Signal<usize>,
) -> impl IntoView {
    move || {
        let count = of.get();
        (count > 0).then(|| {
            view! {
                <span class="count">
                    {count}
                    <span class="visually-hidden">{format!(" {}", words().need_attention)}</span>
                </span>
            }
        })
    }
}
