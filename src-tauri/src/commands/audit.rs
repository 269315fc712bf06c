//! The audit trail: a page of it, a check of it, a file of it.

use patchbay_contract::command::{ExportAudit, GetAudit, VerifyAudit};
use tauri::State;

use super::{Reply, Request};
use crate::core::Core;

#[tauri::command]
pub(crate) async fn audit(core: State<'_, Core>, request: Request<GetAudit>) -> Reply<GetAudit> {
    core.installation.audit_page(&request).await
}

#[tauri::command]
pub(crate) async fn verify_audit(core: State<'_, Core>) -> Reply<VerifyAudit> {
    core.installation.verify_audit().await
}

#[tauri::command]
pub(crate) async fn export_audit(
    core: State<'_, Core>,
    request: Request<ExportAudit>,
) -> Reply<ExportAudit> {
    core.installation.export_audit(&request).await
}
