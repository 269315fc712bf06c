//! The firm's AI providers: their order and models, and asking them.

use patchbay_contract::command::{Ask, CancelQuestion, GetAi, ListModels, SetAiModel, SetAiOrder};
use tauri::State;

use super::{Reply, Request};
use crate::core::Core;

#[tauri::command]
pub(crate) async fn ai(core: State<'_, Core>) -> Reply<GetAi> {
    core.ai()?.view().await
}

#[tauri::command]
pub(crate) async fn list_models(
    core: State<'_, Core>,
    request: Request<ListModels>,
) -> Reply<ListModels> {
    core.ai()?.list_models(&request).await
}

#[tauri::command]
pub(crate) async fn set_ai_order(
    core: State<'_, Core>,
    request: Request<SetAiOrder>,
) -> Reply<SetAiOrder> {
    core.ai()?.set_order(&request).await
}

#[tauri::command]
pub(crate) async fn set_ai_model(
    core: State<'_, Core>,
    request: Request<SetAiModel>,
) -> Reply<SetAiModel> {
    core.ai()?.set_model(&request).await
}

#[tauri::command]
pub(crate) async fn ask(core: State<'_, Core>, request: Request<Ask>) -> Reply<Ask> {
    core.ai()?.ask(&request).await
}

#[tauri::command]
pub(crate) fn cancel_question(
    core: State<'_, Core>,
    request: Request<CancelQuestion>,
) -> Reply<CancelQuestion> {
    core.ai()?.cancel(&request);
    Ok(())
}
