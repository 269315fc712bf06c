//! What fits the search, in one list, with its count said aloud.

use std::sync::Arc;

use leptos::prelude::*;

use super::Search;
use super::groups::layout;
use crate::after_paint::after_paint;
use crate::components::ProviderCardView;
use crate::state::wanted::Wanted;
use crate::state::{Entry, Known};
use crate::words::words;

/// How many results are drawn before a button draws the rest.
const DRAWN: usize = 24;

/// How many are drawn in the frame of the keystroke itself, which is what fits on a
/// screen. The others follow in the next frame.
const AT_ONCE: usize = 6;

/// The results. Empty while nothing narrows.
#[component]
pub(super) fn Results(known: Arc<Known>, search: Search) -> impl IntoView {
    let w = words();
    let all = RwSignal::new(false);
    let at_once = RwSignal::new(true);
    let known = StoredValue::new_local(known);
    let found = RwSignal::new_local(Vec::<Arc<Entry>>::new());
    let narrows = Memo::new(move |_| search.wanted.with(Wanted::narrows));
    Effect::new_isomorphic(move |_| {
        let wanted = search.wanted.get();
        all.set(false);
        at_once.set(true);
        found.set(if wanted.narrows() {
            known.with_value(|known| wanted.select(known))
        } else {
            Vec::new()
        });
        // What is beyond the screen waits until this keystroke is painted.
        after_paint(move || {
            at_once.try_set(false);
        });
    });
    let count = move || found.with(Vec::len);
    let shown = move || {
        let drawn = match (all.get(), at_once.get()) {
            (true, _) => usize::MAX,
            (false, true) => AT_ONCE,
            (false, false) => DRAWN,
        };
        found.with(|found| found.iter().take(drawn).cloned().collect::<Vec<Arc<Entry>>>())
    };
    view! {
        <section class="group results" aria-labelledby="results-title" hidden=move || !narrows.get()>
            <h2 id="results-title">
                <span role="status">{move || narrows.get().then(|| (w.results)(count()))}</span>
            </h2>
            <div class=move || layout(search)>
                <For each=shown key=|entry| entry.card.id.clone() let:entry>
                    <ProviderCardView entry />
                </For>
            </div>
            {move || {
                (!all.get() && count() > DRAWN).then(|| {
                    view! {
                        <button class="button" type="button" on:click=move |_| all.set(true)>
                            {(w.show_all)(count())}
                        </button>
                    }
                })
            }}
            {move || (narrows.get() && count() == 0).then(|| view! { <Nothing search /> })}
        </section>
    }
}

/// No result: what to try, and what to do when it is really missing.
#[component]
fn Nothing(search: Search) -> impl IntoView {
    let w = words();
    view! {
        <div class="empty">
            <p>{move || search.wanted.with(|wanted| (w.nothing_found)(wanted.words.trim()))}</p>
            <p class="quiet">{w.add_your_own}</p>
            <button
                class="button"
                type="button"
                on:click=move |_| search.change(|wanted| *wanted = wanted.cleared())
            >
                {w.clear_filters}
            </button>
        </div>
    }
}
