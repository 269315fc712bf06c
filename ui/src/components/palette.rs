//! The command palette: every page, provider and switch, by a few letters.

use leptos::ev;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use patchbay_contract::search::Query;

use crate::components::{Dialog, card};
use crate::focus::bring_into_sight;
use crate::preferences::{Preferences, Theme};
use crate::state::{Hub, Installation, Overlay, Overlays, Security};
use crate::words::{Language, words};

/// How many lines are offered at once.
const OFFERED: usize = 12;

/// What a line does.
#[derive(Clone, PartialEq)]
enum Act {
    Go(String),
    Look(Theme),
    Speak(Language),
    CheckAgain,
    Shortcuts,
}

/// One line.
#[derive(Clone, PartialEq)]
struct Line {
    word: String,
    kind: &'static str,
    act: Act,
}

/// The palette, when it is open.
#[component]
pub fn Palette() -> impl IntoView {
    let overlays = expect_context::<Overlays>();
    move || overlays.is(Overlay::Palette).then(|| view! { <Open /> })
}

#[component]
fn Open() -> impl IntoView {
    let w = words();
    let overlays = expect_context::<Overlays>();
    let hub = expect_context::<Hub>();
    let act = use_act();
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let lines = Memo::new(move |_| lines(&typed.get(), hub));
    let choose = {
        let act = act.clone();
        move |line: &Line| {
            overlays.close();
            act(&line.act);
        }
    };
    let on_key = {
        let choose = choose.clone();
        move |event: ev::KeyboardEvent| {
            let count = lines.with_untracked(Vec::len);
            match event.key().as_str() {
                "ArrowDown" if count > 0 => choose_line(at, |at| (at + 1) % count),
                "ArrowUp" if count > 0 => {
                    choose_line(at, |at| at.checked_sub(1).unwrap_or(count - 1));
                }
                "Enter" => {
                    let line = lines.with_untracked(|lines| lines.get(at.get_untracked()).cloned());
                    if let Some(line) = line {
                        choose(&line);
                    }
                }
                _ => return,
            }
            event.prevent_default();
        }
    };
    let offered = move || {
        let choose = choose.clone();
        lines
            .get()
            .into_iter()
            .enumerate()
            .map(|(n, line)| {
                let choose = choose.clone();
                let chosen = line.clone();
                view! {
                    <li
                        id=option_id(n)
                        role="option"
                        aria-selected=move || (at.get() == n).to_string()
                        on:click=move |_| choose(&chosen)
                    >
                        <span>{line.word}</span>
                        <span class="option-kind">{line.kind}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <Dialog title=w.palette class="palette" close=move || overlays.close()>
            <input
                class="input"
                id="palette-input"
                type="text"
                role="combobox"
                autofocus
                autocomplete="off"
                spellcheck="false"
                aria-label=w.palette_hint
                aria-expanded="true"
                aria-controls="palette-options"
                aria-activedescendant=move || {
                    lines.with(|lines| (!lines.is_empty()).then(|| option_id(at.get())))
                }
                placeholder=w.palette_hint
                prop:value=typed
                on:input=move |event| {
                    at.set(0);
                    typed.set(event_target_value(&event));
                }
                on:keydown=on_key
            />
            <ul id="palette-options" class="options" role="listbox" aria-label=w.palette>
                {offered}
            </ul>
            <p class="palette-none" role="status">
                {move || lines.with(Vec::is_empty).then_some(w.palette_none)}
            </p>
        </Dialog>
    }
}

/// Goes to another line, which in a small window may have been out of sight.
fn choose_line(at: RwSignal<usize>, to: impl FnOnce(usize) -> usize) {
    at.update(|at| *at = to(*at));
    if let Some(line) = document().get_element_by_id(&option_id(at.get_untracked())) {
        bring_into_sight(&line);
    }
}

fn option_id(n: usize) -> String {
    format!("palette-option-{n}")
}

/// What fits best, pages and switches before providers that fit as well.
fn lines(typed: &str, hub: Hub) -> Vec<Line> {
    let query = Query::new(typed);
    let mut found: Vec<(u32, Line)> = own_lines()
        .into_iter()
        .filter_map(|line| Some((query.fits(&plain_names(&line.word))?, line)))
        .collect();
    if let Some(known) = hub.known().filter(|_| !query.is_empty()) {
        found.extend(known.entries.iter().filter_map(|entry| {
            let line = Line {
                word: entry.card.name.clone(),
                kind: words().palette_provider,
                act: Act::Go(card::address(&entry.card.id, None)),
            };
            Some((query.fits(&entry.names)?, line))
        }));
    }
    found.sort_by_key(|(fits, _)| std::cmp::Reverse(*fits));
    found.into_iter().take(OFFERED).map(|(_, line)| line).collect()
}

fn plain_names(word: &str) -> patchbay_contract::search::Names {
    patchbay_contract::search::Names::of_words(word)
}

fn own_lines() -> Vec<Line> {
    let w = words();
    let page = |word: &str, address: &str| Line {
        word: word.into(),
        kind: w.palette_page,
        act: Act::Go(address.into()),
    };
    let mut lines = vec![
        page(w.connections, "/"),
        page(w.repairs.title, "/repairs"),
        page(w.clocks.title, "/clocks"),
        page(w.defaults.title, "/defaults"),
        page(w.activity, "/activity"),
        page(w.audit.title, "/audit"),
        page(w.installation, "/installation"),
        page(w.security.title, "/security"),
        page(w.settings, "/settings"),
        page(w.ai.title, "/ai"),
    ];
    let switch = |word: String, act: Act| Line { word, kind: w.palette_act, act };
    lines.push(switch(w.check_again.into(), Act::CheckAgain));
    lines.push(switch(w.shortcuts.into(), Act::Shortcuts));
    for theme in Theme::ALL {
        lines.push(switch(format!("{}: {}", w.theme, (w.theme_name)(theme)), Act::Look(theme)));
    }
    for language in Language::ALL {
        let word = format!("{}: {}", w.language, language.own_name());
        lines.push(switch(word, Act::Speak(language)));
    }
    lines
}

fn use_act() -> impl Fn(&Act) + Clone {
    let preferences = expect_context::<Preferences>();
    let overlays = expect_context::<Overlays>();
    let installation = expect_context::<Installation>();
    let security = expect_context::<Security>();
    let hub = expect_context::<Hub>();
    let navigate = use_navigate();
    move |act| match act {
        Act::Go(address) => navigate(address, NavigateOptions::default()),
        Act::Look(theme) => preferences.set_theme(*theme),
        Act::Speak(language) => preferences.set_language(*language),
        Act::CheckAgain => {
            installation.ask();
            security.ask();
            hub.ask();
        }
        Act::Shortcuts => overlays.open(Overlay::Shortcuts),
    }
}
