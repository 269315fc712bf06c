//! Books: reading a ledger's trial balance, and writing what was read.

use patchbay_contract::command::{
    ChooseFolder, GetTaxTargets, ReadTrialBalance, SaveTrialBalance, SetTaxFileSettings,
    WriteForTax,
};
use tauri::{State, WebviewWindow};

use super::{Reply, Request};
use crate::core::Core;
use crate::folder_dialog;

#[tauri::command]
pub(crate) async fn read_trial_balance(
    core: State<'_, Core>,
    request: Request<ReadTrialBalance>,
) -> Reply<ReadTrialBalance> {
    core.sign_ins()?.trial_balance(&request).await
}

#[tauri::command]
pub(crate) async fn save_trial_balance(
    core: State<'_, Core>,
    request: Request<SaveTrialBalance>,
) -> Reply<SaveTrialBalance> {
    core.installation.save_trial_balance(&request).await
}

#[tauri::command]
pub(crate) async fn tax_targets(core: State<'_, Core>) -> Reply<GetTaxTargets> {
    core.keys()?.tax_targets().await
}

#[tauri::command]
pub(crate) async fn choose_folder(
    window: WebviewWindow,
    request: Request<ChooseFolder>,
) -> Reply<ChooseFolder> {
    Ok(folder_dialog::choose(window, &request).await)
}

#[tauri::command]
pub(crate) async fn write_for_tax(
    core: State<'_, Core>,
    request: Request<WriteForTax>,
) -> Reply<WriteForTax> {
    core.keys()?.write_for_tax(&request).await
}

#[tauri::command]
pub(crate) async fn set_tax_file_settings(
    core: State<'_, Core>,
    request: Request<SetTaxFileSettings>,
) -> Reply<SetTaxFileSettings> {
    core.keys()?.set_tax_file_settings(&request).await
}
