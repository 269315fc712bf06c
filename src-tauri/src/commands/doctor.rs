//! The doctor: looking, repairing, and the way to him from the window of a sign-in.

use patchbay_contract::Page;
use patchbay_contract::command::{CheckWaysHome, RepairWayHome, ShowWaysHome};
use tauri::{AppHandle, Manager};

use super::{Reply, Request};
use crate::core::Core;
use crate::{doctor, window};

#[tauri::command]
pub(crate) async fn check_ways_home(app: AppHandle) -> Reply<CheckWaysHome> {
    doctor::examine(&app).await
}

#[tauri::command]
pub(crate) async fn repair_way_home(
    app: AppHandle,
    request: Request<RepairWayHome>,
) -> Reply<RepairWayHome> {
    doctor::repair(&app, request).await
}

/// Which page it is stands here: the window of a sign-in opens no other.
#[tauri::command]
pub(crate) fn show_ways_home(app: AppHandle) -> Reply<ShowWaysHome> {
    app.state::<Core>().notices.open_page(Page::WaysHome);
    window::bring_to_front(&app);
    Ok(())
}
