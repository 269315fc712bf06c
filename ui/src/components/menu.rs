//! A small menu of links behind “⋯”. A disclosure of the browser's own: it opens and
//! closes with the keyboard, and what it holds are real links. They are drawn when it is
//! opened, since a page of cards has dozens of menus that never are.

use leptos::ev;
use leptos::prelude::*;
use web_sys::wasm_bindgen::JsCast;

use crate::components::Icon;

/// One link of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuLink {
    /// What it says.
    pub word: &'static str,
    /// Where it leads.
    pub address: String,
}

/// The menu.
#[component]
pub fn Menu(
    /// What it is a menu of, for people who hear it.
    label: String,
    /// Gives the links, when it is opened.
    links: impl Fn() -> Vec<MenuLink> + Send + Sync + 'static,
) -> impl IntoView {
    let menu = NodeRef::<leptos::html::Details>::new();
    let open = RwSignal::new(false);
    let on_toggle = move |_| {
        open.set(menu.get_untracked().is_some_and(|menu| menu.open()));
    };
    view! {
        <details class="menu" node_ref=menu on:toggle=on_toggle>
            <summary aria-label=label>
                <Icon name="more" />
            </summary>
            {move || open.get().then(|| view! { <Links menu links=links() /> })}
        </details>
    }
}

#[component]
fn Links(menu: NodeRef<leptos::html::Details>, links: Vec<MenuLink>) -> impl IntoView {
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    // Escape closes it, and the focus goes back to what opened it.
    let on_escape = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape"
            && let Some(menu) = menu.get_untracked()
        {
            menu.set_open(false);
            if let Ok(Some(summary)) = menu.query_selector("summary") {
                let _ = summary.unchecked_into::<web_sys::HtmlElement>().focus();
            }
        }
    });
    // So does leaving it, by mouse or by keyboard.
    let inside = move |target: Option<web_sys::EventTarget>| {
        target
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok())
            .zip(menu.get_untracked())
            .is_some_and(|(target, menu)| menu.contains(Some(&target)))
    };
    let on_press = window_event_listener(ev::pointerdown, move |event| {
        if !inside(event.target()) {
            close();
        }
    });
    let on_focus = window_event_listener(ev::focusin, move |event| {
        if !inside(event.target()) {
            close();
        }
    });
    on_cleanup(move || {
        on_escape.remove();
        on_press.remove();
        on_focus.remove();
    });
    let links = links
        .into_iter()
        .map(|link| {
            view! {
                <li>
                    <a href=link.address on:click=move |_| close()>
                        {link.word}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul>{links}</ul> }
}
