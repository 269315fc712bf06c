//! The reading of mailboxes, and the waiting for their news, for as long as the program runs.

use std::sync::Arc;
use std::time::Duration;

use patchbay_desktop::keys::Keys;
use patchbay_desktop::mailboxes::{MailRounds, MailWaits};
use tauri::{AppHandle, Manager};
use tokio::select;

use crate::core::Core;

/// How often is looked whose minute is over. One that was just connected, or let go on, is
/// read that soon.
const LOOK_AGAIN: Duration = Duration::from_secs(10);

/// Reads the mailboxes whose time has come or that have news, until the program ends. A round
/// that the end cuts off goes on at the next start. A vault that is shut is waited out.
pub(crate) fn keep_reading(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let core = app.state::<Core>();
        let mut waits = None;
        let reading = async {
            loop {
                let Ok(keys) = core.keys() else {
                    tokio::time::sleep(LOOK_AGAIN).await;
                    continue;
                };
                let waits =
                    waits.get_or_insert_with(|| MailWaits::beside(&MailRounds::beside(&keys)));
                look(&keys, waits).await;
                select! {
                    () = tokio::time::sleep(LOOK_AGAIN) => {}
                    () = waits.news() => {}
                }
            }
        };
        core.shutdown.run_until_cancelled::<_>(reading).await;
        if let Some(waits) = waits {
            waits.end().await;
        }
    });
}

async fn look(keys: &Arc<Keys>, waits: &Arc<MailWaits>) {
    if let Err(problem) = MailRounds::beside(keys).read_what_is_due().await {
        tracing::debug!(code = %problem.code, "mailboxes were not read");
    }
    if let Err(problem) = waits.look().await {
        tracing::debug!(code = %problem.code, "nobody waits for the news of mailboxes");
    }
}
