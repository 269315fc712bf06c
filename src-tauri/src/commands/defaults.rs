//! How the firm works where nobody chose otherwise.

use patchbay_contract::command::{ChangeDefault, GetDefaults};
use tauri::State;

use super::{Reply, Request};
use crate::core::Core;

#[tauri::command]
pub(crate) async fn defaults(core: State<'_, Core>) -> Reply<GetDefaults> {
    core.installation.defaults(&core.catalogue).await
}

/// It is marked on cards and on providers' pages.
#[tauri::command]
pub(crate) async fn change_default(
    core: State<'_, Core>,
    request: Request<ChangeDefault>,
) -> Reply<ChangeDefault> {
    let changed = core.installation.change_default(&core.catalogue, request).await?;
    core.notices.hub_changed();
    Ok(changed)
}
