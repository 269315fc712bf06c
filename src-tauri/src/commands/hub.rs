//! The catalogue and the firm's connections.

use patchbay_contract::command::{GetHub, GetProvider, OpenOutside, OpenPractice};
use patchbay_contract::{ErrorCode, Problem};
use patchbay_desktop::vendor_page;
use tauri::{AppHandle, State};

use super::{Reply, Request};
use crate::core::Core;
use crate::{browser, catalogue, practice};

#[tauri::command]
pub(crate) async fn hub(app: AppHandle, core: State<'_, Core>) -> Reply<GetHub> {
    catalogue::watch(&app);
    core.notices.hub_asked();
    Ok(core.installation.hub(&core.catalogue).await)
}

#[tauri::command]
pub(crate) async fn provider(
    core: State<'_, Core>,
    request: Request<GetProvider>,
) -> Reply<GetProvider> {
    core.installation.provider_page(&core.catalogue, &request).await
}

/// The window itself never leaves the page: an address goes to the system's browser,
/// and only when it is a vendor's.
#[tauri::command]
pub(crate) async fn open_outside(request: Request<OpenOutside>) -> Reply<OpenOutside> {
    browser::open(vendor_page(&request)?.into()).await
}

/// The practice firm is another run of this program: it has a folder and a key of its own.
#[tauri::command]
pub(crate) fn open_practice() -> Reply<OpenPractice> {
    practice::open_beside().map_err(|error| {
        Problem::new(
            ErrorCode::Internal,
            "The practice firm could not be opened.",
            "Nothing of your own firm was touched.",
            "Start Patchbay from a terminal with --practice, and send what it says to support.",
        )
        .with_details(error.to_string())
    })
}
