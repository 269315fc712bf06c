//! Makes the operating system send our links here.
//!
//! An installed package has said so already; this is for everything else: a build
//! started from its folder, a portable copy, a second data folder.

#[cfg(target_os = "linux")]
mod linux;

#[cfg(target_os = "linux")]
pub(crate) use linux::register;

/// Windows keeps it in the registry of the account, which the plugin writes. macOS
/// reads it from the app's bundle and allows nothing at run time.
#[cfg(not(target_os = "linux"))]
pub(crate) fn register(app: &tauri::AppHandle) -> Result<(), tauri_plugin_deep_link::Error> {
    use tauri_plugin_deep_link::DeepLinkExt;
    if cfg!(windows) { app.deep_link().register_all() } else { Ok(()) }
}
