//! What fits the search, in one list, with its count said aloud.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::Search;
use super::groups::layout;
use crate::after_paint::Screenfuls;
use crate::components::ProviderCardView;
use crate::state::wanted::Wanted;
use crate::state::{Entry, Known};
use crate::words::words;

/// How many results are drawn before a button draws the rest.
const DRAWN: usize = 24;

/// How many are drawn in one frame.
const AT_ONCE: usize = 6;

/// How long the next letter is waited for before more than that is drawn. Who types
/// on would only pay for cards that go away again.
const NEXT_LETTER: Duration = Duration::from_millis(50);

/// The results. Empty while nothing narrows.
#[component]
pub(super) fn Results(known: Arc<Known>, search: Search) -> impl IntoView {
    let w = words();
    let all = RwSignal::new(false);
    let screenfuls = Screenfuls::of(AT_ONCE).after(NEXT_LETTER);
    let known = StoredValue::new_local(known);
    let found = RwSignal::new_local(Vec::<Arc<Entry>>::new());
    let narrows = Memo::new(move |_| search.wanted.with(Wanted::narrows));
    Effect::new_isomorphic(move |_| {
        let wanted = search.wanted.get();
        let select = |known: &Arc<Known>| wanted.select(known);
        let fit = if wanted.narrows() { known.with_value(select) } else { Vec::new() };
        all.set(false);
        screenfuls.begin(fit.len().min(DRAWN));
        found.set(fit);
    });
    let count = move || found.with(Vec::len);
    let shown = move || {
        let drawn = if all.get() { usize::MAX } else { screenfuls.drawn().min(DRAWN) };
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
