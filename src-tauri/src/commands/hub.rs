//! The catalogue and the firm's connections.

use patchbay_contract::command::{GetHub, GetProvider, OpenOutside};
use patchbay_contract::{ErrorCode, Problem};
use patchbay_desktop::vendor_page;
use tauri::{AppHandle, State};

use super::{Reply, Request};
use crate::catalogue;
use crate::core::Core;

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
    let address = vendor_page(&request)?;
    tauri::async_runtime::spawn_blocking(move || open::that_detached(address.as_str()))
        .await
        .map_err(|error| no_browser(&error.to_string()))?
        .map_err(|error| no_browser(&error.to_string()))
}

fn no_browser(details: &str) -> Problem {
    Problem::new(
        ErrorCode::BrowserAbsent,
        "The system would not open the browser.",
        "The page was not opened.",
        "Set a default browser in the system's settings, or copy the address and open it \
         yourself.",
    )
    .with_details(details)
}
