//! Icons, drawn here in one stroke width. Always beside a word, never instead of one.

use leptos::prelude::*;
use patchbay_contract::NoticeKind;

/// One icon by name, hidden from people who hear the page.
#[component]
pub fn Icon(
    /// Which.
    name: &'static str,
) -> impl IntoView {
    // As text, which the browser reads quicker than it is told element by element: a
    // page of cards has two hundred of them.
    let drawing =
        format!(r#"<svg viewBox="0 0 16 16" focusable="false"><path d="{}"/></svg>"#, path(name));
    view! { <span class="icon" aria-hidden="true" inner_html=drawing></span> }
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
        "lock" => "M3.5 7.2h9v6.3h-9ZM5.4 7.2V5a2.6 2.6 0 0 1 5.2 0v2.2M8 9.8v1.4",
        "people" => {
            "M6 3a2.4 2.4 0 1 0 0 4.8A2.4 2.4 0 0 0 6 3ZM1.8 13c.2-2.4 1.8-3.8 4.2-3.8s4 1.4 4.2 3.8M10.6 3.2a2.4 2.4 0 0 1 0 4.4M11.6 9.6c1.6.5 2.5 1.7 2.6 3.4"
        }
        "sheet" => "M3.8 1.8h5.4l3 3v9.4H3.8ZM9 2v3h3M6 8.2h4M6 11h4",
        "server" => "M2.5 2.5h11v4.5h-11ZM2.5 9h11v4.5h-11ZM5 4.7h.4M5 11.2h.4",
        "refresh" => "M13.4 6.4A5.6 5.6 0 1 0 13.6 9M13.6 2.6v3.9H9.7",
        "copy" => "M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3",
        "close" => "M4 4l8 8M12 4l-8 8",
        "home" => "M2.5 7.2 8 2.5l5.5 4.7M4 6.2v7.3h8V6.2",
        "activity" => "M1.8 8.4h3L7 3l2.4 10 2-4.6h2.8",
        "search" => "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.3 10.3 13.5 13.5",
        "settings" => "M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M10 2.8v3.4M6 9.8v3.4",
        "more" => "M3.5 8h.1M8 8h.1M12.5 8h.1",
        "clock" => "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 4.8V8l2.3 1.6",
        "wrench" => {
            "M13.6 4.2a3.4 3.4 0 0 1-4.6 4L4.6 12.6a1.5 1.5 0 0 1-2.2-2.2L6.8 6a3.4 3.4 0 0 1 4-4.6L8.9 3.4l.4 2.3 2.3.4Z"
        }
        "calendar" => "M2.5 3.5h11v10h-11ZM2.5 6.8h11M5.4 2v2.6M10.6 2v2.6",
        "previous" => "M10 3 5 8l5 5",
        "next" => "M6 3l5 5-5 5",
        "circle" => "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3Z",
        "pause" => "M5.5 3.5v9M10.5 3.5v9",
        "offline" => {
            "M2 2l12 12M4.5 8.2A5.6 5.6 0 0 1 8 7c.8 0 1.6.2 2.3.5M2.4 5.8A9 9 0 0 1 5 4.2M8 4a9 9 0 0 1 5.6 1.8M8 12h.1"
        }
        "outside" => "M9.5 2.5h4v4M13.2 2.8 7.5 8.5M11.5 9v4.5h-9v-9H7",
        "grid" => "M2.5 2.5h4.5v4.5H2.5ZM9 2.5h4.5v4.5H9ZM2.5 9h4.5v4.5H2.5ZM9 9h4.5v4.5H9Z",
        "shield" => {
            "M8 1.8 13.2 3.6v4.2c0 3-2.2 5.3-5.2 6.4-3-1.1-5.2-3.4-5.2-6.4V3.6ZM5.6 8l1.8 1.8 3.2-3.4"
        }
        "download" => "M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11",
        "star" => "M8 2.2 9.8 6l4.1.5-3 2.8.8 4.1L8 11.4l-3.7 2 .8-4.1-3-2.8L6.2 6Z",
        "spark" => "M8 1.8 9.6 6.4 14.2 8 9.6 9.6 8 14.2 6.4 9.6 1.8 8 6.4 6.4Z",
        "list" => "M2.5 4h11M2.5 8h11M2.5 12h11",
        _ => "",
    }
}
