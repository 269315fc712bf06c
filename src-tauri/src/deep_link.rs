//! Links with our scheme, from the operating system to the desk.
//!
//! Linux and Windows start a program with the link among its arguments; they are read
//! here, and not by the plugin, which wants a link to be the only one and drops what a
//! second start brings while the first is still getting up. macOS tells the running app,
//! by the plugin. That one broadcasts every link to the page and never forgets one: the
//! page has no permission to listen, and the desk knows what it has seen; so this file is
//! the one way in.

use std::sync::{Mutex, PoisonError};

use patchbay_desktop::Arrival;
use patchbay_desktop::link::SCHEME;
use tauri::plugin::Plugin;
use tauri::{AppHandle, Manager, Wry};

use crate::core::Core;
use crate::{sign_ins, window};

/// What the system's links need. On Linux nothing: the plugin would only read the
/// arguments once more, and panic at one that is no text.
pub(crate) fn plugin() -> impl Plugin<Wry> {
    #[cfg(target_os = "linux")]
    let plugin = tauri::plugin::Builder::<Wry>::new("links").build();
    #[cfg(not(target_os = "linux"))]
    let plugin = tauri_plugin_deep_link::init::<Wry>();
    plugin
}

/// Links that came before there was a window, until somebody listens.
#[derive(Debug)]
pub(crate) struct Early(Mutex<Option<Vec<String>>>);

impl Default for Early {
    fn default() -> Self {
        Self(Mutex::new(Some(Vec::new())))
    }
}

impl Early {
    /// Keeps them for later, or gives them back when it is time already.
    fn keep(&self, links: Vec<String>) -> Option<Vec<String>> {
        match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(kept) => {
                kept.extend(links);
                None
            }
            None => Some(links),
        }
    }

    /// Somebody listens from now on. What came before.
    fn take(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default()
    }
}

/// Takes links from now on, and makes sure that the system sends them here.
pub(crate) fn listen(app: &AppHandle) {
    #[cfg(target_os = "macos")]
    listen_to_the_system(app);
    // The window comes to the front by itself, once there is something in it.
    let arguments = std::env::args_os().map(|argument| argument.to_string_lossy().into_owned());
    let mut links = among(arguments);
    links.extend(app.state::<Core>().early_links.take());
    arrive(app, &links);
    tauri::async_runtime::spawn(register_once_the_page_is_ready(app.clone()));
}

/// Takes the links in that a second start was given.
pub(crate) fn second_start(app: &AppHandle, arguments: Vec<String>) {
    if let Some(links) = app.state::<Core>().early_links.keep(among(arguments)) {
        arrive(app, &links);
    }
}

#[cfg(target_os = "macos")]
fn listen_to_the_system(app: &AppHandle) {
    use tauri_plugin_deep_link::DeepLinkExt;
    let receiver = app.clone();
    app.deep_link().on_open_url(move |event| {
        let links: Vec<String> = event.urls().into_iter().map(String::from).collect();
        if !arrive(&receiver, &links) {
            window::bring_to_front(&receiver);
        }
    });
}

/// What looks like a link of ours among a program's arguments, whichever place it has.
fn among(arguments: impl IntoIterator<Item = String>) -> Vec<String> {
    let is_ours = |argument: &String| {
        let scheme = argument.split_once(':').map(|(scheme, _)| scheme);
        scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(SCHEME))
    };
    arguments.into_iter().skip(1).filter(is_ours).collect()
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
fn arrive(app: &AppHandle, links: &[String]) -> bool {
    let core = app.state::<Core>();
    let mut answers = false;
    for link in links {
        let arrival = core.links.arrive(link, &core.notices, jiff::Timestamp::now());
        if let Arrival::Answer(answer) = arrival {
            answers = true;
            sign_ins::arrive(app, answer);
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(all: &[&str]) -> Vec<String> {
        all.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_link_is_found_wherever_it_stands_among_the_arguments() {
        let link = "App.Patchbay://open/activity";
        for all in [&["x", link][..], &["x", "--hidden", link], &["x", link, "", "--hidden"]] {
            assert_eq!(among(arguments(all)), [link], "{all:?}");
        }
    }

    #[test]
    fn what_is_no_link_of_ours_is_not_taken_for_one() {
        let link = "app.patchbay://open/activity";
        assert!(among(arguments(&[link, "https://x.example", "app.patchbay", ""])).is_empty());
        assert!(among(arguments(&["x", "xapp.patchbay://open/activity"])).is_empty());
        assert!(among(Vec::new()).is_empty());
    }

    #[test]
    fn a_link_that_comes_early_is_kept_until_somebody_listens() {
        let early = Early::default();
        assert_eq!(early.keep(arguments(&["a"])), None);
        assert_eq!(early.keep(arguments(&["b"])), None);
        assert_eq!(early.take(), ["a", "b"]);
        assert_eq!(early.keep(arguments(&["c"])), Some(arguments(&["c"])));
        assert!(early.take().is_empty());
    }
}
