//! What proves the events of connections, and where they arrive.

use patchbay_contract::command::{
    GetWebhook, JudgeWebhookSecret, RemoveWebhookSecret, RetireWebhookSecret, SaveWebhookSecret,
};
use tauri::State;

use super::{Reply, Request};
use crate::core::Core;

#[tauri::command]
pub(crate) async fn webhook(
    core: State<'_, Core>,
    request: Request<GetWebhook>,
) -> Reply<GetWebhook> {
    core.keys()?.webhook(&request).await
}

#[tauri::command]
pub(crate) async fn judge_webhook_secret(
    core: State<'_, Core>,
    request: Request<JudgeWebhookSecret>,
) -> Reply<JudgeWebhookSecret> {
    core.keys()?.judge_webhook_secret(&request).await
}

#[tauri::command]
pub(crate) async fn save_webhook_secret(
    core: State<'_, Core>,
    request: Request<SaveWebhookSecret>,
) -> Reply<SaveWebhookSecret> {
    core.keys()?.save_webhook_secret(request).await
}

#[tauri::command]
pub(crate) async fn retire_webhook_secret(
    core: State<'_, Core>,
    request: Request<RetireWebhookSecret>,
) -> Reply<RetireWebhookSecret> {
    core.keys()?.retire_webhook_secret(&request).await
}

#[tauri::command]
pub(crate) async fn remove_webhook_secret(
    core: State<'_, Core>,
    request: Request<RemoveWebhookSecret>,
) -> Reply<RemoveWebhookSecret> {
    core.keys()?.remove_webhook_secret(&request).await
}
