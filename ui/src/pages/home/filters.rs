//! Chips and the order: category, state, who connected it, what is required.

use std::sync::Arc;

use leptos::prelude::*;
use patchbay_contract::{Category, StatusKind};

use super::Search;
use crate::components::{Icon, kind_words};
use crate::state::Known;
use crate::state::wanted::{Required, Sort, Wanted};
use crate::words::words;

/// The row of filters.
#[component]
pub(super) fn Filters(known: Arc<Known>, search: Search) -> impl IntoView {
    let w = words();
    let categories = Category::ALL
        .iter()
        .filter_map(|category| {
            let count =
                known.entries.iter().filter(|entry| entry.card.category == *category).count();
            (count > 0).then_some((*category, count))
        })
        .map(|(category, count)| {
            view! {
                <Chip
                    word=(w.category)(category)
                    count
                    on=Signal::derive(move || {
                        search.wanted.with(|wanted| wanted.category == Some(category))
                    })
                    press=move || search.change(|wanted| {
                        wanted.category = (wanted.category != Some(category)).then_some(category);
                    })
                />
            }
        })
        .collect_view();
    let required = known.entries.iter().filter(|entry| entry.card.fills.is_some()).count();
    // What the address asks for stands in the list, also when nothing is so any more.
    let (mut states, mut owners) = (known.states(), known.owners());
    let Wanted { status, owner, .. } = search.wanted.get_untracked();
    if let Some(status) = status.filter(|wanted| states.iter().all(|(kind, _)| kind != wanted)) {
        states.push((status, 0));
    }
    if let Some(owner) = owner.filter(|wanted| !owners.contains(wanted)) {
        owners.push(owner);
    }
    view! {
        <div class="filters">
            <div class="chips" role="group" aria-label=w.category_label>
                <Chip
                    word=w.required
                    count=required
                    on=Signal::derive(move || search.wanted.with(|wanted| wanted.required.is_some()))
                    press=move || search.change(|wanted| {
                        wanted.required = wanted.required.is_none().then_some(Required::Any);
                    })
                />
                {categories}
            </div>
            <div class="selects">
                <StateSelect states search />
                <OwnerSelect owners search />
                <SortSelect search />
                <button
                    class="button"
                    type="button"
                    hidden=move || !search.wanted.with(Wanted::narrows)
                    on:click=move |_| search.change(|wanted| *wanted = wanted.cleared())
                >
                    <Icon name="close" />
                    {w.clear_filters}
                </button>
            </div>
        </div>
    }
}

#[component]
fn Chip(
    word: &'static str,
    count: usize,
    on: Signal<bool>,
    press: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button
            class="chip"
            type="button"
            aria-pressed=move || on.get().to_string()
            on:click=move |_| press()
        >
            {word}
            <span class="chip-count">{count}</span>
        </button>
    }
}

#[component]
fn StateSelect(states: Vec<(StatusKind, usize)>, search: Search) -> impl IntoView {
    let w = words();
    let options = states
        .into_iter()
        .map(|(kind, count)| {
            view! {
                <option
                    value=kind.as_str()
                    prop:selected=move || search.wanted.with(|wanted| wanted.status == Some(kind))
                >
                    {format!("{} ({count})", kind_words(kind))}
                </option>
            }
        })
        .collect_view();
    view! {
        <label class="select">
            <span>{w.state_label}</span>
            <select on:change=move |event| {
                let kind = StatusKind::from_name(&event_target_value(&event));
                search.change(|wanted| wanted.status = kind);
            }>
                <option value="" prop:selected=move || search.wanted.with(|w| w.status.is_none())>
                    {w.any}
                </option>
                {options}
            </select>
        </label>
    }
}

#[component]
fn OwnerSelect(owners: Vec<String>, search: Search) -> impl IntoView {
    let w = words();
    (!owners.is_empty()).then(|| {
        let options = owners
            .into_iter()
            .map(|owner| {
                let name = owner.clone();
                view! {
                    <option
                        value=owner.clone()
                        prop:selected=move || {
                            search.wanted.with(|wanted| wanted.owner.as_ref() == Some(&name))
                        }
                    >
                        {owner.clone()}
                    </option>
                }
            })
            .collect_view();
        view! {
            <label class="select">
                <span>{w.owner_label}</span>
                <select on:change=move |event| {
                    let owner = Some(event_target_value(&event)).filter(|name| !name.is_empty());
                    search.change(|wanted| wanted.owner = owner);
                }>
                    <option value="" prop:selected=move || search.wanted.with(|w| w.owner.is_none())>
                        {w.anyone}
                    </option>
                    {options}
                </select>
            </label>
        }
    })
}

#[component]
fn SortSelect(search: Search) -> impl IntoView {
    let w = words();
    let options = Sort::ALL
        .into_iter()
        .map(|sort| {
            view! {
                <option
                    value=sort.as_str()
                    prop:selected=move || search.wanted.with(|wanted| wanted.sort == sort)
                >
                    {(w.sort_name)(sort)}
                </option>
            }
        })
        .collect_view();
    view! {
        <label class="select">
            <span>{w.sort_label}</span>
            <select on:change=move |event| {
                let sort = Sort::from_name(&event_target_value(&event)).unwrap_or_default();
                search.change(|wanted| wanted.sort = sort);
            }>{options}</select>
        </label>
    }
}
