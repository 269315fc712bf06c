//! Links with our scheme, from the operating system to the desk.
//!
//! The plugin broadcasts every link to the page and never forgets one. The page has
//! no permission to listen, and the desk knows what it has seen; so this listener is
//! the one way in. Registering it also delivers the link that started the app.

use tauri::{AppHandle, Manager};
use tauri_plugin_deep_link::DeepLinkExt;

use crate::core::Core;
use crate::{scheme, window};

/// Takes links from now on, and makes sure that the system sends them here.
pub(crate) fn listen(app: &AppHandle) {
    let receiver = app.clone();
    app.deep_link().on_open_url(move |event| {
        let core = receiver.state::<Core>();
        for url in event.urls() {
            core.links.arrive(url.as_str(), &core.notices, jiff::Timestamp::now());
        }
        window::bring_to_front(&receiver);
    });
    // Asking other programs about our scheme takes a while and must not hold the
    // window up; failing at it costs links, not the app.
    let registrar = app.clone();
    tauri::async_runtime::spawn_blocking(move || match scheme::register(&registrar) {
        Ok(()) => tracing::info!("links with our scheme come to this program"),
        Err(error) => tracing::warn!(%error, "links with our scheme may not come here"),
    });
}
