//! Links with our scheme, from the operating system to the desk.
//!
//! The plugin broadcasts every link to the page and never forgets one. The page has
//! no permission to listen, and the desk knows what it has seen; so this file is the
//! one way in.

use tauri::{AppHandle, Manager, Url};
use tauri_plugin_deep_link::DeepLinkExt;

use crate::core::Core;
use crate::{scheme, window};

/// Takes links from now on, and makes sure that the system sends them here.
pub(crate) fn listen(app: &AppHandle) {
    let receiver = app.clone();
    app.deep_link().on_open_url(move |event| {
        arrive(&receiver, &event.urls());
        window::bring_to_front(&receiver);
    });
    // The link that started the app was announced before anybody could listen.
    match app.deep_link().get_current() {
        Ok(urls) => arrive(app, &urls.unwrap_or_default()),
        Err(error) => tracing::warn!(%error, "the link that started the app cannot be read"),
    }
    // Asking other programs about our scheme takes a while and must not hold the
    // window up; failing at it costs links, not the app.
    let registrar = app.clone();
    tauri::async_runtime::spawn_blocking(move || match scheme::register(&registrar) {
        Ok(()) => tracing::info!("links with our scheme come to this program"),
        Err(error) => tracing::warn!(%error, "links with our scheme may not come here"),
    });
}

fn arrive(app: &AppHandle, urls: &[Url]) {
    let core = app.state::<Core>();
    for url in urls {
        core.links.arrive(url.as_str(), &core.notices, jiff::Timestamp::now());
    }
}
