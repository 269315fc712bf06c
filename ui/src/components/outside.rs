//! A link to a vendor's page. The window itself never leaves: the core opens it in the
//! system's browser.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::command::OpenOutside;

use crate::Bridge;
use crate::components::Icon;
use crate::words::{problem_sentences, words};

/// The link, with what went wrong if the browser did not open.
#[component]
pub fn OutsideLink(
    /// The address.
    address: String,
    /// What it says. The address's host when absent.
    #[prop(optional)]
    word: Option<&'static str>,
) -> impl IntoView {
    let bridge = expect_context::<Bridge>();
    let failed = RwSignal::new(None::<String>);
    let host = address
        .strip_prefix("https://")
        .and_then(|rest| rest.split('/').next())
        .unwrap_or_default()
        .to_owned();
    let target = address.clone();
    let open = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        let target = target.clone();
        spawn_local(async move {
            let outcome = bridge.call::<OpenOutside>(target).await;
            failed.set(outcome.err().map(|problem| {
                let [what, _, remedy] = problem_sentences(&problem);
                format!("{what} {remedy}")
            }));
        });
    };
    view! {
        <a class="outside" href=address.clone() title=address on:click=open>
            {word.map_or_else(|| host.clone(), ToOwned::to_owned)}
            <Icon name="outside" />
            <span class="visually-hidden">{words().opens_in_browser}</span>
        </a>
        <span class="outside-failed bad" role="status">{move || failed.get()}</span>
    }
}
