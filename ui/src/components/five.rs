//! What a firm needs before its first client: five lights, until all are lit.

use leptos::prelude::*;
use patchbay_contract::Mandatory;

use crate::components::Icon;
use crate::words::words;

/// The strip. Each light leads to the providers that can fill it.
#[component]
pub fn Five(
    /// Which are filled.
    filled: Vec<(Mandatory, bool)>,
) -> impl IntoView {
    let w = words();
    let total = filled.len();
    let done = filled.iter().filter(|(_, filled)| *filled).count();
    let lights = filled
        .into_iter()
        .map(|(wanted, filled)| {
            let (icon, tone, state) = if filled {
                ("check", "light good", w.done)
            } else {
                ("circle", "light neutral", w.missing)
            };
            view! {
                <li>
                    <a class=tone href=format!("/?required={}", wanted.as_str())>
                        <Icon name=icon />
                        {(w.mandatory)(wanted)}
                        <span class="visually-hidden">{format!(": {state}")}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="five" aria-labelledby="five-title">
            <h2 id="five-title">{w.before_first_client}</h2>
            <progress class="progress" max=total value=done aria-labelledby="five-title"></progress>
            <ul>{lights}</ul>
            <a class="five-rest" href="/?required=any">{(w.to_go)(total - done)}</a>
        </section>
    }
}
