//! The state of this installation.

use patchbay_contract::command::GetInstallation;
use tauri::State;

use super::Reply;
use crate::core::Core;

#[tauri::command]
pub(crate) async fn installation_state(core: State<'_, Core>) -> Reply<GetInstallation> {
    Ok(core.installation.state().await)
}
