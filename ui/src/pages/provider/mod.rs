//! The page of one provider: what it does for the firm, how it is set up, and how its
//! accounts are.

mod accounts;
mod asked;
mod connect;
mod custody;
mod default_for;
mod diagnosis;
mod disconnect;
mod firm_app;
mod health;
mod help;
mod history;
mod key_form;
mod mail;
mod overview;
mod permissions;
mod receipts;
mod rename;
mod retyped;
mod set_up;
mod settings;
mod shared_file;
mod switch;
mod tax_file;
mod tax_settings;
mod trial_balance;
mod webhooks;

use leptos::either::EitherOf3;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use patchbay_contract::{ErrorCode, Own, Part, Problem, ProviderPage, Status, StatusKind, Support};

use asked::Asked;
pub(crate) use trial_balance::said as said_of_books;

use crate::components::card::address;
use crate::components::{Banner, PageHead, ProblemView, StatusPill, Tab, Tabs, Tile, Tone, tab_id};
use crate::state::{Hub, KeyForms, Look, Provider};
use crate::words::words;

/// The page.
#[component]
pub fn ProviderPageView() -> impl IntoView {
    let provider = expect_context::<Provider>();
    let hub = expect_context::<Hub>();
    let forms = expect_context::<KeyForms>();
    on_cleanup(move || forms.forget());
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id").unwrap_or_default()));
    // Asked again whenever the hub changed: it may be about this provider's file.
    Effect::new(move |_| {
        let _ = hub.known();
        let id = id.get();
        if !id.is_empty() {
            provider.ask(id);
        }
    });
    // What was typed for one provider is not kept for another.
    Effect::new(move |before: Option<String>| {
        let id = id.get();
        if before.is_some_and(|before| before != id) {
            forms.forget();
        }
        id
    });
    let asked = Asked::nothing();
    provide_context(asked);
    let page = move || match provider.look() {
        Look::Loading => EitherOf3::A(view! {
            <a class="back" href="/">{words().back_to_connections}</a>
            <PageHead title=words().loading lead="" />
            <div class="card provider skeleton" aria-hidden="true">
                <span class="bone title"></span>
                <span class="bone"></span>
                <span class="bone short"></span>
            </div>
        }),
        Look::Failed(problem) => EitherOf3::B(view! {
            <a class="back" href="/">{words().back_to_connections}</a>
            <PageHead title=failed_title(&problem) lead="" />
            <div class="card failed"><ProblemView problem /></div>
        }),
        Look::Full(page) => EitherOf3::C(view! { <Full page /> }),
    };
    (page, asked.draw())
}

fn failed_title(problem: &Problem) -> &'static str {
    match problem.code {
        ErrorCode::ProviderUnknown => words().provider_missing,
        _ => words().needs_attention,
    }
}

#[component]
fn Full(page: ProviderPage) -> impl IntoView {
    let w = words();
    let query = use_query_map();
    let navigate = use_navigate();
    let tabs = tabs(&page);
    let ids: Vec<&'static str> = tabs.iter().map(|tab| tab.id).collect();
    let shown = Memo::new(move |_| {
        let asked = query.with(|query| query.get("tab").unwrap_or_default());
        ids.iter().copied().find(|id| *id == asked).unwrap_or("overview")
    });
    let id = StoredValue::new(page.card.id.clone());
    let navigate = StoredValue::new_local(navigate);
    let choose = move |tab: &'static str| {
        let tab = (tab != "overview").then_some(tab);
        let options = NavigateOptions { replace: true, scroll: false, ..Default::default() };
        navigate.with_value(|go| go(&address(&id.get_value(), tab), options));
    };
    let tile = view! { <Tile letters=page.card.letters.clone() hue=page.card.hue /> }.into_any();
    let unchecked = (!page.card.verified).then(|| {
        view! {
            <p class="not-checked">
                <a href=address(&page.card.id, Some("help"))>{(w.points_unchecked)(page.unchecked.len())}</a>
            </p>
        }
    });
    let own =
        (page.card.own == Own::Firm).then(|| view! { <p class="not-checked">{w.own_provider}</p> });
    let name = page.card.name.clone();
    let lead = page.card.purpose.clone();
    let (pill, what_to_do) = (pill(&page), what_to_do(&page, shown));
    let page = StoredValue::new(page);
    view! {
        <a class="back" href="/">{w.back_to_connections}</a>
        <PageHead title=name.clone() lead before=tile>
            {pill}
            {what_to_do}
        </PageHead>
        {own}
        {unchecked}
        <Tabs label=name tabs shown=Signal::derive(move || shown.get()) choose />
        <div class="panel" id="panel" role="tabpanel" aria-labelledby=move || tab_id(shown.get())>
            {move || {
                let page = page.get_value();
                match shown.get() {
                    "accounts" => accounts::accounts(page).into_any(),
                    "mail" => mail::mail(&page),
                    "permissions" => permissions::permissions(page).into_any(),
                    "activity" => accounts::activity(page).into_any(),
                    "settings" => settings::settings(page).into_any(),
                    "help" => help::help(page).into_any(),
                    _ => overview::overview(page).into_any(),
                }
            }}
        </div>
    }
}

/// The tabs a provider has: one that cannot be connected has nothing to set.
fn tabs(page: &ProviderPage) -> Vec<Tab> {
    let w = words();
    let tab = |id, word| Tab { id, word };
    if page.card.support != Support::Connect {
        return vec![tab("overview", w.overview), tab("help", w.help)];
    }
    let mut tabs = vec![tab("overview", w.overview), tab("accounts", w.accounts)];
    if mail::has_mail(page) {
        tabs.push(tab("mail", w.mail.tab));
    }
    tabs.extend([
        tab("permissions", w.permissions),
        tab("activity", w.activity),
        tab("settings", w.settings_tab),
        tab("help", w.help),
    ]);
    tabs
}

/// How it is as a whole.
fn pill(page: &ProviderPage) -> AnyView {
    let w = words();
    match page.card.support {
        Support::ByArrangement => {
            view! { <span class="pill neutral">{w.by_arrangement}</span> }.into_any()
        }
        Support::NotSupported => view! { <StatusPill status=Status::NotSupported /> }.into_any(),
        Support::Connect => {
            let Part::Working(connections) = &page.connections else {
                return ().into_any();
            };
            let status = connections
                .iter()
                .map(|connection| &connection.status)
                .min_by_key(|status| status.kind())
                .cloned()
                .unwrap_or(Status::NotConnected);
            view! { <StatusPill status /> }.into_any()
        }
    }
}

/// The way to what has to be done, from every tab but the one that has it.
fn what_to_do(page: &ProviderPage, shown: Memo<&'static str>) -> Option<AnyView> {
    let Part::Working(connections) = &page.connections else { return None };
    let mut states = connections.iter().map(|connection| connection.status.kind());
    let there = address(&page.card.id, Some("accounts"));
    states.any(StatusKind::needs_attention).then(|| {
        let link = move || {
            (shown.get() != "accounts").then(|| {
                view! { <a class="button primary" href=there.clone()>{words().see_what_to_do}</a> }
            })
        };
        link.into_any()
    })
}

/// A list of lines.
fn lines(lines: Vec<String>) -> impl IntoView {
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! { <ul>{lines}</ul> }
}

/// What keeps connections from being shown, if anything does.
fn connections_problem<T>(part: &Part<T>) -> Option<impl IntoView + use<T>> {
    part.problem().cloned().map(|problem| {
        view! {
            <Banner tone=Tone::Bad>{words().connections_unknown}</Banner>
            <div class="card failed"><ProblemView problem /></div>
        }
    })
}
