//! A banner: the one thing above everything else on a page.

use leptos::prelude::*;

use crate::components::Icon;

/// How much a banner matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Quiet,
    /// Will matter soon.
    Warn,
    /// Matters now.
    Bad,
}

/// The banner: an icon, a sentence, and perhaps a link.
#[component]
pub fn Banner(
    /// How much it matters.
    tone: Tone,
    /// What it says, and a link if there is one.
    children: Children,
) -> impl IntoView {
    let (class, icon) = match tone {
        Tone::Quiet => ("banner neutral", "info"),
        Tone::Warn => ("banner warn", "clock"),
        Tone::Bad => ("banner bad", "warning"),
    };
    view! {
        <div class=class role="status">
            <Icon name=icon />
            <p>{children()}</p>
        </div>
    }
}
