//! Icons, drawn here in one stroke width. Always beside a word, never instead of one.

use leptos::prelude::*;
use patchbay_contract::NoticeKind;

/// One icon by name, hidden from people who hear the page.
#[component]
pub fn Icon(
    /// Which.
    name: &'static str,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path d=path(name) />
        </svg>
    }
}

/// The icon and the tone of a notice.
#[must_use]
pub const fn notice_icon(kind: NoticeKind) -> (&'static str, &'static str) {
    match kind {
        NoticeKind::Information => ("info", "neutral"),
        NoticeKind::Warning => ("warning", "warn"),
    }
}

fn path(name: &str) -> &'static str {
    match name {
        "check" => "M3 8.5 6.5 12 13 4.5",
        "warning" => "M8 2.2 14.4 13.4H1.6ZM8 6.4v3.2M8 11.4v.4",
        "info" => "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 7.4v3.6M8 5v.4",
        "database" => {
            "M2.5 4C2.5 2.9 5 2 8 2s5.5.9 5.5 2S11 6 8 6 2.5 5.1 2.5 4ZM2.5 4v8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2V4M2.5 8c0 1.1 2.5 2 5.5 2s5.5-.9 5.5-2"
        }
        "key" => {
            "M5.2 7.2a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM7.4 8.2 13.4 2.2M10.6 5l2.2 2.2M9 6.6l1.6 1.6"
        }
        "server" => "M2.5 2.5h11v4.5h-11ZM2.5 9h11v4.5h-11ZM5 4.7h.4M5 11.2h.4",
        "refresh" => "M13.4 6.4A5.6 5.6 0 1 0 13.6 9M13.6 2.6v3.9H9.7",
        "copy" => "M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3",
        "close" => "M4 4l8 8M12 4l-8 8",
        "home" => "M2.5 7.2 8 2.5l5.5 4.7M4 6.2v7.3h8V6.2",
        "activity" => "M1.8 8.4h3L7 3l2.4 10 2-4.6h2.8",
        _ => "",
    }
}
