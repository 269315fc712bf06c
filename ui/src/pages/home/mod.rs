//! Home: every provider by category, what needs a person first, and the search.

mod filters;
mod groups;
mod results;
mod test_all;

use std::sync::Arc;

use leptos::either::EitherOf3;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_url};

use crate::after_paint::after_paint;
use crate::components::{
    Banner, CardSkeleton, Five, Icon, PageHead, ProblemView, Tone, keys::SEARCH, time,
};
use crate::marks;
use crate::state::wanted::Wanted;
use crate::state::{Hub, InStep, Installation, Known, Look, Security, Shut, Syncing};
use crate::words::words;

use filters::Filters;
use groups::Groups;
use results::Results;

/// How long the next letter is waited for before what is not urgent follows, so that
/// typing is not slowed by it.
const TYPING_PAUSES: std::time::Duration = std::time::Duration::from_millis(250);

/// What comes within this has come at once, as people see it.
const AT_ONCE: std::time::Duration = std::time::Duration::from_millis(100);

/// The page.
#[component]
pub fn HomePage() -> impl IntoView {
    let w = words();
    let hub = expect_context::<Hub>();
    // The same answer draws nothing anew: the focus and what was opened stay.
    let look = Memo::new(move |_| hub.look());
    let search = Search::over_the_address();
    view! {
        <PageHead title=w.connections lead=w.connections_lead>
            <SearchBox search />
            <ViewSwitch search />
        </PageHead>
        <Trouble />
        {move || match look.get() {
            Look::Loading => EitherOf3::A(loading()),
            Look::Failed(problem) => {
                EitherOf3::B(view! { <div class="card failed"><ProblemView problem /></div> })
            }
            Look::Full(known) => EitherOf3::C(full(&known, search)),
        }}
    }
}

fn full(known: &Arc<Known>, search: Search) -> impl IntoView + use<> {
    marks::once_painted(marks::HOME);
    let filled = known.filled();
    let missing = known.problem.is_none() && filled.iter().any(|(_, filled)| !filled);
    let strip = missing.then(|| view! { <Five filled /> });
    let problem = known.problem.clone().map(|problem| {
        view! { <div class="card failed"><ProblemView problem /></div> }
    });
    let test_all = test_all::test_all(known);
    let narrows = Memo::new(move |_| search.wanted.with(Wanted::narrows));
    let out_of_reach = out_of_reach(search, narrows);
    view! {
        {problem}
        {strip}
        {test_all}
        <Filters known=Arc::clone(known) search />
        <Results known=Arc::clone(known) search />
        <div class="groups" class:away=move || narrows.get() inert=move || out_of_reach.get()>
            <Groups known=Arc::clone(known) search />
        </div>
    }
}

/// Whether the groups cannot be reached while they are away. The engine computes every
/// style below an element anew when it becomes inert or hidden, which costs more than a
/// frame, while taking its height costs next to nothing. So a keystroke does only that,
/// and this follows in either direction when the typing pauses; behind the paint, where
/// nobody types.
fn out_of_reach(search: Search, narrows: Memo<bool>) -> RwSignal<bool> {
    let out_of_reach = RwSignal::new(narrows.get_untracked());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new_isomorphic(move |_| {
        search.wanted.track();
        if let Some(Some(waiting)) = waiting.try_update_value(Option::take) {
            waiting.clear();
        }
        if narrows.get_untracked() != out_of_reach.get_untracked() {
            let follow = move || {
                if let Some(narrows) = narrows.try_get_untracked() {
                    out_of_reach.try_set(narrows);
                }
            };
            if search.is_typed() {
                waiting.set_value(set_timeout_with_handle(follow, TYPING_PAUSES).ok());
            } else {
                after_paint(follow);
            }
        }
    });
    out_of_reach
}

/// The shape of the cards, unless they come at once: a shape that is replaced before it
/// is understood is a flicker, and drawing it would hold up what replaces it.
fn loading() -> impl IntoView {
    let takes_time = RwSignal::new(false);
    set_timeout(
        move || {
            takes_time.try_set(true);
        },
        AT_ONCE,
    );
    move || {
        takes_time.get().then(|| {
            view! {
                <p class="visually-hidden" role="status">{words().loading}</p>
                <div class="cards" aria-hidden="true">
                    {(0..6).map(|_| view! { <CardSkeleton /> }).collect_view()}
                </div>
            }
        })
    }
}

/// The one banner: what keeps this computer from working as it should. A vault that is
/// shut comes first, since its page has the way to open it; the firm's server last, since
/// everything of this computer works without it.
#[component]
fn Trouble() -> impl IntoView {
    let w = words();
    let installation = expect_context::<Installation>();
    let security = expect_context::<Security>();
    let syncing = expect_context::<Syncing>();
    let trouble = Memo::new(move |_| match (security.shut(), installation.problem_count()) {
        (Some(Shut::Locked), _) => {
            Some((Tone::Quiet, w.security.banner_locked.to_owned(), "/security"))
        }
        (Some(Shut::NeedsSomebody), _) => {
            Some((Tone::Bad, w.security.banner_shut.to_owned(), "/security"))
        }
        (None, 0) => out_of_step(syncing),
        (None, count) => Some((Tone::Bad, (w.installation_trouble)(count), "/installation")),
    });
    move || {
        trouble.get().map(|(tone, sentence, address)| {
            view! {
                <Banner tone>
                    {sentence}
                    " "
                    <a href=address>{w.see_what_to_do}</a>
                </Banner>
            }
        })
    }
}

/// What there is to say of the firm's server: that it is silent, since when what other computers
/// did is not known here; or that a person has to choose.
fn out_of_step(syncing: Syncing) -> Option<(Tone, String, &'static str)> {
    let w = words().going_along;
    let (how, agreed) = syncing.banner(time::now())?;
    let (tone, sentence) = match how {
        InStep::Offline => {
            let since = agreed.map_or_else(
                || w.offline_never.to_owned(),
                |at| (w.banner_offline)(&time::relative(at)),
            );
            (Tone::Quiet, since)
        }
        InStep::Stuck => (Tone::Warn, w.banner_stuck.to_owned()),
        InStep::ToDecide(count) => (Tone::Warn, (w.banner_to_decide)(count)),
        InStep::Fine => return None,
    };
    Some((tone, sentence, "/settings#firm-server"))
}

/// Writes what is looked for into the address.
type Go = Box<dyn Fn(&Wanted)>;

/// What is looked for: a signal for the page, and the address behind it.
#[derive(Clone, Copy)]
pub(super) struct Search {
    pub(super) wanted: RwSignal<Wanted>,
    go: StoredValue<Go, LocalStorage>,
    typing: StoredValue<Option<TimeoutHandle>>,
}

impl Search {
    /// Begins with what the address says, and follows it when somebody goes there
    /// otherwise than by this search: by a link, or by going back. Every going counts,
    /// also one to the address that is there already: the words that were just typed
    /// are not in it yet.
    fn over_the_address() -> Self {
        let url = use_url();
        let location = use_location();
        let navigate = use_navigate();
        let said = move || url.with(|url| Wanted::from_query(url.search_params()));
        let wanted = RwSignal::new(untrack(said));
        let on_our_way = StoredValue::new(None::<String>);
        let go = move |wanted: &Wanted| {
            let address = wanted.address();
            on_our_way.set_value(Some(address.clone()));
            let options = NavigateOptions { replace: true, scroll: false, ..Default::default() };
            navigate(&address, options);
        };
        let search = Self {
            wanted,
            go: StoredValue::new_local(Box::new(go)),
            typing: StoredValue::new(None),
        };
        Effect::new(move |_| {
            let said = said();
            let by_us = on_our_way.try_update_value(Option::take).flatten();
            // On its way to another page the query is no longer ours.
            if location.pathname.get_untracked() != "/" || by_us == Some(said.address()) {
                return;
            }
            search.stop_waiting();
            if wanted.with_untracked(|wanted| *wanted != said) {
                wanted.set(said);
            }
        });
        on_cleanup(move || search.stop_waiting());
        search
    }

    /// Looks for other words. The address follows when the typing pauses.
    pub(super) fn type_words(self, words: String) {
        self.wanted.update(|wanted| wanted.words = words);
        self.stop_waiting();
        let waiting = set_timeout_with_handle(
            move || {
                self.typing.set_value(None);
                self.go.with_value(|go| go(&self.wanted.get_untracked()));
            },
            TYPING_PAUSES,
        );
        self.typing.set_value(waiting.ok());
    }

    /// Changes what is looked for in any other way.
    pub(super) fn change(self, how: impl FnOnce(&mut Wanted)) {
        self.stop_waiting();
        self.wanted.update(how);
        self.go.with_value(|go| go(&self.wanted.get_untracked()));
    }

    /// Whether the last change was typed, just now.
    fn is_typed(self) -> bool {
        self.typing.with_value(Option::is_some)
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
    let w = words();
    view! {
        <form class="search" role="search" on:submit=|event| event.prevent_default()>
            <Icon name="search" />
            <input
                class="input"
                id=SEARCH
                type="search"
                autocomplete="off"
                spellcheck="false"
                aria-label=w.search_label
                placeholder=w.search_hint
                prop:value=move || search.wanted.with(|wanted| wanted.words.clone())
                on:input=move |event| search.type_words(event_target_value(&event))
            />
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
}

/// Cards or rows.
#[component]
fn ViewSwitch(search: Search) -> impl IntoView {
    let w = words();
    let button = move |word: &'static str, icon: &'static str, list: bool| {
        view! {
            <button
                class="icon-button"
                type="button"
                aria-label=word
                title=word
                aria-pressed=move || {
                    search.wanted.with(|wanted| wanted.as_list == list).to_string()
                }
                on:click=move |_| search.change(|wanted| wanted.as_list = list)
            >
                <Icon name=icon />
            </button>
        }
    };
    view! {
        <div class="switch-group" role="group" aria-label=w.view>
            {button(w.as_cards, "grid", false)}
            {button(w.as_list, "list", true)}
        </div>
    }
}
