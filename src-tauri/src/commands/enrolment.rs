//! This computer at the firm's server, and what goes along with it.

use patchbay_contract::command::{
    ContactServer, Enrol, GetEnrolment, GetSync, LeaveServer, SettleSync, SyncNow, TakeInvitation,
};
use tauri::State;

use super::{Reply, Request};
use crate::core::Core;

#[tauri::command]
pub(crate) async fn enrolment(core: State<'_, Core>) -> Reply<GetEnrolment> {
    core.installation.enrolment().await
}

#[tauri::command]
pub(crate) fn take_invitation(core: State<'_, Core>) -> Reply<TakeInvitation> {
    Ok(core.links.take_invitation())
}

#[tauri::command]
pub(crate) async fn enrol(core: State<'_, Core>, request: Request<Enrol>) -> Reply<Enrol> {
    let view = core.installation.enrol(request).await?;
    core.notices.sync_changed();
    Ok(view)
}

#[tauri::command]
pub(crate) async fn contact_server(
    core: State<'_, Core>,
    request: Request<ContactServer>,
) -> Reply<ContactServer> {
    let answer = core.installation.contact_server(request).await;
    core.notices.sync_changed();
    answer
}

#[tauri::command]
pub(crate) async fn leave_server(
    core: State<'_, Core>,
    request: Request<LeaveServer>,
) -> Reply<LeaveServer> {
    let view = core.installation.leave_server(request).await?;
    core.notices.sync_changed();
    Ok(view)
}

#[tauri::command]
pub(crate) async fn sync_view(core: State<'_, Core>) -> Reply<GetSync> {
    core.installation.sync_view().await
}

/// What was set elsewhere may stand on any page; and where it failed, how far it is.
#[tauri::command]
pub(crate) async fn sync_now(core: State<'_, Core>) -> Reply<SyncNow> {
    let answer = core.installation.sync_now().await;
    core.notices.hub_changed();
    answer
}

#[tauri::command]
pub(crate) async fn settle_sync(
    core: State<'_, Core>,
    request: Request<SettleSync>,
) -> Reply<SettleSync> {
    let answer = core.installation.settle_sync(&request).await;
    core.notices.hub_changed();
    answer
}
