//! The words of the audit trail: what an entry says, what is looked for, and what a
//! check found. How entries are kept and chained is the store's.

mod action;
mod entry;
mod filter;
mod verification;

pub use action::{AuditAction, AuditArea, AuditOutcome};
pub use entry::{AuditActor, AuditEntry};
pub use filter::{AuditCursor, AuditFilter, AuditPage, AuditQuestion, AuditSeal};
pub use verification::{
    AuditBreak, AuditBreakKind, AuditExport, AuditExportFormat, AuditExportOrder,
    AuditVerification, TrailAtServer,
};
