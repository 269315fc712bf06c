//! The reading of mailboxes, for as long as the program runs.

use std::time::Duration;

use patchbay_desktop::mailboxes::MailRounds;
use tauri::{AppHandle, Manager};

use crate::core::Core;

/// How often is looked whose minute is over. One that was just connected, or let go on, is
/// read that soon.
const LOOK_AGAIN: Duration = Duration::from_secs(10);

/// Reads the mailboxes whose time has come, until the program ends. A round that the end
/// cuts off goes on at the next start. A vault that is shut is waited out.
pub(crate) fn keep_reading(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let core = app.state::<Core>();
        let reading = async {
            loop {
                if let Ok(keys) = core.keys()
                    && let Err(problem) = MailRounds::beside(&keys).read_what_is_due().await
                {
                    tracing::debug!(code = %problem.code, "mailboxes were not read");
                }
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        };
        core.shutdown.run_until_cancelled::<_>(reading).await;
    });
}
