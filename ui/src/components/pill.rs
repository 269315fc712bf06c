//! How a connection is: an icon, a word and a colour, the same everywhere.

use leptos::prelude::*;
use patchbay_contract::{Status, StatusKind};

use crate::components::{Icon, time};
use crate::words::words;

/// The pill of a state.
#[component]
pub fn StatusPill(
    /// The state.
    status: Status,
) -> impl IntoView {
    let (icon, tone) = look(status.kind());
    let title = match &status {
        Status::Expires { at } | Status::WaitingForBrowser { until: at } => time::exact(*at),
        Status::ReconnectNeeded { why } => why.clone(),
        _ => String::new(),
    };
    view! {
        <span class=format!("pill {tone}") title=title>
            <Icon name=icon />
            {status_words(&status)}
        </span>
    }
}

/// The words of a state, with what it carries.
#[must_use]
pub fn status_words(status: &Status) -> String {
    let w = words();
    match status {
        Status::NotConnected => w.not_connected.into(),
        Status::WaitingForBrowser { .. } => w.waiting_for_browser.into(),
        Status::Connected => w.connected.into(),
        Status::Syncing { done, of } => (w.syncing)(*done, *of),
        Status::Paused => w.paused.into(),
        Status::ReconnectNeeded { .. } => w.reconnect_needed.into(),
        Status::Expires { at } => (w.expires_in)(time::days_until(*at)),
        Status::MorePermissionNeeded { .. } => w.more_permission_needed.into(),
        Status::Delayed { retry_at } => (w.delayed_until)(&time::short_time(*retry_at)),
        Status::Offline => w.offline.into(),
        Status::CheckSettings { .. } => w.check_settings.into(),
        Status::NotSupported => w.not_supported.into(),
    }
}

/// The words of a state without what it carries, for filters.
#[must_use]
pub fn kind_words(kind: StatusKind) -> &'static str {
    let w = words();
    match kind {
        StatusKind::NotConnected => w.not_connected,
        StatusKind::WaitingForBrowser => w.waiting_for_browser,
        StatusKind::Connected => w.connected,
        StatusKind::Syncing => w.syncing_kind,
        StatusKind::Paused => w.paused,
        StatusKind::ReconnectNeeded => w.reconnect_needed,
        StatusKind::Expires => w.expires_kind,
        StatusKind::MorePermissionNeeded => w.more_permission_needed,
        StatusKind::Delayed => w.delayed_kind,
        StatusKind::Offline => w.offline,
        StatusKind::CheckSettings => w.check_settings,
        StatusKind::NotSupported => w.not_supported,
    }
}

/// The icon and the tone of a state. Trouble that is nobody's here has no colour.
const fn look(kind: StatusKind) -> (&'static str, &'static str) {
    match kind {
        StatusKind::Connected => ("check", "good"),
        StatusKind::Syncing => ("refresh", "good"),
        StatusKind::ReconnectNeeded | StatusKind::CheckSettings => ("warning", "bad"),
        StatusKind::Expires | StatusKind::MorePermissionNeeded => ("clock", "warn"),
        StatusKind::Paused => ("pause", "neutral"),
        StatusKind::WaitingForBrowser | StatusKind::Delayed => ("clock", "neutral"),
        StatusKind::Offline => ("offline", "neutral"),
        StatusKind::NotConnected => ("circle", "neutral"),
        StatusKind::NotSupported => ("close", "neutral"),
    }
}
