//! The firm server's public address.

use patchbay_contract::command::{CheckRelay, GetRelay, SetRelay};
use tauri::State;

use super::{Reply, Request};
use crate::core::Core;

#[tauri::command]
pub(crate) async fn relay(core: State<'_, Core>) -> Reply<GetRelay> {
    core.installation.relay().await
}

/// It is part of what providers' pages say is to be registered.
#[tauri::command]
pub(crate) async fn set_relay(
    core: State<'_, Core>,
    request: Request<SetRelay>,
) -> Reply<SetRelay> {
    core.installation.set_relay(request.as_deref()).await?;
    core.notices.hub_changed();
    Ok(())
}

#[tauri::command]
pub(crate) async fn check_relay(
    core: State<'_, Core>,
    request: Request<CheckRelay>,
) -> Reply<CheckRelay> {
    core.installation.check_relay(&request).await
}
