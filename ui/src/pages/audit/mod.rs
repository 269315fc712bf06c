//! The audit trail: a search and filters kept in the address, the entries, one entry in
//! full, a check of all of them, and an export.

mod entry;
mod filters;
mod strip;
mod table;

use std::sync::Arc;

use leptos::either::EitherOf3;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_query_map};
use patchbay_contract::AuditEntry;

use crate::components::{Icon, PageHead, ProblemView, keys::SEARCH};
use crate::state::sought::Sought;
use crate::state::{Audit, Look};
use crate::words::words;

use entry::EntryDialog;
use filters::Filters;
use strip::Strip;
use table::Table;

/// How long the question waits for the next letter.
const WAITS: std::time::Duration = std::time::Duration::from_millis(200);

/// The page.
#[component]
pub fn AuditTrailPage() -> impl IntoView {
    let w = &words().audit;
    let audit = expect_context::<Audit>();
    audit.forget_deeds();
    let search = Search::in_the_address();
    Effect::new(move |_| {
        let sought = search.sought.get();
        if search.is_here() {
            audit.ask(sought.filter());
        }
    });
    let opened = RwSignal::new(None::<Arc<AuditEntry>>);
    let look = Memo::new(move |_| audit.look());
    view! {
        <PageHead title=w.title lead=w.lead>
            <SearchBox search />
        </PageHead>
        {move || match look.get() {
            Look::Loading => EitherOf3::A(loading()),
            Look::Failed(problem) => {
                EitherOf3::B(view! { <div class="card failed"><ProblemView problem /></div> })
            }
            Look::Full(trail) => EitherOf3::C(view! {
                <Strip trail=trail.clone() search />
                <Filters people=trail.people.clone() providers=trail.providers.clone() search />
                <Table trail search opened />
            }),
        }}
        {move || opened.get().map(|entry| view! { <EntryDialog entry opened search /> })}
    }
}

fn loading() -> impl IntoView {
    view! {
        <p class="visually-hidden" role="status">{words().loading}</p>
        <div class="card skeleton audit-skeleton" aria-hidden="true">
            {(0..8).map(|_| view! { <span class="bone"></span> }).collect_view()}
        </div>
    }
}

type Go = Box<dyn Fn(&Sought)>;

/// What is looked for. The address is all there is of it.
#[derive(Clone, Copy)]
struct Search {
    sought: Memo<Sought>,
    path: Memo<String>,
    go: StoredValue<Go, LocalStorage>,
    typing: StoredValue<Option<TimeoutHandle>>,
}

impl Search {
    fn in_the_address() -> Self {
        let query = use_query_map();
        let path = use_location().pathname;
        let navigate = use_navigate();
        let go = move |sought: &Sought| {
            let options = NavigateOptions { replace: true, scroll: false, ..Default::default() };
            navigate(&sought.address(), options);
        };
        let search = Self {
            sought: Memo::new(move |_| Sought::from_query(&query.get())),
            path,
            go: StoredValue::new_local(Box::new(go)),
            typing: StoredValue::new(None),
        };
        on_cleanup(move || search.stop_waiting());
        search
    }

    /// Whether the address is still this page's. On the way to another it is not.
    fn is_here(self) -> bool {
        self.path.get_untracked() == "/audit"
    }

    /// Looks for other words once the typing pauses.
    fn type_words(self, words: String) {
        self.stop_waiting();
        let waiting = set_timeout_with_handle(
            move || self.change(move |sought| sought.words = words.clone()),
            WAITS,
        );
        self.typing.set_value(waiting.ok());
    }

    /// Changes what is looked for.
    fn change(self, how: impl FnOnce(&mut Sought)) {
        self.stop_waiting();
        let mut sought = self.sought.get_untracked();
        how(&mut sought);
        self.go.with_value(|go| go(&sought));
    }

    fn stop_waiting(self) {
        if let Some(Some(waiting)) = self.typing.try_update_value(Option::take) {
            waiting.clear();
        }
    }
}

/// The search box. `/` goes to it.
#[component]
fn SearchBox(search: Search) -> impl IntoView {
    let w = &words().audit;
    view! {
        <form class="search" role="search" on:submit=|event| event.prevent_default()>
            <Icon name="search" />
            <input
                class="input"
                id=SEARCH
                type="search"
                autocomplete="off"
                spellcheck="false"
                aria-label=w.search
                placeholder=w.search_hint
                prop:value=move || search.sought.with(|sought| sought.words.clone())
                on:input=move |event| search.type_words(event_target_value(&event))
            />
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
}
