//! One fact: a label and a value, in a definition list.

use leptos::prelude::*;

use crate::components::CopyButton;

/// A label and its value, which may be copied.
#[component]
pub fn Fact(
    /// What it is.
    label: &'static str,
    /// The value.
    value: String,
    /// Whether there is a button to copy it.
    #[prop(optional)]
    copies: bool,
) -> impl IntoView {
    let copied = value.clone();
    view! {
        <div class="fact">
            <dt>{label}</dt>
            <dd>
                <span class="value">{value}</span>
                {copies.then(|| view! { <CopyButton text=copied what=label /> })}
            </dd>
        </div>
    }
}
