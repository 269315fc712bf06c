//! The tile of a provider: its monogram in its hue, as light as all others.

use leptos::prelude::*;

/// Letters on a ground of the provider's hue.
#[component]
pub fn Tile(
    /// One or two letters.
    letters: String,
    /// The hue, in degrees.
    hue: u16,
) -> impl IntoView {
    view! {
        <span class="tile" style:--hue=hue.to_string() aria-hidden="true">
            {letters}
        </span>
    }
}
