//! The firm's apps, and signing in with them.

use patchbay_contract::command::{
    BeginAttempt, CancelAttempt, ChooseCompany, ChooseWay, GetAttempt, GetFirmApps,
    GoOnWithAttempt, OpenSignInPage, PasteAnswer, RemoveFirmApp, SaveFirmApp,
};
use patchbay_contract::{Attempt, AttemptStep, Problem};
use tauri::{AppHandle, Manager, State, Window};

use super::{Reply, Request};
use crate::core::Core;
use crate::{browser, sign_in_window, sign_ins};

#[tauri::command]
pub(crate) async fn firm_apps(
    core: State<'_, Core>,
    request: Request<GetFirmApps>,
) -> Reply<GetFirmApps> {
    core.sign_ins()?.firm_apps(&request).await
}

#[tauri::command]
pub(crate) async fn save_firm_app(
    core: State<'_, Core>,
    request: Request<SaveFirmApp>,
) -> Reply<SaveFirmApp> {
    core.sign_ins()?.save_firm_app(request).await
}

#[tauri::command]
pub(crate) async fn remove_firm_app(
    core: State<'_, Core>,
    request: Request<RemoveFirmApp>,
) -> Reply<RemoveFirmApp> {
    core.sign_ins()?.remove_firm_app(&request).await
}

/// The attempt has a window of its own beside the browser. The browser itself is opened
/// from there, once the person has read what will be asked for.
#[tauri::command]
pub(crate) async fn begin_attempt(
    app: AppHandle,
    request: Request<BeginAttempt>,
) -> Reply<BeginAttempt> {
    let sign_ins = sign_ins::taken_up(&app).await?;
    let attempt = sign_ins.begin(request).await?;
    if let Err(error) = sign_in_window::open(&app, &attempt) {
        sign_ins.cancel(&attempt.id).await?;
        return Err(sign_in_window::not_opened(&error));
    }
    take_links_for(&app, &attempt).await;
    Ok(attempt)
}

/// Another Patchbay may have taken our links since this one started.
async fn take_links_for(app: &AppHandle, attempt: &Attempt) {
    if attempt.way.is_by_link() {
        app.state::<Core>().scheme.take(app).await;
    }
}

#[tauri::command]
pub(crate) fn attempt(
    core: State<'_, Core>,
    window: Window,
    request: Request<GetAttempt>,
) -> Reply<GetAttempt> {
    sign_in_window::own(&window, &request)?;
    core.sign_ins()?.attempt(&request)
}

/// Where the browser goes is the attempt's own, made by the core from the provider's
/// file: no window says it.
#[tauri::command]
pub(crate) async fn open_sign_in_page(
    core: State<'_, Core>,
    window: Window,
    request: Request<OpenSignInPage>,
) -> Reply<OpenSignInPage> {
    sign_in_window::own(&window, &request)?;
    open_page_of(&core, &request).await
}

async fn open_page_of(core: &Core, id: &str) -> Result<(), Problem> {
    match core.sign_ins()?.attempt(id)?.step {
        AttemptStep::Waiting { address } => {
            // A browser that does not open is told of, and its page can be copied.
            core.sign_ins()?.page_opened(id).await;
            browser::open(address).await
        }
        _ => Ok(()),
    }
}

/// Whoever chooses another way wants to sign in by it now.
#[tauri::command]
pub(crate) async fn choose_way(
    app: AppHandle,
    core: State<'_, Core>,
    window: Window,
    request: Request<ChooseWay>,
) -> Reply<ChooseWay> {
    let id = request.attempt.clone();
    sign_in_window::own(&window, &id)?;
    let sign_ins = core.sign_ins()?;
    sign_ins.choose_way(request).await?;
    take_links_for(&app, &sign_ins.attempt(&id)?).await;
    open_page_of(&core, &id).await
}

#[tauri::command]
pub(crate) async fn paste_answer(
    core: State<'_, Core>,
    window: Window,
    request: Request<PasteAnswer>,
) -> Reply<PasteAnswer> {
    sign_in_window::own(&window, &request.attempt)?;
    core.sign_ins()?.paste(request).await
}

#[tauri::command]
pub(crate) async fn choose_company(
    core: State<'_, Core>,
    window: Window,
    request: Request<ChooseCompany>,
) -> Reply<ChooseCompany> {
    sign_in_window::own(&window, &request.attempt)?;
    core.sign_ins()?.choose(request).await
}

#[tauri::command]
pub(crate) async fn go_on_with_attempt(
    core: State<'_, Core>,
    window: Window,
    request: Request<GoOnWithAttempt>,
) -> Reply<GoOnWithAttempt> {
    sign_in_window::own(&window, &request)?;
    core.sign_ins()?.try_again(&request).await
}

#[tauri::command]
pub(crate) async fn cancel_attempt(
    app: AppHandle,
    core: State<'_, Core>,
    window: Window,
    request: Request<CancelAttempt>,
) -> Reply<CancelAttempt> {
    sign_in_window::own(&window, &request)?;
    core.sign_ins()?.cancel(&request).await?;
    sign_in_window::close(&app, &request);
    Ok(())
}
