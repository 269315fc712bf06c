//! Every component in every state, side by side. Development only: what cannot be
//! seen here was never looked at.

mod secrets;

use std::sync::Arc;

use jiff::SignedDuration;
use leptos::prelude::*;
use patchbay_contract::{
    Category, Connection, Custodian, EnvironmentId, ErrorCode, Hub, Mandatory, Own, Part, Problem,
    ProviderCard, Status, Support,
};

use crate::components::{
    Banner, CardSkeleton, Choices, CopyButton, Dialog, Empty, Five, Menu, MenuLink, PageHead,
    PartSkeleton, ProblemView, ProviderCardView, StatusPill, Switch, Tab, Tabs, TextField, Tone,
    time,
};
use crate::state::Known;
use crate::words::words;

/// The page.
#[component]
pub fn StatesPage() -> impl IntoView {
    view! {
        <PageHead title="States" lead="Every component in every state." />
        <div class="states">
            <Buttons />
            <Pills />
            <Cards />
            <Strips />
            <Fields />
            <secrets::Secrets />
            <Overlaid />
            <Looks />
        </div>
    }
}

#[component]
fn Buttons() -> impl IntoView {
    view! {
        <section aria-labelledby="states-buttons">
            <h2 id="states-buttons">"Buttons"</h2>
            <div class="row">
                <button class="button" type="button">"Plain"</button>
                <button class="button primary" type="button">"Primary"</button>
                <button class="button small" type="button">"Small"</button>
                <button class="button" type="button" aria-disabled="true">"Busy"</button>
                <button class="chip" type="button" aria-pressed="false">"Chip" <span class="chip-count">"8"</span></button>
                <button class="chip" type="button" aria-pressed="true">"Chip on" <span class="chip-count">"8"</span></button>
                <CopyButton text="copied".to_owned() what="a word" />
                <span class="mark">"mark"</span>
                <span class="mark sandbox">{words().sandbox}</span>
            </div>
        </section>
    }
}

/// Every state, with what it carries.
fn every_state() -> Vec<Status> {
    let later = time::now() + SignedDuration::from_hours(150);
    vec![
        Status::NotConnected,
        Status::WaitingForBrowser { until: later },
        Status::Connected,
        Status::Syncing { done: 42, of: Some(118) },
        Status::Syncing { done: 42, of: None },
        Status::Paused,
        Status::ReconnectNeeded { why: "The password was changed.".into() },
        Status::Expires { at: later },
        Status::MorePermissionNeeded { feature: "sending mail".into() },
        Status::Delayed { retry_at: later },
        Status::Offline,
        Status::CheckSettings { field: "Container".into() },
        Status::NotSupported,
    ]
}

#[component]
fn Pills() -> impl IntoView {
    let pills = every_state().into_iter().map(|status| view! { <StatusPill status /> });
    view! {
        <section aria-labelledby="states-pills">
            <h2 id="states-pills">"States of a connection"</h2>
            <div class="row">{pills.collect_view()}</div>
        </section>
    }
}

fn card(n: usize, support: Support, own: Own) -> ProviderCard {
    ProviderCard {
        id: format!("provider-{n}"),
        name: format!("Provider {n}"),
        vendor: "Vendor".into(),
        category: Category::Accounting,
        purpose: "What this provider does for the firm, in one line that may take two.".into(),
        also_called: Vec::new(),
        fills: None,
        support,
        verified: true,
        letters: "Pr".into(),
        hue: u16::try_from(n * 40 % 360).unwrap_or_default(),
        own,
        sign_ins: Vec::new(),
    }
}

fn connection(n: usize, provider: usize, status: Status) -> Connection {
    let sandbox = n % 3 == 2;
    Connection {
        id: format!("connection-{n}"),
        provider: format!("provider-{provider}"),
        environment: if sandbox { EnvironmentId::Sandbox } else { EnvironmentId::Live },
        label: None,
        account_id: None,
        account_name: Some("Miller & Sons Plumbing and Heating".into()),
        owner: Some("Dana Miller".into()),
        custodian: Custodian::ThisComputer,
        status,
        last_success: Some(time::now() - SignedDuration::from_mins(2)),
        next_clock: None,
        sign_in: None,
        made_at: time::now(),
        unnamed: None,
    }
}

#[component]
fn Cards() -> impl IntoView {
    let states: Vec<Status> = every_state()
        .into_iter()
        .filter(|status| !matches!(status, Status::NotConnected | Status::NotSupported))
        .collect();
    let mut providers = vec![
        card(90, Support::Connect, Own::Firm),
        card(91, Support::ByArrangement, Own::BuiltIn),
        card(92, Support::NotSupported, Own::BuiltIn),
    ];
    providers.extend((0..states.len()).map(|n| card(n, Support::Connect, Own::BuiltIn)));
    let mut connections: Vec<Connection> =
        states.into_iter().enumerate().map(|(n, status)| connection(n, n, status)).collect();
    connections.extend((90..94).map(|n| connection(n, 1, Status::Connected)));
    let known = Known::from(Hub {
        providers,
        broken: Vec::new(),
        connections: Part::Working(connections),
        defaults: Vec::new(),
        practice: false,
        at: time::now(),
    });
    let draw = |known: &Known| {
        let cards = known.entries.iter().map(|entry| {
            view! { <ProviderCardView entry=Arc::clone(entry) /> }
        });
        cards.collect_view()
    };
    view! {
        <section aria-labelledby="states-cards">
            <h2 id="states-cards">"Cards"</h2>
            <div class="cards">{draw(&known)} <CardSkeleton /></div>
        </section>
        <section aria-labelledby="states-rows">
            <h2 id="states-rows">"The same as rows"</h2>
            <div class="cards rows">{draw(&known)}</div>
        </section>
    }
}

#[component]
fn Strips() -> impl IntoView {
    let some = vec![
        (Mandatory::Ledger, true),
        (Mandatory::Email, true),
        (Mandatory::Ai, false),
        (Mandatory::Esign, false),
        (Mandatory::Payments, true),
    ];
    view! {
        <section aria-labelledby="states-banners">
            <h2 id="states-banners">"Banners and progress"</h2>
            <div>
                <Banner tone=Tone::Quiet>"Good to know, with " <a href="/">"a link"</a></Banner>
                <Banner tone=Tone::Warn>"Will matter soon."</Banner>
                <Banner tone=Tone::Bad>"Matters now."</Banner>
            </div>
            <Five filled=some />
        </section>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let empty = RwSignal::new(String::new());
    let wrong = RwSignal::new("pk_live_…".to_owned());
    let chosen = RwSignal::new(0_u8);
    let on = RwSignal::new(true);
    view! {
        <section aria-labelledby="states-fields">
            <h2 id="states-fields">"Fields"</h2>
            <TextField
                id="states-empty"
                label="Restricted key".to_owned()
                help="A key that can read what Patchbay needs and nothing else."
                find=vec!["Open Developers.".to_owned(), "Press Create.".to_owned()]
                example="rk_live_…"
                value=empty
            />
            <TextField
                id="states-wrong"
                label="Restricted key".to_owned()
                help="A key that can read what Patchbay needs and nothing else."
                error="This is the publishable key, which can read nothing."
                value=wrong
            />
            <Choices
                name="states-choice"
                legend="Environment"
                choices=vec![(0, "Live".to_owned()), (1, "Sandbox".to_owned())]
                chosen=Signal::derive(move || chosen.get())
                choose=move |value| chosen.set(value)
            />
            <Switch
                label="More contrast"
                help="Pure grounds and thicker lines."
                on=Signal::derive(move || on.get())
                switch=move |value| on.set(value)
            />
        </section>
    }
}

#[component]
fn Overlaid() -> impl IntoView {
    let open = RwSignal::new(false);
    let tab = RwSignal::new("one");
    let links = || {
        vec![
            MenuLink { word: "Overview", address: "/states".into() },
            MenuLink { word: "Help", address: "/states".into() },
        ]
    };
    let dialog = move || {
        open.get().then(|| {
            view! {
                <Dialog title="A dialog" close=move || open.set(false)>
                    <p>"It keeps the focus in and gives it back."</p>
                </Dialog>
            }
        })
    };
    view! {
        <section aria-labelledby="states-overlaid">
            <h2 id="states-overlaid">"Tabs, menu, dialog"</h2>
            <Tabs
                label="Tabs".to_owned()
                tabs=vec![Tab { id: "one", word: "One" }, Tab { id: "two", word: "Two" }]
                shown=Signal::derive(move || tab.get())
                choose=move |id| tab.set(id)
            />
            <div id="panel" role="tabpanel" aria-label="Panel">{move || tab.get()}</div>
            <div class="row">
                <button id="open-dialog" class="button" type="button" on:click=move |_| open.set(true)>
                    "Open the dialog"
                </button>
                <Menu label="More".to_owned() links />
            </div>
            {dialog}
        </section>
    }
}

#[component]
fn Looks() -> impl IntoView {
    let problem = Problem::new(
        ErrorCode::KeychainLocked,
        "The keychain is locked.",
        "Credentials cannot be opened until it is unlocked.",
        "Unlock it with the password of your session, then check again.",
    )
    .with_details("org.freedesktop.Secret.Error.IsLocked");
    view! {
        <section aria-labelledby="states-looks">
            <h2 id="states-looks">"Empty, failed, loading, table"</h2>
            <Empty sentence="Nothing is here yet.".to_owned()>
                <a class="button" href="/">"The one thing to do"</a>
            </Empty>
            <div class="card failed"><ProblemView problem /></div>
            <div class="parts"><PartSkeleton /></div>
            <table class="table">
                <thead>
                    <tr><th scope="col">"Account"</th><th scope="col">"Last success"</th></tr>
                </thead>
                <tbody>
                    <tr><th scope="row">"Miller & Co"</th><td>"2 minutes ago"</td></tr>
                    <tr><th scope="row">"Harbor Street Dental"</th><td>"Never"</td></tr>
                </tbody>
            </table>
        </section>
    }
}
