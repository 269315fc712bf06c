//! The main window, and where it may not go.

use std::path::PathBuf;

use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{App, AppHandle, Manager, Url, WebviewWindowBuilder, Window};

const MAIN: &str = "main";

/// Opens the main window as the configuration describes it, hidden until its page
/// has something to show.
pub(crate) fn open_main(app: &App) -> tauri::Result<()> {
    let config = app.config().app.windows.iter().find(|window| window.label == MAIN);
    let config = config.ok_or(tauri::Error::WindowNotFound)?;
    let dev_page = app.config().build.dev_url.clone();
    let mut window = WebviewWindowBuilder::from_config(app, config)?;
    if let Err(error) = std::fs::create_dir_all(app.path().app_local_data_dir()?) {
        // A window that keeps nothing can still say what is wrong.
        tracing::warn!(%error, "what the webview keeps has no place");
        window = match for_this_run() {
            Ok(place) => window.data_directory(place),
            Err(_) => window.incognito(true).data_directory(std::env::temp_dir()),
        };
    }
    let window = window
        .on_navigation(move |url| {
            let ours = is_our_page(url, dev_page.as_ref());
            if !ours {
                tracing::warn!(scheme = url.scheme(), "the main window was kept from leaving");
            }
            ours
        })
        .on_new_window(|url, _features| {
            tracing::warn!(scheme = url.scheme(), "a new window was refused");
            NewWindowResponse::Deny
        })
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished
                && let Err(error) = window.show()
            {
                tracing::error!(%error, "the window could not be shown");
            }
        })
        .build()?;
    #[cfg(target_os = "linux")]
    crate::painting::choose(&window)?;
    #[cfg(not(target_os = "linux"))]
    drop(window);
    Ok(())
}

/// A place that nobody else can look into, and that the system clears by itself.
fn for_this_run() -> std::io::Result<PathBuf> {
    let place = std::env::temp_dir().join(format!("patchbay-window-{}", std::process::id()));
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    // One that is there already is somebody else's.
    builder.create(&place)?;
    Ok(place)
}

/// Whether this is the main window.
pub(crate) fn is_main(window: &Window) -> bool {
    window.label() == MAIN
}

/// Shows the main window to the person, wherever it was.
pub(crate) fn bring_to_front(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN) else { return };
    for result in [window.unminimize(), window.show(), window.set_focus()] {
        if let Err(error) = result {
            tracing::warn!(%error, "the window could not be brought to the front");
        }
    }
}

/// The page comes from inside the program; in development from the address the
/// configuration names. Everything else is the outside world.
pub(crate) fn is_our_page(url: &Url, dev_page: Option<&Url>) -> bool {
    // Windows' webview knows no schemes of our own.
    let (scheme, host) =
        if cfg!(windows) { ("http", "tauri.localhost") } else { ("tauri", "localhost") };
    let own = url.scheme() == scheme && url.host_str() == Some(host) && url.port().is_none();
    own || dev_page.is_some_and(|dev| dev.origin() == url.origin())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_page_inside_the_program_may_be_shown() {
        let ours = |url: &str| is_our_page(&url.parse().unwrap(), None);
        if cfg!(windows) {
            assert!(ours("http://tauri.localhost/activity"));
        } else {
            assert!(ours("tauri://localhost/activity"));
            assert!(!ours("http://tauri.localhost/"));
        }
        for outside in [
            "http://tauri.localhost:8080/",
            "https://example.com/",
            "https://tauri.localhost.example.com/",
            "tauri://localhost.example.com/",
            "file:///etc/passwd",
            "data:text/html,x",
            "about:blank",
        ] {
            assert!(!ours(outside), "{outside}");
        }
    }

    #[test]
    fn the_development_page_is_ours_only_when_the_configuration_names_it() {
        let dev: Url = "http://127.0.0.1:1420/".parse().unwrap();
        assert!(is_our_page(&"http://127.0.0.1:1420/x".parse().unwrap(), Some(&dev)));
        assert!(!is_our_page(&"http://127.0.0.1:1421/".parse().unwrap(), Some(&dev)));
    }
}
