//! The words every Patchbay program speaks.
//!
//! Requests, replies, states and error codes: the page, the shell, the core, the
//! command line and the firm server all use these types, so a renamed field fails
//! to compile on both sides. There is no I/O here and nothing that would not build
//! for wasm; turning a thing into one of these words happens where the thing lives.

mod ai;
mod answer;
mod audit;
mod books;
mod catalogue;
mod clocks;
pub mod command;
pub mod custody;
mod defaults;
pub mod device_proof;
mod diagnosis;
mod doctor;
mod ending;
mod enrolment;
mod handover;
mod health;
mod hub;
mod installation;
mod invitation;
mod keys;
mod language;
mod mailboxes;
mod naming;
mod notice;
mod probes;
mod problem;
mod redact;
mod redact_text;
mod relay;
mod repairs;
mod security;
mod server;
mod shared_files;
mod sign_in;
mod sync;
mod tax_files;
mod way_home;
mod webhook;

pub use ai::{
    Ai, AiAnswer, AiAnswerState, AiAsked, AiCredential, AiModel, AiModels, AiOther, AiProvider,
    AiQuestion, AiText, AiUse, AiWhom, ChosenModel,
};
pub use answer::{NotAnAnswer, answer_parameters};
pub use audit::{
    AuditAction, AuditActor, AuditArea, AuditBreak, AuditBreakKind, AuditCursor, AuditEntry,
    AuditExport, AuditExportFormat, AuditExportOrder, AuditFilter, AuditOutcome, AuditPage,
    AuditQuestion, AuditSeal, AuditVerification, TrailAtServer,
};
pub use books::{
    Basis, Cents, TrialBalance, TrialBalanceRow, TrialBalanceSums, TrialBalanceWish, WrittenFile,
};
pub use catalogue::{
    Category, Direction, Entity, EnvironmentId, FieldKind, HomeWay, Mandatory, Support,
};
pub use clocks::{CalendarFile, ClockStage, Clocks, ConnectionClocks, KeptBy, RunningClock};
pub use command::Command;
pub use defaults::{
    AccountAt, Choosable, DefaultChange, DefaultKind, DefaultOfKind, Defaults, Held,
    IdentityMethod, Money, MoneyAccount, Payments, SaidBy, SegmentView, Signing, SigningFlow,
};
pub use diagnosis::{Diagnosed, Diagnosing, Diagnosis, DiagnosisCheck, NotChecked, Verdict};
pub use doctor::{Finding, Untried, WayCheck, WayChecked};
pub use ending::{
    ByHand, DisconnectPreview, Disconnection, EndProof, Receipt, TakenBack, WhoTellsIt,
};
pub use enrolment::{Enrolment, EnrolmentView, FirmRole, Leaving, NewEnrolment, Standing};
pub use handover::{CustodyNow, HandoverPreview, HandoverStep, NewHandover};
pub use health::{ConnectionHealth, HealthPart, HealthState, PartHealth};
pub use hub::{
    AppView, BrokenFile, Called, Can, Clock, ClockKind, ClocksView, Connection, CopyWhat,
    Custodian, ErrorView, FieldView, GuideView, HomeView, Hub, LifeView, LimitView, Own,
    ProviderCard, ProviderPage, ScopeView, SignInKind, SignInView, Status, StatusKind, SyncView,
    WayOutView, search,
};
pub use installation::{DatabaseFacts, InstallationState, KeychainFacts, Part, ServerFacts};
pub use invitation::{INVITATION_PATH, Invitation};
pub use keys::{NewKey, Proving, SavedKey, Slip, Tested};
pub use language::preferred_language;
pub use mailboxes::{
    MailAddress, MailHeader, MailServerFound, MailServers, MailboxKind, MailboxPause, MailboxView,
    Mailboxes, ServerOrigin,
};
pub use naming::NewName;
pub use notice::{Event, Notice, NoticeKind, Page};
pub use probes::{PastProbe, PastTrouble, ProbeAsker, ProbeStep};
pub use problem::{ErrorCode, Problem};
pub use redact::RedactedUrl;
pub use redact_text::{line_with_secret, redact_text};
pub use relay::{RelayFound, RelaySetting};
pub use repairs::{ClosedBy, Repair, RepairCause, RepairClosed, RepairFix, Repairs, Severity};
pub use security::{
    Administrator, AdministratorCode, DoorChoice, DoorKind, HelpRequest, HelpText, KeyKind, Keys,
    Kit, KitProof, KitSheet, NewAdministrator, Remedy, Rotation, RotationDue, Security, SetAside,
    StoredValue, Unlock, VaultState,
};
pub use server::Health;
pub use shared_files::{
    SharedFile, SharedFileChoice, SharedFileState, SharedFileText, SharedFiles, UnsharedFile,
};
pub use sign_in::{
    Attempt, AttemptStep, Check, ChosenCompany, ChosenWay, CompanyChoice, FirmApp, NewAttempt,
    NewFirmApp, PastedAnswer, SignInAt,
};
pub use sync::{
    ElsewhereConnection, EmbeddedServer, GoingAlong, SyncChoice, SyncConflict, SyncRefusal,
    SyncedKind, SyncedThing,
};
pub use tax_files::{
    NewTaxFile, NewTaxFileSettings, Rounding, Signs, TaxFile, TaxFileSettings, TaxFormat, TaxTarget,
};
pub use way_home::{
    LONGEST_LINK, PICKUP_SCHEME, Pickup, SCHEME, is_provider_id, is_state, pickup_path,
    return_link, return_path,
};
pub use webhook::{
    NewWebhookSecret, Webhook, WebhookSecret, WebhookSecretAt, WebhookSecretFrom, WebhookSlot,
    webhook_path,
};
