//! Reads the catalogue beside the window, and tells it when a file changes.

use std::sync::{Arc, PoisonError};

use tauri::async_runtime::spawn_blocking;
use tauri::{AppHandle, Manager};

use crate::core::Core;

/// Reads the files and watches the firm's folder from now on, unless that is done
/// already. Asked at the start, while the webview opens, and again with every question
/// for the hub: a folder that could not be watched may be mended meanwhile.
pub(crate) fn watch(app: &AppHandle) {
    let app = app.clone();
    spawn_blocking(move || {
        let core = app.state::<Core>();
        let mut watching = core.watching.lock().unwrap_or_else(PoisonError::into_inner);
        if watching.is_some() {
            return;
        }
        let notices = Arc::clone(&core.notices);
        match core.catalogue.watch(move || notices.hub_changed()) {
            Ok(begun) => {
                *watching = Some(begun);
                // The page may have asked before the firm's own files were read.
                if core.catalogue.has_own() {
                    core.notices.hub_changed();
                }
            }
            Err(error) => {
                tracing::warn!(%error, "changes to the firm's own providers are not noticed");
            }
        }
    });
}
