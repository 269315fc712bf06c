//! This computer at the firm's server.

use patchbay_contract::command::{ContactServer, Enrol, GetEnrolment, LeaveServer};
use tauri::State;

use super::{Reply, Request};
use crate::core::Core;

#[tauri::command]
pub(crate) async fn enrolment(core: State<'_, Core>) -> Reply<GetEnrolment> {
    core.installation.enrolment().await
}

#[tauri::command]
pub(crate) async fn enrol(core: State<'_, Core>, request: Request<Enrol>) -> Reply<Enrol> {
    core.installation.enrol(request).await
}

#[tauri::command]
pub(crate) async fn contact_server(
    core: State<'_, Core>,
    request: Request<ContactServer>,
) -> Reply<ContactServer> {
    core.installation.contact_server(request).await
}

#[tauri::command]
pub(crate) async fn leave_server(
    core: State<'_, Core>,
    request: Request<LeaveServer>,
) -> Reply<LeaveServer> {
    core.installation.leave_server(request).await
}
