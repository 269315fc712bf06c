//! One entry in full, over the page.

use std::sync::Arc;

use leptos::prelude::*;
use patchbay_contract::AuditEntry;

use super::Search;
use super::table::{about, outcome_pill};
use crate::components::{CopyButton, Dialog, time};
use crate::state::sought::Sought;
use crate::words::words;

/// The entry.
#[component]
pub(super) fn EntryDialog(
    entry: Arc<AuditEntry>,
    opened: RwSignal<Option<Arc<AuditEntry>>>,
    search: Search,
) -> impl IntoView {
    let w = &words().audit;
    let facts = entry
        .detail
        .iter()
        .map(|(name, value)| {
            let label = (w.fact)(name).map_or_else(|| name.clone(), ToOwned::to_owned);
            line(label, value.clone())
        })
        .collect_view();
    let only_this = entry.connection.clone().map(|only| {
        view! {
            <button
                class="button small"
                type="button"
                on:click=move |_| {
                    opened.set(None);
                    let connection = Some(only.clone());
                    search.change(|sought| *sought = Sought { connection, ..Sought::default() });
                }
            >
                {w.only_this_connection}
            </button>
        }
    });
    let who = entry.actor.person().unwrap_or(w.by_itself).to_owned();
    let code = entry.action.map(|action| view! { <code>{action.as_str()}</code> });
    view! {
        <Dialog title=w.entry class="audit-entry" close=move || opened.set(None)>
            <p class="audit-entry-what">
                <strong>{entry.action.map_or(w.unknown_action, w.action)}</strong>
                {outcome_pill(entry.outcome)}
                {code}
            </p>
            <dl class="facts">
                {line(w.number.to_owned(), entry.seq.to_string())}
                {line(w.when.to_owned(), format!("{} ({})", time::exact(entry.at), entry.at))}
                {line(w.who.to_owned(), who)}
                {line(w.from_where.to_owned(), entry.origin.clone())}
                {entry.provider.is_some().then(|| view! {
                    <div class="fact">
                        <dt>{w.provider}</dt>
                        <dd><span class="value">{about(&entry, false)}</span></dd>
                    </div>
                })}
                {facts}
                {entry.connection.clone().map(|id| line(w.connection.to_owned(), id))}
            </dl>
            {only_this.map(|button| view! { <div>{button}</div> })}
            <section class="audit-hashes" aria-labelledby="audit-hashes">
                <h3 id="audit-hashes">{w.hashes}</h3>
                <p class="quiet">{w.hashes_mean}</p>
                <dl class="facts">
                    {hash(w.hash, entry.hash.clone())}
                    {hash(w.previous, entry.previous.clone())}
                </dl>
            </section>
        </Dialog>
    }
}

fn line(label: String, value: String) -> impl IntoView {
    view! {
        <div class="fact">
            <dt>{label}</dt>
            <dd><span class="value">{value}</span></dd>
        </div>
    }
}

fn hash(label: &'static str, value: String) -> impl IntoView {
    view! {
        <div class="fact">
            <dt>{label}</dt>
            <dd>
                <code class="value">{value.clone()}</code>
                <CopyButton text=value what=label />
            </dd>
        </div>
    }
}
