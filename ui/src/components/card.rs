//! A provider as a card: what it is, how it is, and the one thing to do.

use std::sync::Arc;

use leptos::prelude::*;
use patchbay_contract::{
    Connection, Custodian, DefaultKind, EnvironmentId, Own, Status, StatusKind, Support,
};

use crate::components::{Icon, Menu, MenuLink, StatusPill, Tile, time};
use crate::state::Entry;
use crate::words::words;

/// How many accounts a card names before it only counts the rest.
const NAMED: usize = 2;

/// The card. The name is the link, and covers the card; the action and the menu lie
/// above it.
#[component]
pub fn ProviderCardView(
    /// What it shows.
    entry: Arc<Entry>,
) -> impl IntoView {
    let w = words();
    let card = &entry.card;
    let address = address(&card.id, None);
    let action = action(&entry);
    let urgent = is_urgent(entry.status.kind());
    let by_arrangement = card.support == Support::ByArrangement;
    let status = if by_arrangement {
        view! {
            <span class="pill neutral">
                <Icon name="info" />
                {w.by_arrangement}
            </span>
        }
        .into_any()
    } else {
        entry.sure.then(|| view! { <StatusPill status=entry.status.clone() /> }).into_any()
    };
    let more = (entry.connections.len() > NAMED)
        .then(|| view! { <li class="account-more">{(w.more_accounts)(entry.connections.len() - NAMED)}</li> });
    let accounts = (!entry.connections.is_empty()).then(|| {
        let named = entry.connections.iter().take(NAMED);
        let named = named.map(|one| account(one, &entry.defaults)).collect_view();
        view! {
            <ul class="accounts">
                {named}
                {more}
            </ul>
        }
    });
    let own = (card.own == Own::Firm).then(|| view! { <span class="mark">{w.own_provider}</span> });
    let links = {
        let entry = Arc::clone(&entry);
        move || menu_links(&entry)
    };
    view! {
        <article
            class="card provider"
            class:bad-edge=urgent
            class:warn-edge=entry.needs_attention() && !urgent
            data-provider=card.id.clone()
        >
            <header class="provider-head">
                <Tile letters=card.letters.clone() hue=card.hue />
                <div class="provider-name">
                    <h3>
                        <a class="cover" href=address>{card.name.clone()}</a>
                    </h3>
                    {own}
                </div>
            </header>
            <p class="purpose">{card.purpose.clone()}</p>
            {status}
            {accounts}
            <footer class="provider-foot">
                <a class="button small" class:primary=action.urgent href=action.address aria-label=action.label>
                    {action.word}
                </a>
                <Menu label=(w.more_about)(&card.name) links />
            </footer>
        </article>
    }
}

/// One account in a line: its name, its environment, when it last worked.
fn account(connection: &Connection, defaults: &[(String, DefaultKind)]) -> impl IntoView + use<> {
    let w = words();
    let of_it = defaults.iter().find(|(id, _)| *id == connection.id);
    let default = of_it.map(|(_, kind)| {
        view! {
            " "
            <span class="mark">{(w.defaults.mark)(*kind)}</span>
        }
    });
    let sandbox = (connection.environment == EnvironmentId::Sandbox)
        .then(|| view! { <span class="mark sandbox">{w.sandbox}</span> });
    let held = (connection.custodian == Custodian::FirmServer)
        .then(|| view! { <span class="mark">{w.custody.at_server}</span> });
    let last = connection.last_success.map(|at| {
        view! {
            <span class="last" title=time::exact(at)>
                " · "
                {time::relative(at)}
            </span>
        }
    });
    view! {
        <li>
            <span class="account">{connection.title().to_owned()}</span>
            {sandbox}
            {held}
            {default}
            {last}
        </li>
    }
}

/// Whether nothing works until a person acts; otherwise it can wait a while.
const fn is_urgent(kind: StatusKind) -> bool {
    matches!(kind, StatusKind::ReconnectNeeded | StatusKind::CheckSettings)
}

struct Action {
    word: &'static str,
    label: String,
    address: String,
    urgent: bool,
}

/// The one thing to do about it.
fn action(entry: &Entry) -> Action {
    let w = words();
    let name = &entry.card.name;
    let id = &entry.card.id;
    let (word, tab, urgent) = match (&entry.status, entry.card.support) {
        (Status::NotConnected, Support::Connect) => (w.set_up, None, false),
        (Status::NotConnected, _) | (Status::NotSupported, _) => (w.see_ways_out, None, false),
        (status, _) if status.kind().needs_attention() => {
            (w.see_what_to_do, Some("accounts"), is_urgent(status.kind()))
        }
        _ => (w.see_accounts, Some("accounts"), false),
    };
    Action { word, label: format!("{word}: {name}"), address: address(id, tab), urgent }
}

fn menu_links(entry: &Entry) -> Vec<MenuLink> {
    let w = words();
    let id = &entry.card.id;
    let mut links = vec![MenuLink { word: w.overview, address: address(id, None) }];
    if entry.status.kind() != StatusKind::NotSupported && entry.card.support == Support::Connect {
        links.push(MenuLink { word: w.permissions, address: address(id, Some("permissions")) });
        links.push(MenuLink { word: w.settings_tab, address: address(id, Some("settings")) });
    }
    links.push(MenuLink { word: w.help, address: address(id, Some("help")) });
    links
}

/// Where a provider's page is, on one of its tabs.
#[must_use]
pub fn address(id: &str, tab: Option<&str>) -> String {
    match tab {
        Some(tab) => format!("/provider/{id}?tab={tab}"),
        None => format!("/provider/{id}"),
    }
}

/// The card's shape before anything is known.
#[component]
pub fn CardSkeleton() -> impl IntoView {
    view! {
        <div class="card provider skeleton">
            <span class="bone title"></span>
            <span class="bone"></span>
            <span class="bone short"></span>
        </div>
    }
}
