//! The sentence on top: what needs me?

use leptos::prelude::*;

use crate::components::Icon;
use crate::words::words;

/// How many things need attention, and as of when.
#[component]
pub fn Summary(
    /// How many.
    problems: usize,
    /// The time of day when it was asked.
    checked: String,
) -> impl IntoView {
    let (icon, tone) = if problems == 0 { ("check", "good") } else { ("warning", "bad") };
    view! {
        <div class="summary" role="status">
            <span class=format!("summary-text {tone}")>
                <Icon name=icon />
                {(words().summary)(problems)}
            </span>
            <span class="summary-time">{(words().checked_at)(&checked)}</span>
        </div>
    }
}
