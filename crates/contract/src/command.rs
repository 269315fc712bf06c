//! What the page may ask of the core: one type a command.
//!
//! A command ties its name to its request and its reply. The page's bridge and the
//! shell's handlers are both written against these types, and the list in [`NAMES`]
//! is what the build script declares to the operating system's webview: a command
//! that is not in it cannot be called by any window.

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    AdministratorCode, Ai, AiAsked, AiModels, AiQuestion, Attempt, AuditExport, AuditExportOrder,
    AuditPage, AuditQuestion, AuditVerification, CalendarFile, ChosenCompany, ChosenModel,
    ChosenWay, Clocks, ConnectionHealth, CustodyNow, DefaultChange, Defaults, Diagnosis,
    DisconnectPreview, Disconnection, DoorChoice, EnrolmentView, FirmApp, GoingAlong,
    HandoverPreview, HelpRequest, HelpText, Hub, InstallationState, Invitation, KeyKind, KitProof,
    KitSheet, Leaving, MailAddress, MailServers, MailboxPause, Mailboxes, NewAdministrator,
    NewAttempt, NewEnrolment, NewFirmApp, NewHandover, NewKey, NewName, NewTaxFile,
    NewTaxFileSettings, NewWebhookSecret, Notice, PastProbe, PastedAnswer, ProviderPage, Receipt,
    RelayFound, RelaySetting, Repairs, SavedKey, Security, SharedFileChoice, SharedFileText,
    SharedFiles, SignInAt, Slip, StoredValue, SyncChoice, TaxFile, TaxTarget, Tested, TrialBalance,
    TrialBalanceWish, Unlock, WayCheck, WayChecked, Webhook, WebhookSecretAt, WrittenFile,
};

/// A question the page may put to the core, with the type of its answer.
pub trait Command {
    /// The name on the wire, which is also the name of the shell's function.
    const NAME: &'static str;
    /// What is sent.
    type Request: Serialize + DeserializeOwned;
    /// What comes back when it went well; otherwise a [`crate::Problem`] does.
    type Reply: Serialize + DeserializeOwned;
}

/// Declares the commands and, from the same lines, the list of their names.
macro_rules! commands {
    ($($(#[$doc:meta])* $command:ident = $name:literal: $request:ty => $reply:ty;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy)]
            pub struct $command;

            impl Command for $command {
                const NAME: &'static str = $name;
                type Request = $request;
                type Reply = $reply;
            }
        )*

        /// Every command there is, in the order above.
        pub const NAMES: &[&str] = &[$($name),*];
    };
}

commands! {
    /// Asks every part of this installation how it is, now.
    GetInstallation = "installation_state": () => InstallationState;
    /// Everything the home page shows.
    GetHub = "hub": () => Hub;
    /// The page of one provider, by its id.
    GetProvider = "provider": String => ProviderPage;
    /// What a person has to do for connections, and what was done lately.
    GetRepairs = "repairs": () => Repairs;
    /// When the credential of each connection dies, and who keeps it alive.
    GetClocks = "clocks": () => Clocks;
    /// Writes the days on which a person has to sign in again to a file for a calendar.
    /// There is none where no day is known.
    SaveCalendar = "save_calendar": () => Option<CalendarFile>;
    /// A page of the audit trail.
    GetAudit = "audit": AuditQuestion => AuditPage;
    /// Checks the whole audit trail.
    VerifyAudit = "verify_audit": () => AuditVerification;
    /// Writes entries of the audit trail to a file.
    ExportAudit = "export_audit": AuditExportOrder => AuditExport;
    /// Opens a vendor's https page in the system browser.
    OpenOutside = "open_outside": String => ();
    /// How the vault is, where its key lives, and which recovery kits there are.
    GetSecurity = "security": () => Security;
    /// Makes the vault by choice, before the first credential does.
    MakeVault = "make_vault": DoorChoice => ();
    /// Opens a vault that is shut.
    UnlockVault = "unlock_vault": Unlock => ();
    /// Shuts the vault until somebody unlocks it.
    LockVault = "lock_vault": () => ();
    /// Gives the open vault another door, or a new passphrase.
    MoveVault = "move_vault": DoorChoice => ();
    /// Changes a key. The data key's progress comes as events.
    RotateKeys = "rotate_keys": KeyKind => ();
    /// Which stored values do not open.
    FindBroken = "find_broken": () => Vec<StoredValue>;
    /// Puts those aside, so that keys can be changed without them.
    SetBrokenAside = "set_broken_aside": () => ();
    /// Removes for good what was put aside, by the number.
    RemoveSetAside = "remove_set_aside": u32 => ();
    /// Makes a recovery kit, and shows it this once.
    MakeKit = "make_kit": () => KitSheet;
    /// Proves that the kit just made is on paper.
    CheckKit = "check_kit": KitProof => ();
    /// Takes a kit out of use, by its number.
    RetireKit = "retire_kit": u16 => ();
    /// Our own code, by which we are added as an administrator elsewhere.
    GetAdministratorCode = "administrator_code": () => AdministratorCode;
    /// Reads another administrator's code without adding anybody.
    ReadAdministratorCode = "read_administrator_code": String => AdministratorCode;
    /// Lets another administrator help to open the vault.
    AddAdministrator = "add_administrator": NewAdministrator => ();
    /// Takes that away again, by the number.
    RemoveAdministrator = "remove_administrator": u16 => ();
    /// Asks an administrator for help, by the number.
    AskForHelp = "ask_for_help": u16 => HelpText;
    /// Reads somebody's request for help without answering it.
    ReadHelpRequest = "read_help_request": String => HelpRequest;
    /// Answers somebody's request for help.
    GiveHelp = "give_help": String => HelpText;
    /// The firm's own apps at one provider, by its id.
    GetFirmApps = "firm_apps": String => Vec<FirmApp>;
    /// Saves an app that the firm registered at a provider.
    SaveFirmApp = "save_firm_app": NewFirmApp => ();
    /// Removes one.
    RemoveFirmApp = "remove_firm_app": SignInAt => ();
    /// Begins to sign in at a provider, and opens its window.
    BeginAttempt = "begin_attempt": NewAttempt => Attempt;
    /// How far an attempt is, by its id.
    GetAttempt = "attempt": String => Attempt;
    /// Opens the sign-in page in the system browser, by the attempt's id.
    OpenSignInPage = "open_sign_in_page": String => ();
    /// Takes the answer that a person pasted.
    PasteAnswer = "paste_answer": PastedAnswer => ();
    /// Begins an attempt again by another way home, and opens its page.
    ChooseWay = "choose_way": ChosenWay => ();
    /// Takes the company that a person chose.
    ChooseCompany = "choose_company": ChosenCompany => ();
    /// Asks the provider once more, with what was allowed already, by the attempt's id.
    GoOnWithAttempt = "go_on_with_attempt": String => ();
    /// Ends an attempt, by its id.
    CancelAttempt = "cancel_attempt": String => ();
    /// The firm server's public address.
    GetRelay = "relay": () => RelaySetting;
    /// Sets it, or takes it away.
    SetRelay = "set_relay": Option<String> => ();
    /// Asks whoever answers at an address whether it is a firm server.
    CheckRelay = "check_relay": String => RelayFound;
    /// How this computer is in at the firm's server. Nobody is asked.
    GetEnrolment = "enrolment": () => EnrolmentView;
    /// Which server a link asks this computer to come in at, by which code. It is told once.
    TakeInvitation = "take_invitation": () => Option<Invitation>;
    /// Comes in at the firm's server by a code.
    Enrol = "enrol": NewEnrolment => EnrolmentView;
    /// Asks the firm's server how this computer stands with it; or goes on with one that was
    /// restored.
    ContactServer = "contact_server": bool => EnrolmentView;
    /// Leaves the firm's server.
    LeaveServer = "leave_server": Leaving => EnrolmentView;
    /// Who holds a connection, by its id. Nobody is asked.
    GetCustody = "custody": String => CustodyNow;
    /// What handing a connection to the firm's server would mean.
    PreviewHandover = "preview_handover": String => HandoverPreview;
    /// Hands a connection to the firm's server, or goes on with that.
    HandOver = "hand_over": NewHandover => CustodyNow;
    /// Keeps a connection here that is on its way to the firm's server.
    CallBackHandover = "call_back_handover": String => CustodyNow;
    /// How far this computer goes along with the firm's server. Nobody is asked.
    GetSync = "sync_view": () => GoingAlong;
    /// Takes from the firm's server and tells it what was changed.
    SyncNow = "sync_now": () => GoingAlong;
    /// Decides where two changed one thing.
    SettleSync = "settle_sync": SyncChoice => GoingAlong;
    /// The provider files that the firm shares, and those of this computer that it could.
    GetSharedFiles = "shared_files": () => SharedFiles;
    /// One of them in full, by the provider's id.
    ReadSharedFile = "shared_file_text": String => SharedFileText;
    /// Offers the provider file of this id to the firm, as it is at this computer.
    OfferFile = "offer_provider_file": String => SharedFiles;
    /// Offers it no more. Who took it keeps it.
    WithdrawFile = "withdraw_provider_file": String => SharedFiles;
    /// Takes a provider file that the firm shares, in place of the one of this id.
    TakeFile = "take_provider_file": SharedFileChoice => SharedFiles;
    /// Wants none of it, as it is now.
    DeclineFile = "decline_provider_file": SharedFileChoice => SharedFiles;
    /// How the firm works where nobody chose otherwise.
    GetDefaults = "defaults": () => Defaults;
    /// Changes that, and says how it is then.
    ChangeDefault = "change_default": DefaultChange => Defaults;
    /// Where the events of a connection arrive and what proves them, by its id.
    GetWebhook = "webhook": String => Webhook;
    /// Says what is wrong with a webhook secret that was pasted, before it is kept.
    JudgeWebhookSecret = "judge_webhook_secret": NewWebhookSecret => Option<Slip>;
    /// Keeps a webhook secret.
    SaveWebhookSecret = "save_webhook_secret": NewWebhookSecret => Webhook;
    /// Ends the current webhook secret of a connection: the next one takes its place.
    RetireWebhookSecret = "retire_webhook_secret": String => Webhook;
    /// Removes a webhook secret.
    RemoveWebhookSecret = "remove_webhook_secret": WebhookSecretAt => Webhook;
    /// Gives a connection another name, or lets it go by its account's.
    RenameConnection = "rename_connection": NewName => ();
    /// What ending a connection would mean, by its id.
    PreviewDisconnect = "preview_disconnect": String => DisconnectPreview;
    /// Ends a connection, and keeps a receipt.
    Disconnect = "disconnect": Disconnection => Receipt;
    /// The receipts of a provider's connections that were ended, by its id.
    GetReceipts = "receipts": String => Vec<Receipt>;
    /// Looks at everything that an answer needs to come home.
    CheckWaysHome = "check_ways_home": () => Vec<WayChecked>;
    /// Puts one of these right, and looks at all of them again.
    RepairWayHome = "repair_way_home": WayCheck => Vec<WayChecked>;
    /// Shows the main window where answers that do not come back are looked into.
    ShowWaysHome = "show_ways_home": () => ();
    /// Says what is wrong with what was typed into a form, before anything is sent.
    JudgeKey = "judge_key": NewKey => Vec<Slip>;
    /// Proves what was typed into a form, and saves it. The checks come as events.
    SaveKey = "save_key": NewKey => SavedKey;
    /// Tests a connection now, by its id. The checks come as events.
    TestConnection = "test_connection": String => Tested;
    /// Tests every connection now.
    TestAll = "test_all": () => Vec<Tested>;
    /// Looks at all that a connection needs, by its id. What is found comes as events too.
    Diagnose = "diagnose": String => Diagnosis;
    /// How a connection is in its five parts, by its id.
    GetHealth = "connection_health": String => ConnectionHealth;
    /// The newest tests of a connection, by its id.
    GetProbes = "probes": String => Vec<PastProbe>;
    /// Finds the servers of a mail address, for the form of a mailbox.
    FindMailServers = "find_mail_servers": MailAddress => MailServers;
    /// Every mailbox, with its newest headers.
    GetMailboxes = "mailboxes": () => Mailboxes;
    /// Pauses the reading of a mailbox, or lets it go on.
    PauseMailbox = "pause_mailbox": MailboxPause => ();
    /// Reads the trial balance of a connected ledger.
    ReadTrialBalance = "read_trial_balance": TrialBalanceWish => TrialBalance;
    /// Writes a trial balance that was read to a file for a spreadsheet.
    SaveTrialBalance = "save_trial_balance": TrialBalance => WrittenFile;
    /// The folders that files for tax software are written into.
    GetTaxTargets = "tax_targets": () => Vec<TaxTarget>;
    /// Says how files for tax software are written into a folder from now on.
    SetTaxFileSettings = "set_tax_file_settings": NewTaxFileSettings => ();
    /// Has a folder chosen in the system's dialog, which begins at the one that is typed. The
    /// path of the chosen one, if one was.
    ChooseFolder = "choose_folder": String => Option<String>;
    /// Writes a trial balance that was read as a file for tax software.
    WriteForTax = "write_for_tax": NewTaxFile => TaxFile;
    /// The AI providers that can be asked, in their order.
    GetAi = "ai": () => Ai;
    /// Has the models of a provider listed anew, by its id.
    ListModels = "list_models": String => AiModels;
    /// Says in which order AI providers are asked, the primary one first, by their ids.
    SetAiOrder = "set_ai_order": Vec<String> => ();
    /// Says which model of a provider is asked.
    SetAiModel = "set_ai_model": ChosenModel => ();
    /// Asks one provider after the other until one answers, or all. How far it is comes as
    /// events.
    Ask = "ask": AiQuestion => AiAsked;
    /// Stops waiting for the answers to a question, by its id.
    CancelQuestion = "cancel_question": String => ();
    /// Opens the practice firm, beside this window.
    OpenPractice = "open_practice": () => ();
    /// Opens the stream of [`crate::Event`]s; the reply is what was posted so far.
    Subscribe = "subscribe": () => Vec<Notice>;
    /// Says that the page has drawn its first full screen.
    PageReady = "page_ready": () => ();
    /// Hands over the report of a panic in the page, for the log.
    ReportPagePanic = "report_page_panic": String => ();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_name_of_its_own() {
        let mut names = NAMES.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), NAMES.len());
    }

    #[test]
    fn names_are_what_a_rust_function_can_be_called() {
        for name in NAMES {
            assert!(
                name.chars().all(|c| c.is_ascii_lowercase() || c == '_'),
                "{name} cannot name the shell's function"
            );
        }
    }
}
