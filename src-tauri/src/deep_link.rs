//! Links with our scheme, from the operating system to the desk.
//!
//! The plugin broadcasts every link to the page and never forgets one. The page has
//! no permission to listen, and the desk knows what it has seen; so this file is the
//! one way in.

use patchbay_desktop::Arrival;
use tauri::{AppHandle, Manager, Url};
use tauri_plugin_deep_link::DeepLinkExt;

use crate::core::Core;
use crate::{sign_ins, window};

/// Takes links from now on, and makes sure that the system sends them here.
pub(crate) fn listen(app: &AppHandle) {
    let receiver = app.clone();
    app.deep_link().on_open_url(move |event| {
        if !arrive(&receiver, &event.urls()) {
            window::bring_to_front(&receiver);
        }
    });
    // The link that started the app was announced before anybody could listen.
    match app.deep_link().get_current() {
        // The window comes to the front by itself, once there is something in it.
        Ok(urls) => drop(arrive(app, &urls.unwrap_or_default())),
        Err(error) => tracing::warn!(%error, "the link that started the app cannot be read"),
    }
    tauri::async_runtime::spawn(register_once_the_page_is_ready(app.clone()));
}

/// Asking other programs about our scheme takes a while and would hold the window up.
async fn register_once_the_page_is_ready(app: AppHandle) {
    let core = app.state::<Core>();
    if !core.page_was_ready().await {
        // Better a window with nothing in it than a program nobody can see.
        tracing::warn!("the page has not said that it is ready");
        window::bring_to_front(&app);
    }
    core.scheme.take(&app).await;
}

/// Takes links in. Says whether one of them answers a sign-in, which has a window of its own.
fn arrive(app: &AppHandle, urls: &[Url]) -> bool {
    let core = app.state::<Core>();
    let mut answers = false;
    for url in urls {
        let arrival = core.links.arrive(url.as_str(), &core.notices, jiff::Timestamp::now());
        if let Arrival::Answer(answer) = arrival {
            answers = true;
            sign_ins::arrive(app, answer);
        }
    }
    answers
}
