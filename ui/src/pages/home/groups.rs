//! The providers in their groups, when nothing narrows them.

use std::sync::Arc;

use leptos::prelude::*;
use patchbay_contract::{BrokenFile, Category, Connection};

use super::Search;
use crate::after_paint::Screenfuls;
use crate::components::{CopyButton, Icon, ProviderCardView};
use crate::state::{Entry, Known};
use crate::words::words;

/// How many cards of one group are drawn before a button draws the rest.
const DRAWN: usize = 24;

/// How many cards are drawn in one frame, to the end of their group.
const AT_ONCE: usize = 6;

/// A group that has something in it.
#[derive(Clone)]
struct Filled {
    id: &'static str,
    title: &'static str,
    entries: Vec<Arc<Entry>>,
    /// How many cards stand above it.
    above: usize,
}

/// Every group: the firm's files that could not be read, then what needs a person, then
/// the categories. What fits on a screen is drawn first.
#[component]
pub(super) fn Groups(known: Arc<Known>, search: Search) -> impl IntoView {
    let groups = filled(&known);
    let screenfuls = Screenfuls::of(AT_ONCE);
    screenfuls.begin(groups.last().map_or(0, |last| last.above + 1));
    let shown = move || {
        let drawn = screenfuls.drawn();
        groups.iter().filter(|group| group.above < drawn).cloned().collect::<Vec<_>>()
    };
    view! {
        <Broken files=known.broken.clone() lost=known.lost.clone() />
        <For each=shown key=|group| group.id let:group>
            <Group group search />
        </For>
    }
}

fn filled(known: &Known) -> Vec<Filled> {
    let w = words();
    let entries = |fits: &dyn Fn(&Entry) -> bool| {
        known.entries.iter().filter(|entry| fits(entry)).cloned().collect::<Vec<Arc<Entry>>>()
    };
    let attention = ("attention", w.needs_attention_title, entries(&Entry::needs_attention));
    let categories = Category::ALL.iter().map(|category| {
        let fits = |entry: &Entry| entry.card.category == *category && !entry.needs_attention();
        (category.as_str(), (w.category)(*category), entries(&fits))
    });
    std::iter::once(attention)
        .chain(categories)
        .filter(|(_, _, entries)| !entries.is_empty())
        .scan(0, |above, (id, title, entries)| {
            let group = Filled { id, title, above: *above, entries };
            *above += group.entries.len().min(DRAWN);
            Some(group)
        })
        .collect()
}

#[component]
fn Group(group: Filled, search: Search) -> impl IntoView {
    let w = words();
    let Filled { id, title, entries, .. } = group;
    let total = entries.len();
    let attention = entries.iter().all(|entry| entry.needs_attention());
    let connected = entries.iter().filter(|entry| entry.is_usable()).count();
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

/// The firm's own files that could not be read: a broken card each, and what to do. With
/// them the connections whose provider is therefore not there.
#[component]
fn Broken(files: Vec<BrokenFile>, lost: Vec<(String, Vec<Connection>)>) -> impl IntoView {
    let w = words();
    (!files.is_empty() || !lost.is_empty()).then(|| {
        let lost = lost
            .into_iter()
            .map(|(provider, connections)| {
                let accounts = connections
                    .iter()
                    .map(|connection| view! { <li>{connection.title().to_owned()}</li> })
                    .collect_view();
                view! {
                    <article class="card failed lost">
                        <h3>
                            <Icon name="warning" />
                            {provider}
                        </h3>
                        <p>{w.lost_connections}</p>
                        <ul class="accounts">{accounts}</ul>
                    </article>
                }
            })
            .collect_view();
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
                <div class="cards wide">{cards} {lost}</div>
            </section>
        }
    })
}
