//! The system's browser.

use patchbay_contract::{ErrorCode, Problem};

/// Opens an address in it. Whoever calls this knows where the address comes from.
pub(crate) async fn open(address: String) -> Result<(), Problem> {
    tauri::async_runtime::spawn_blocking(move || open::that_detached(address))
        .await
        .map_err(|error| absent(&error.to_string()))?
        .map_err(|error| absent(&error.to_string()))
}

fn absent(details: &str) -> Problem {
    Problem::new(
        ErrorCode::BrowserAbsent,
        "The system would not open the browser.",
        "The page was not opened.",
        "Set a default browser in the system's settings, or copy the address and open it \
         yourself.",
    )
    .with_details(details)
}
