//! What the page is told without asking, through a channel of its own.
//!
//! A channel and not Tauri's events: listening to events is one permission for all of
//! them, and the plugins' are not the page's business.

use std::sync::Arc;

use patchbay_contract::Event;
use patchbay_contract::command::Subscribe;
use patchbay_desktop::{Listening, Notices};
use tauri::async_runtime::JoinHandle;
use tauri::ipc::Channel;
use tauri::{State, Window};
use tokio::sync::broadcast::error::RecvError;

use super::Reply;
use crate::core::Core;
use crate::window;

#[tauri::command]
pub(crate) fn subscribe(
    core: State<'_, Core>,
    window: Window,
    events: Channel<Event>,
) -> Reply<Subscribe> {
    if !window::is_main(&window) {
        core.replace_stream(window.label(), of_attempts(&core.notices, events));
        return Ok(Vec::new());
    }
    let Listening { so_far, missed, mut later } = core.notices.listen();
    let notices = Arc::clone(&core.notices);
    let stream = tauri::async_runtime::spawn(async move {
        for event in missed {
            let _ = events.send(event);
        }
        loop {
            let event = match later.recv().await {
                Ok(event) => event,
                // Events were lost while the page was busy. It gets every notice once
                // more, and keeps those it does not know.
                Err(RecvError::Lagged(_)) => {
                    let anew = notices.listen();
                    later = anew.later;
                    for notice in anew.so_far {
                        let _ = events.send(Event::Notice(notice));
                    }
                    Event::InstallationChanged
                }
                Err(RecvError::Closed) => break,
            };
            if events.send(event).is_err() {
                break;
            }
        }
    });
    core.replace_stream(window.label(), stream);
    Ok(so_far)
}

/// A window of a sign-in hears of sign-ins alone. Which one it asks about is its own to
/// know, and to be allowed; one that missed something asks anew.
fn of_attempts(notices: &Notices, events: Channel<Event>) -> JoinHandle<()> {
    let mut later = notices.listen_to_attempts();
    tauri::async_runtime::spawn(async move {
        loop {
            let event = match later.recv().await {
                Ok(event @ Event::AttemptChanged(_)) => event,
                Ok(_) => continue,
                Err(RecvError::Lagged(_)) => Event::InstallationChanged,
                Err(RecvError::Closed) => break,
            };
            if events.send(event).is_err() {
                break;
            }
        }
    })
}
