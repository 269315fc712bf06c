//! Provider files that the firm shares. What is taken is a card at once, whoever watches the
//! folder; and what waits stands in the rail.

use patchbay_contract::command::{
    DeclineFile, GetSharedFiles, OfferFile, ReadSharedFile, TakeFile, WithdrawFile,
};
use tauri::State;

use super::{Reply, Request};
use crate::core::Core;

#[tauri::command]
pub(crate) async fn shared_files(core: State<'_, Core>) -> Reply<GetSharedFiles> {
    core.installation.shared_files(&core.catalogue).await
}

#[tauri::command]
pub(crate) async fn shared_file_text(
    core: State<'_, Core>,
    request: Request<ReadSharedFile>,
) -> Reply<ReadSharedFile> {
    core.installation.shared_file_text(&core.catalogue, &request).await
}

#[tauri::command]
pub(crate) async fn offer_provider_file(
    core: State<'_, Core>,
    request: Request<OfferFile>,
) -> Reply<OfferFile> {
    let answer = core.installation.offer_file(&core.catalogue, &request).await?;
    core.notices.sync_changed();
    Ok(answer)
}

#[tauri::command]
pub(crate) async fn withdraw_provider_file(
    core: State<'_, Core>,
    request: Request<WithdrawFile>,
) -> Reply<WithdrawFile> {
    let answer = core.installation.withdraw_file(&core.catalogue, &request).await?;
    core.notices.sync_changed();
    Ok(answer)
}

#[tauri::command]
pub(crate) async fn take_provider_file(
    core: State<'_, Core>,
    request: Request<TakeFile>,
) -> Reply<TakeFile> {
    let answer = core.installation.take_file(&core.catalogue, &request).await;
    // Also where that failed: the folder may be another one than before.
    core.notices.hub_changed();
    core.notices.sync_changed();
    answer
}

#[tauri::command]
pub(crate) async fn decline_provider_file(
    core: State<'_, Core>,
    request: Request<DeclineFile>,
) -> Reply<DeclineFile> {
    let answer = core.installation.decline_file(&core.catalogue, &request).await?;
    core.notices.sync_changed();
    Ok(answer)
}
