//! The providers in their groups, when nothing narrows them.

use std::sync::Arc;

use leptos::prelude::*;
use patchbay_contract::{BrokenFile, Category};

use super::Search;
use crate::components::{CopyButton, Icon, ProviderCardView};
use crate::state::{Entry, Known};
use crate::words::words;

/// How many cards of one group are drawn before a button draws the rest.
const DRAWN: usize = 24;

/// Every group: the firm's files that could not be read, then what needs a person, then
/// the categories.
#[component]
pub(super) fn Groups(known: Arc<Known>, search: Search) -> impl IntoView {
    let w = words();
    let attention: Vec<Arc<Entry>> =
        known.entries.iter().filter(|entry| entry.needs_attention()).cloned().collect();
    let attention = (!attention.is_empty())
        .then(|| view! { <Group id="attention" title=w.needs_attention_title entries=attention search /> });
    let categories = Category::ALL
        .iter()
        .map(|category| {
            let entries: Vec<Arc<Entry>> = known
                .entries
                .iter()
                .filter(|entry| entry.card.category == *category && !entry.needs_attention())
                .cloned()
                .collect();
            (!entries.is_empty()).then(|| {
                view! {
                    <Group id=category.as_str() title=(w.category)(*category) entries search />
                }
            })
        })
        .collect_view();
    view! {
        <Broken files=known.broken.clone() />
        {attention}
        {categories}
    }
}

#[component]
fn Group(
    id: &'static str,
    title: &'static str,
    entries: Vec<Arc<Entry>>,
    search: Search,
) -> impl IntoView {
    let w = words();
    let total = entries.len();
    let attention = entries.iter().all(|entry| entry.needs_attention());
    let connected = entries.iter().filter(|entry| !entry.connections.is_empty()).count();
    let entries = StoredValue::new_local(entries);
    let all = RwSignal::new(total <= DRAWN);
    let shown = move || {
        let count = if all.get() { total } else { DRAWN };
        entries.with_value(|entries| entries.iter().take(count).cloned().collect::<Vec<_>>())
    };
    view! {
        <section class="group" aria-labelledby=format!("group-{id}")>
            <h2 id=format!("group-{id}")>
                {title}
                <span class="group-count">
                    {total}
                    {(connected > 0 && !attention).then(|| format!(" · {}", (w.n_connected)(connected)))}
                </span>
            </h2>
            <div class=move || layout(search)>
                <For each=shown key=|entry| entry.card.id.clone() let:entry>
                    <ProviderCardView entry />
                </For>
            </div>
            {move || {
                (!all.get()).then(|| {
                    view! {
                        <button class="button" type="button" on:click=move |_| all.set(true)>
                            {(w.show_all)(total)}
                        </button>
                    }
                })
            }}
        </section>
    }
}

/// The class of what holds the cards.
pub(super) fn layout(search: Search) -> &'static str {
    if search.wanted.with(|wanted| wanted.as_list) { "cards rows" } else { "cards" }
}

/// The firm's own files that could not be read: a broken card each, and what to do.
#[component]
fn Broken(files: Vec<BrokenFile>) -> impl IntoView {
    let w = words();
    (!files.is_empty()).then(|| {
        let cards = files
            .into_iter()
            .map(|file| {
                let report = format!("{}\n{}", file.path, file.mistakes.join("\n"));
                let mistakes =
                    file.mistakes.into_iter().map(|m| view! { <li>{m}</li> }).collect_view();
                view! {
                    <article class="card failed broken">
                        <h3>
                            <Icon name="warning" />
                            {file.file}
                        </h3>
                        <p>{w.broken_file}</p>
                        <ul class="mistakes">{mistakes}</ul>
                        <p class="quiet path">{file.path}</p>
                        <CopyButton text=report what=w.details />
                    </article>
                }
            })
            .collect_view();
        view! {
            <section class="group" aria-labelledby="group-broken">
                <h2 id="group-broken">{w.broken_title}</h2>
                <div class="cards wide">{cards}</div>
            </section>
        }
    })
}
