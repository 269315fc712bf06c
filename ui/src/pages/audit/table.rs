//! The entries in a table, and the way to older ones.

use std::sync::Arc;

use leptos::either::Either;
use leptos::prelude::*;
use patchbay_contract::{AuditEntry, AuditOutcome, Called};

use super::Search;
use super::filters::provider_name;
use crate::components::{Empty, Icon, card, time};
use crate::state::sought::Sought;
use crate::state::{Audit, Hub, Trail};
use crate::words::words;

/// The table, or why there is none.
#[component]
pub(super) fn Table(
    trail: Trail,
    search: Search,
    opened: RwSignal<Option<Arc<AuditEntry>>>,
) -> impl IntoView {
    let w = &words().audit;
    let count = trail.entries.len();
    let more = trail.older.is_some();
    let said = view! {
        <p class="visually-hidden" role="status" id="audit-shown">{(w.shown)(count, more)}</p>
    };
    if trail.entries.is_empty() {
        return Either::Left(view! {
            {said}
            <Nothing search />
        });
    }
    let rows = trail.entries.into_iter().map(|entry| row(entry, opened)).collect_view();
    Either::Right(view! {
        {said}
        <div class="table-holder" role="region" aria-label=w.title tabindex="0">
            <table class="table audit-table" id="audit-entries">
                <thead>
                    <tr>
                        <th scope="col">{w.when}</th>
                        <th scope="col">{w.what}</th>
                        <th scope="col">{w.ended}</th>
                        <th scope="col">{w.connection}</th>
                        <th scope="col">{w.who_from_where}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Older more />
    })
}

fn row(entry: Arc<AuditEntry>, opened: RwSignal<Option<Arc<AuditEntry>>>) -> impl IntoView {
    let w = &words().audit;
    let shown = Arc::clone(&entry);
    view! {
        <tr data-seq=entry.seq>
            <td class="when" title=time::relative(entry.at)>{time::stamp(entry.at)}</td>
            <td>
                <button
                    class="row-link"
                    type="button"
                    aria-haspopup="dialog"
                    on:click=move |_| opened.set(Some(Arc::clone(&shown)))
                >
                    {entry.action.map_or(w.unknown_action, w.action)}
                </button>
            </td>
            <td>{outcome_pill(entry.outcome)}</td>
            <td>{about(&entry, true)}</td>
            <td>
                {entry.actor.person().unwrap_or(w.patchbay).to_owned()}
                <span class="below">{entry.origin.clone()}</span>
            </td>
        </tr>
    }
}

/// The provider with a link to its page, and below it the account where that is wanted.
pub(super) fn about(entry: &AuditEntry, with_account: bool) -> impl IntoView + use<> {
    let hub = expect_context::<Hub>();
    let about = entry.clone();
    entry.provider.clone().map(|id| {
        let address = card::address(&id, Some("accounts"));
        // What things are called may be heard later than the entries.
        let called = Memo::new(move |_| {
            let provider = provider_name(hub, &id);
            let Some(account) = with_account.then(|| account(hub, &about)).flatten() else {
                return (provider, None);
            };
            let Called { first, account } = Called::of(&provider, &account);
            (first.to_owned(), account.map(str::to_owned))
        });
        let account = move || {
            let (_, account) = called.get();
            account.map(|account| view! { <span class="below">{account}</span> })
        };
        view! {
            <a href=address>{move || called.get().0}</a>
            {account}
        }
    })
}

/// What the connection is called: as the entry knew it, or as it is known now.
fn account(hub: Hub, entry: &AuditEntry) -> Option<String> {
    if let Some(account) = entry.detail.get("account") {
        return Some(account.clone());
    }
    let id = entry.connection.as_ref()?;
    let known = hub.known()?;
    let mut connections = known.entries.iter().flat_map(|entry| &entry.connections);
    connections.find(|one| one.id == *id).map(|one| one.title().to_owned())
}

/// How it ended, as a pill.
pub(super) fn outcome_pill(outcome: AuditOutcome) -> impl IntoView {
    let (icon, tone) = match outcome {
        AuditOutcome::Done => ("check", "good"),
        AuditOutcome::Refused => ("close", "warn"),
        AuditOutcome::Failed => ("warning", "bad"),
    };
    view! {
        <span class=format!("pill {tone}")>
            <Icon name=icon />
            {(words().audit.outcome)(outcome)}
        </span>
    }
}

#[component]
fn Older(more: bool) -> impl IntoView {
    let w = &words().audit;
    let audit = expect_context::<Audit>();
    view! {
        <div class="audit-older">
            {if more {
                Either::Left(view! {
                    <button
                        class="button"
                        type="button"
                        id="older"
                        aria-disabled=move || audit.is_fetching().to_string()
                        on:click=move |_| audit.ask_older()
                    >
                        {move || if audit.is_fetching() { words().loading } else { w.older }}
                    </button>
                })
            } else {
                Either::Right(view! { <p class="quiet">{w.no_older}</p> })
            }}
        </div>
    }
}

/// Nothing fits, or nothing was ever entered.
#[component]
fn Nothing(search: Search) -> impl IntoView {
    let w = &words().audit;
    if search.sought.with_untracked(Sought::narrows) {
        return Either::Left(view! {
            <Empty sentence=w.none_fit.to_owned()>
                <button
                    class="button"
                    type="button"
                    on:click=move |_| search.change(|sought| *sought = Sought::default())
                >
                    {words().clear_filters}
                </button>
            </Empty>
        });
    }
    Either::Right(view! { <Empty sentence=w.none_yet.to_owned() /> })
}
