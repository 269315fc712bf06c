//! Makes the operating system send our links here, and gives them back after practice.
//!
//! An installed package has said so already; this is for everything else: a build
//! started from its folder, a portable copy, a second data folder.

#[cfg(target_os = "linux")]
mod linux;
// What it writes is looked at by tests everywhere.
#[cfg(any(windows, test))]
mod windows;

use std::sync::{Mutex, PoisonError};

use tauri::AppHandle;

#[cfg(windows)]
use self::windows::{Before, give_back, register};
#[cfg(target_os = "linux")]
use linux::{Before, give_back, register};

/// Who has our links, as far as this run changed it.
#[derive(Debug, Default)]
pub(crate) struct Links(Mutex<Option<Before>>);

impl Links {
    /// Makes them come here. Asking other programs takes a while; failing at it costs links,
    /// not the app.
    pub(crate) async fn take(&self, app: &AppHandle) {
        match self.try_to_take(app).await {
            Ok(()) => tracing::info!("links with our scheme come to this program"),
            Err(error) => tracing::warn!(error, "links with our scheme may not come here"),
        }
    }

    /// The same for whoever wants to know why not.
    pub(crate) async fn try_to_take(&self, app: &AppHandle) -> Result<(), String> {
        let registrar = app.clone();
        let taken = tauri::async_runtime::spawn_blocking(move || register(&registrar)).await;
        let before = taken.map_err(|error| error.to_string())?;
        if let Some(before) = before.map_err(|error| error.to_string())? {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(before);
        }
        Ok(())
    }

    /// Lets them go to where they did before this run.
    pub(crate) fn give_back(&self) {
        let before = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(before) = before
            && let Err(error) = give_back(&before)
        {
            tracing::warn!(%error, "links with our scheme still come to this program");
        }
    }
}

/// Nothing that could be given back.
#[cfg(not(any(target_os = "linux", windows)))]
#[derive(Debug)]
struct Before;

/// macOS reads it from the app's bundle and allows nothing at run time.
#[cfg(not(any(target_os = "linux", windows)))]
fn register(_: &AppHandle) -> std::io::Result<Option<Before>> {
    Ok(None)
}

#[cfg(not(any(target_os = "linux", windows)))]
fn give_back(_: &Before) -> std::io::Result<()> {
    Ok(())
}
