//! The vault, its keys and its recovery kits.
//!
//! A passphrase or a code that arrives here goes on into the core and nowhere else; a
//! request is never printed.

use patchbay_contract::command::{
    AddAdministrator, AskForHelp, CheckKit, FindBroken, GetAdministratorCode, GetSecurity,
    GiveHelp, LockVault, MakeKit, MakeVault, MoveVault, ReadAdministratorCode, ReadHelpRequest,
    RemoveAdministrator, RemoveSetAside, RetireKit, RotateKeys, SetBrokenAside, UnlockVault,
};
use tauri::{AppHandle, State};

use super::{Reply, Request};
use crate::core::Core;
use crate::sign_ins;

#[tauri::command]
pub(crate) async fn security(core: State<'_, Core>) -> Reply<GetSecurity> {
    Ok(core.installation.security().await)
}

#[tauri::command]
pub(crate) async fn make_vault(
    core: State<'_, Core>,
    request: Request<MakeVault>,
) -> Reply<MakeVault> {
    changed(&core, core.installation.make_vault(request).await)
}

#[tauri::command]
pub(crate) async fn unlock_vault(
    app: AppHandle,
    core: State<'_, Core>,
    request: Request<UnlockVault>,
) -> Reply<UnlockVault> {
    let unlocked = changed(&core, core.installation.unlock_vault(request).await);
    if unlocked.is_ok() {
        core.tend_vault();
        sign_ins::restore(&app);
    }
    unlocked
}

#[tauri::command]
pub(crate) async fn lock_vault(core: State<'_, Core>) -> Reply<LockVault> {
    changed(&core, core.installation.lock_vault().await)
}

#[tauri::command]
pub(crate) async fn move_vault(
    core: State<'_, Core>,
    request: Request<MoveVault>,
) -> Reply<MoveVault> {
    changed(&core, core.installation.move_vault(request).await)
}

#[tauri::command]
pub(crate) async fn rotate_keys(
    core: State<'_, Core>,
    request: Request<RotateKeys>,
) -> Reply<RotateKeys> {
    let told = || core.notices.security_changed();
    changed(&core, core.installation.rotate_keys(request, &told).await)
}

#[tauri::command]
pub(crate) async fn find_broken(core: State<'_, Core>) -> Reply<FindBroken> {
    core.installation.find_broken().await
}

#[tauri::command]
pub(crate) async fn set_broken_aside(core: State<'_, Core>) -> Reply<SetBrokenAside> {
    let done = core.installation.set_broken_aside().await;
    // A connection may have to be signed in to again from here on.
    core.notices.hub_changed();
    changed(&core, done)
}

#[tauri::command]
pub(crate) async fn remove_set_aside(
    core: State<'_, Core>,
    request: Request<RemoveSetAside>,
) -> Reply<RemoveSetAside> {
    changed(&core, core.installation.remove_set_aside(request).await)
}

#[tauri::command]
pub(crate) async fn make_kit(core: State<'_, Core>) -> Reply<MakeKit> {
    changed(&core, core.installation.make_kit().await)
}

#[tauri::command]
pub(crate) async fn check_kit(
    core: State<'_, Core>,
    request: Request<CheckKit>,
) -> Reply<CheckKit> {
    changed(&core, core.installation.check_kit(request).await)
}

#[tauri::command]
pub(crate) async fn retire_kit(
    core: State<'_, Core>,
    request: Request<RetireKit>,
) -> Reply<RetireKit> {
    changed(&core, core.installation.retire_kit(request).await)
}

#[tauri::command]
pub(crate) async fn administrator_code(core: State<'_, Core>) -> Reply<GetAdministratorCode> {
    core.installation.administrator_code().await
}

#[tauri::command]
pub(crate) fn read_administrator_code(
    core: State<'_, Core>,
    request: Request<ReadAdministratorCode>,
) -> Reply<ReadAdministratorCode> {
    core.installation.read_administrator_code(&request)
}

#[tauri::command]
pub(crate) async fn add_administrator(
    core: State<'_, Core>,
    request: Request<AddAdministrator>,
) -> Reply<AddAdministrator> {
    changed(&core, core.installation.add_administrator(request).await)
}

#[tauri::command]
pub(crate) async fn remove_administrator(
    core: State<'_, Core>,
    request: Request<RemoveAdministrator>,
) -> Reply<RemoveAdministrator> {
    changed(&core, core.installation.remove_administrator(request).await)
}

#[tauri::command]
pub(crate) async fn ask_for_help(
    core: State<'_, Core>,
    request: Request<AskForHelp>,
) -> Reply<AskForHelp> {
    core.installation.ask_for_help(request).await
}

#[tauri::command]
pub(crate) async fn read_help_request(
    core: State<'_, Core>,
    request: Request<ReadHelpRequest>,
) -> Reply<ReadHelpRequest> {
    core.installation.read_help_request(&request).await
}

#[tauri::command]
pub(crate) async fn give_help(
    core: State<'_, Core>,
    request: Request<GiveHelp>,
) -> Reply<GiveHelp> {
    core.installation.give_help(&request).await
}

/// Has every page ask again, whatever came of it: a wish that failed may have changed
/// what is known of the keychain.
fn changed<T>(core: &Core, done: T) -> T {
    core.notices.security_changed();
    core.notices.installation_changed();
    done
}
