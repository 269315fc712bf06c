//! The window of an attempt to sign in: small, beside the browser, one for each. Closing
//! it ends the attempt. What it shows is a page of ours; the provider's own page is never
//! in it.

use patchbay_contract::{Attempt, ErrorCode, Problem};
use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, Window, WindowEvent};

use crate::core::Core;
use crate::window;

/// How its label begins: its capability goes by it.
const LABEL: &str = "sign-in-";

/// As `design.md` has it, in points.
const SIZE: (f64, f64) = (440.0, 600.0);

/// Opens it, or brings it to the front.
pub(crate) fn open(app: &AppHandle, attempt: &Attempt) -> tauri::Result<()> {
    let label = label(&attempt.id);
    match app.get_webview_window(&label) {
        Some(there) => there.set_focus(),
        None => build(app, &label, attempt),
    }
}

/// Why there is none.
pub(crate) fn not_opened(error: &tauri::Error) -> Problem {
    Problem::new(
        ErrorCode::Internal,
        "The window of the sign-in could not be opened.",
        "The sign-in was not begun, and nothing was connected.",
        "Close other windows and try again. If it stays, send the details to support.",
    )
    .with_details(error.to_string())
}

/// A window speaks of its own attempt alone.
pub(crate) fn own(window: &Window, id: &str) -> Result<(), Problem> {
    if window.label() == label(id) {
        return Ok(());
    }
    tracing::warn!(label = window.label(), "a window asked about another's sign-in");
    Err(Problem::new(
        ErrorCode::AttemptUnknown,
        "This window is for another sign-in.",
        "Nothing was changed.",
        "Close it, and start again from the provider’s card.",
    ))
}

/// Closes it, if it is there.
pub(crate) fn close(app: &AppHandle, id: &str) {
    if let Some(there) = app.get_webview_window(&label(id))
        && let Err(error) = there.destroy()
    {
        tracing::warn!(%error, "the window of a sign-in could not be closed");
    }
}

/// Shows it to the person, wherever it was.
pub(crate) fn bring_to_front(app: &AppHandle, id: &str) {
    if let Some(there) = app.get_webview_window(&label(id)) {
        let _ = there.unminimize();
        let _ = there.set_focus();
    }
}

fn label(id: &str) -> String {
    format!("{LABEL}{id}")
}

fn build(app: &AppHandle, label: &str, attempt: &Attempt) -> tauri::Result<()> {
    let url = WebviewUrl::App(format!("sign-in/{}", attempt.id).into());
    let title = match &attempt.connection {
        Some(connection) => format!("Connect {} — {connection}", attempt.provider_name),
        None => format!("Connect {}", attempt.provider_name),
    };
    let dev_page = app.config().build.dev_url.clone();
    let window = WebviewWindowBuilder::new(app, label, url)
        .title(title)
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(360.0, 420.0)
        .visible(false)
        .on_navigation(move |url| window::is_our_page(url, dev_page.as_ref()))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished
                && let Err(error) = window.show()
            {
                tracing::error!(%error, "the window of a sign-in could not be shown");
            }
        })
        .build()?;
    let (app, id) = (app.clone(), attempt.id.clone());
    window.on_window_event(move |event| {
        if let WindowEvent::CloseRequested { .. } = event {
            closed(&app, &id);
        }
    });
    Ok(())
}

/// Whoever closes the window does not want to sign in any more, unless it is done.
fn closed(app: &AppHandle, id: &str) {
    let (app, id) = (app.clone(), id.to_owned());
    tauri::async_runtime::spawn(async move {
        let core = app.state::<Core>();
        let Ok(sign_ins) = core.sign_ins() else { return };
        if let Err(problem) = sign_ins.cancel(&id).await {
            tracing::error!(code = %problem.code, "a sign-in could not be ended");
        }
    });
}
