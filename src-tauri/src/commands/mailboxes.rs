//! Mailboxes: their servers, what came, and the reading of each.

use patchbay_contract::command::{FindMailServers, GetMailboxes, PauseMailbox};
use patchbay_desktop::mailboxes::MailRounds;
use tauri::State;

use super::{Reply, Request};
use crate::core::Core;

#[tauri::command]
pub(crate) async fn find_mail_servers(
    core: State<'_, Core>,
    request: Request<FindMailServers>,
) -> Reply<FindMailServers> {
    core.keys()?.mail_servers(&request).await
}

#[tauri::command]
pub(crate) async fn mailboxes(core: State<'_, Core>) -> Reply<GetMailboxes> {
    MailRounds::beside(&core.keys()?).mailboxes().await
}

#[tauri::command]
pub(crate) async fn pause_mailbox(
    core: State<'_, Core>,
    request: Request<PauseMailbox>,
) -> Reply<PauseMailbox> {
    MailRounds::beside(&core.keys()?).pause(&request).await
}
