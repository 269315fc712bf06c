//! Going along with the firm's server, for as long as the program runs.

use std::time::Duration;

use tauri::{AppHandle, Manager};

use crate::core::Core;
use crate::firm_server;

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
            firm_server::have_its_database_ready(&core).await;
            go_on(&core).await;
            loop {
                firm_server::come_in(&core).await;
                match core.installation.sync_if_due().await {
                    Ok(Some(is_other)) => {
                        // What was set elsewhere may stand on any page.
                        if is_other {
                            core.notices.hub_changed();
                        }
                        go_on(&core).await;
                    }
                    Ok(None) => {}
                    Err(problem) => tracing::info!(code = %problem.code, "nothing went along"),
                }
                // Also where nobody was asked: what is changed here waits from then on.
                let now = core.installation.sync_view().await.ok();
                if now != shown {
                    shown = now;
                    core.notices.sync_changed();
                }
                // What waits for the vault goes on at once.
                let opened = core.installation.vault().is_opened();
                let _ = tokio::time::timeout(LOOK_AGAIN, opened).await;
            }
        };
        core.shutdown.run_until_cancelled::<_>(going_along).await;
    });
}

/// Goes on with connections whose handing over to the server was cut off.
async fn go_on(core: &Core) {
    match core.handing() {
        Ok(handing) => {
            if let Err(problem) = handing.go_on().await {
                tracing::info!(code = %problem.code, "no hand-over went on");
            }
        }
        Err(problem) => tracing::info!(code = %problem.code, "no hand-over could go on"),
    }
}
