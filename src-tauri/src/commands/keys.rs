//! Connecting by what is typed into a form, and testing what is connected.

use patchbay_contract::command::{
    Diagnose, GetHealth, GetProbes, JudgeKey, RenameConnection, SaveKey, TestAll, TestConnection,
};
use patchbay_desktop::probes::SHOWN;
use tauri::State;

use super::{Reply, Request};
use crate::core::Core;

#[tauri::command]
pub(crate) fn judge_key(core: State<'_, Core>, request: Request<JudgeKey>) -> Reply<JudgeKey> {
    core.keys()?.judge(&request)
}

#[tauri::command]
pub(crate) async fn save_key(core: State<'_, Core>, request: Request<SaveKey>) -> Reply<SaveKey> {
    core.keys()?.save(request).await
}

#[tauri::command]
pub(crate) async fn rename_connection(
    core: State<'_, Core>,
    request: Request<RenameConnection>,
) -> Reply<RenameConnection> {
    core.installation.rename_connection(&request).await?;
    core.notices.hub_changed();
    Ok(())
}

#[tauri::command]
pub(crate) async fn test_connection(
    core: State<'_, Core>,
    request: Request<TestConnection>,
) -> Reply<TestConnection> {
    core.keys()?.test(&request).await
}

#[tauri::command]
pub(crate) async fn test_all(core: State<'_, Core>) -> Reply<TestAll> {
    core.keys()?.test_all().await
}

#[tauri::command]
pub(crate) async fn diagnose(core: State<'_, Core>, request: Request<Diagnose>) -> Reply<Diagnose> {
    core.keys()?.diagnose(&request).await
}

#[tauri::command]
pub(crate) async fn connection_health(
    core: State<'_, Core>,
    request: Request<GetHealth>,
) -> Reply<GetHealth> {
    core.installation.health(&core.catalogue, &request).await
}

#[tauri::command]
pub(crate) async fn probes(core: State<'_, Core>, request: Request<GetProbes>) -> Reply<GetProbes> {
    core.installation.probes_of(&request, SHOWN).await
}
