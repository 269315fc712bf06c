//! The system's own dialog for choosing a folder. Nothing but the path of the chosen one comes
//! back: the page sees no folder by it, and reads none.

use std::path::{Path, PathBuf};

use rfd::AsyncFileDialog;
use tauri::{Manager, WebviewWindow};
use tokio::sync::oneshot;

/// Shows it over this window, beginning at the folder that was typed, and waits for the
/// person. Nothing when they think better of it, or the path is none that can be typed.
pub(crate) async fn choose(window: WebviewWindow, typed: &str) -> Option<String> {
    let (chosen, answer) = oneshot::channel();
    let (app, begins) = (window.app_handle().clone(), begins_at(typed));
    // Systems show dialogs from the thread of their windows alone.
    let asked = app.run_on_main_thread(move || {
        let dialog = AsyncFileDialog::new().set_parent(&window);
        let dialog = match begins {
            Some(folder) => dialog.set_directory(folder),
            None => dialog,
        };
        let picked = dialog.pick_folder();
        tauri::async_runtime::spawn(async move {
            // Whoever asked may be gone by then.
            let _ = chosen.send(picked.await);
        });
    });
    if let Err(error) = asked {
        tracing::warn!(%error, "the dialog for a folder could not be shown");
        return None;
    }
    let folder = answer.await.ok().flatten()?;
    folder.path().to_str().map(str::to_owned)
}

/// A folder that is there. Anything else is where the system begins by itself.
fn begins_at(typed: &str) -> Option<PathBuf> {
    let folder = Path::new(typed.trim());
    (folder.is_absolute() && folder.is_dir()).then(|| folder.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dialog_begins_at_a_folder_that_is_there_and_nowhere_else() {
        let home = tempfile::tempdir().unwrap();
        let there = home.path().to_str().unwrap();
        assert_eq!(begins_at(&format!(" {there} ")).as_deref(), Some(home.path()));
        let file = home.path().join("file");
        std::fs::write(&file, "").unwrap();
        for typed in ["", "tax", "../tax", "/nowhere/at/all", file.to_str().unwrap()] {
            assert_eq!(begins_at(typed), None, "{typed}");
        }
    }
}
