//! Ending connections, and the receipts that stay of them.

use patchbay_contract::command::{Disconnect, GetReceipts, PreviewDisconnect};
use tauri::{AppHandle, Manager, State};

use super::{Reply, Request};
use crate::core::Core;
use crate::sign_ins;

#[tauri::command]
pub(crate) async fn preview_disconnect(
    core: State<'_, Core>,
    request: Request<PreviewDisconnect>,
) -> Reply<PreviewDisconnect> {
    core.sign_ins()?.preview_disconnect(&request).await
}

/// What an earlier run left under way is taken up first: it may be a sign-in to this
/// connection, which ends with it.
#[tauri::command]
pub(crate) async fn disconnect(app: AppHandle, request: Request<Disconnect>) -> Reply<Disconnect> {
    // A vault that is shut keeps that from happening, and is no reason to refuse.
    match sign_ins::taken_up(&app).await {
        Ok(sign_ins) => sign_ins.disconnect(request).await,
        Err(_) => app.state::<Core>().sign_ins()?.disconnect(request).await,
    }
}

#[tauri::command]
pub(crate) async fn receipts(
    core: State<'_, Core>,
    request: Request<GetReceipts>,
) -> Reply<GetReceipts> {
    core.sign_ins()?.receipts(&request).await
}
