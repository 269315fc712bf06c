//! Who holds a connection, and handing one to the firm's server.

use patchbay_contract::command::{CallBackHandover, GetCustody, HandOver, PreviewHandover};
use tauri::State;

use super::{Reply, Request};
use crate::core::Core;

#[tauri::command]
pub(crate) async fn custody(
    core: State<'_, Core>,
    request: Request<GetCustody>,
) -> Reply<GetCustody> {
    core.installation.custody_of(&request).await
}

#[tauri::command]
pub(crate) async fn preview_handover(
    core: State<'_, Core>,
    request: Request<PreviewHandover>,
) -> Reply<PreviewHandover> {
    core.handing()?.preview(&request).await
}

/// How far it is may stand on any page, also where it did not go on.
#[tauri::command]
pub(crate) async fn hand_over(
    core: State<'_, Core>,
    request: Request<HandOver>,
) -> Reply<HandOver> {
    let answer = core.handing()?.hand_over(&request).await;
    core.notices.hub_changed();
    answer
}

#[tauri::command]
pub(crate) async fn call_back_handover(
    core: State<'_, Core>,
    request: Request<CallBackHandover>,
) -> Reply<CallBackHandover> {
    let answer = core.handing()?.call_back(&request).await;
    core.notices.hub_changed();
    answer
}
