//! How WebKit paints, where there is no graphics card.
//!
//! WebKitGTK paints with the graphics card. Without one (a virtual machine, a remote
//! desktop) it imitates one on the processor, which costs half a second before the first
//! picture and a hundred megabytes; painting on the processor plainly is quicker.

use std::path::Path;

use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

/// Where the kernel shows graphics cards that can compute.
const CARDS: &str = "/dev/dri";

/// Sees to it that this window is painted the way that is quicker here.
pub(crate) fn choose(window: &WebviewWindow) -> tauri::Result<()> {
    if has_card(Path::new(CARDS)) {
        return Ok(());
    }
    window.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

fn has_card(cards: &Path) -> bool {
    std::fs::read_dir(cards).is_ok_and(|entries| {
        entries
            .filter_map(Result::ok)
            .any(|entry| entry.file_name().to_string_lossy().starts_with("renderD"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_one_that_can_compute() {
        let cards = tempfile::tempdir().unwrap();
        assert!(!has_card(cards.path()));
        std::fs::write(cards.path().join("card0"), "").unwrap();
        assert!(!has_card(cards.path()), "a screen alone is not one");
        std::fs::write(cards.path().join("renderD128"), "").unwrap();
        assert!(has_card(cards.path()));
        assert!(!has_card(&cards.path().join("nowhere")));
    }
}
