//! When credentials die, and what a person has to do for connections.

use patchbay_contract::command::{GetClocks, GetRepairs, SaveCalendar};
use tauri::State;

use super::Reply;
use crate::core::Core;

#[tauri::command]
pub(crate) async fn repairs(core: State<'_, Core>) -> Reply<GetRepairs> {
    core.installation.repairs(&core.catalogue).await
}

#[tauri::command]
pub(crate) async fn clocks(core: State<'_, Core>) -> Reply<GetClocks> {
    core.installation.clocks(&core.catalogue).await
}

#[tauri::command]
pub(crate) async fn save_calendar(core: State<'_, Core>) -> Reply<SaveCalendar> {
    core.installation.save_calendar(&core.catalogue).await
}
