//! Going along with the firm's server, for as long as the program runs.

use std::time::Duration;

use tauri::{AppHandle, Manager};

use crate::core::Core;

/// How often is looked whether it is time, or there is something to tell.
const LOOK_AGAIN: Duration = Duration::from_secs(20);

/// Takes and tells now and then, until the program ends. A computer that is in at no server asks
/// nobody; what the end cuts off is done again at the next start, under the same key.
pub(crate) fn keep_going_along(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let core = app.state::<Core>();
        let going_along = async {
            let mut shown = None;
            loop {
                match core.installation.sync_if_due().await {
                    // What was set elsewhere may stand on any page.
                    Ok(Some(true)) => core.notices.hub_changed(),
                    Ok(_) => {}
                    Err(problem) => tracing::info!(code = %problem.code, "nothing went along"),
                }
                // Also where nobody was asked: what is changed here waits from then on.
                let now = core.installation.sync_view().await.ok();
                if now != shown {
                    shown = now;
                    core.notices.sync_changed();
                }
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        };
        core.shutdown.run_until_cancelled::<_>(going_along).await;
    });
}
