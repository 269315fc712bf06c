//! What the page says of itself.

use patchbay_contract::command::{PageReady, ReportPagePanic};
use patchbay_contract::redact_text;
use tauri::{State, Window};

use super::{Reply, Request};
use crate::core::Core;
use crate::window;

/// Longer than any honest panic message.
const LONGEST_REPORT: usize = 8 * 1024;

#[tauri::command]
pub(crate) fn page_ready(core: State<'_, Core>, window: Window) -> Reply<PageReady> {
    if !window::is_main(&window) {
        return Ok(());
    }
    let after_ms = core.started.elapsed().as_millis();
    tracing::info!(after_ms, "the window is usable");
    // A page that was loaded anew says it once more.
    let _ = core.page_is_ready.set(());
    Ok(())
}

#[tauri::command]
pub(crate) fn report_page_panic(request: Request<ReportPagePanic>) -> Reply<ReportPagePanic> {
    let report: String = redact_text(&request).chars().take(LONGEST_REPORT).collect();
    tracing::error!(?report, "the page panicked");
    Ok(())
}
