//! What went wrong, in words for a person and with a code for a program.

use serde::{Deserialize, Serialize};

/// The names of everything that can go wrong, stable across versions.
///
/// The page branches on the code, support staff search by it, and no two causes
/// with different remedies share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The data folder cannot be made or written to.
    DataFolderNotWritable,
    /// Another program holds the data folder.
    DataFolderInUse,
    /// There is no room left on the disk.
    DiskFull,
    /// The disk itself reported an error.
    DiskFailing,
    /// The database was made by a newer Patchbay.
    DatabaseNewer,
    /// The database file is not a readable SQLite database.
    DatabaseDamaged,
    /// The database file belongs to another program.
    DatabaseForeign,
    /// The database could not be opened for another reason.
    DatabaseFailed,
    /// No keychain service answers in this session.
    KeychainAbsent,
    /// The keychain is there, and locked.
    KeychainLocked,
    /// The keychain refused this program.
    KeychainDenied,
    /// The keychain answers, but not as a working keychain does.
    KeychainBroken,
    /// The keychain was asked and has not answered in time.
    KeychainNotAnswering,
    /// The keychain holds a key, and it is not the vault's.
    KeychainWrongKey,
    /// The keychain is open and does not hold the vault's key.
    KeychainEmpty,
    /// The vault opens with a passphrase, which has to be typed.
    PassphraseNeeded,
    /// That passphrase does not open the vault.
    PassphraseWrong,
    /// A passphrase is too short.
    PassphraseTooShort,
    /// The vault's key was kept in memory only, and went with the program that had it.
    VaultForgotten,
    /// The vault's key is in memory only, and locking would lose it.
    VaultInMemory,
    /// Somebody locked the vault.
    VaultLocked,
    /// There is no vault yet, and this needs one.
    VaultNotMade,
    /// Another change of the vault is under way.
    VaultBusy,
    /// Something in the vault's tables or seals is not as it was written.
    VaultDamaged,
    /// The sealing key was changed, and what the old one sealed is not wiped yet.
    VaultNotWiped,
    /// Some stored values do not open, and keys are not changed over them.
    ValuesDoNotOpen,
    /// What was typed is no recovery code, or has a slip in it.
    KitCodeMistyped,
    /// The recovery code is another firm's.
    KitOfAnotherFirm,
    /// The recovery kit was retired and opens nothing.
    KitRetired,
    /// The recovery code opens nothing here.
    KitUnknown,
    /// What was typed is no administrator's code, or has a slip in it.
    AdministratorCodeMistyped,
    /// No such administrator can open this vault.
    AdministratorUnknown,
    /// What was pasted is no request for help, or no answer to one.
    HelpUnreadable,
    /// The request for help is meant for another administrator.
    HelpNotForUs,
    /// The answer belongs to a request that does not wait here.
    HelpNotAwaited,
    /// A fingerprint is not the one that the other person told.
    FingerprintDiffers,
    /// The groups that were typed are not those of the kit.
    KitProofWrong,
    /// There is no display to open a window on.
    DisplayAbsent,
    /// There is no session bus.
    SessionBusAbsent,
    /// The system's webview is not installed.
    WebviewAbsent,
    /// The firm server could not be started here.
    ServerNotStarted,
    /// The firm server inside the app does not keep anything.
    EmbeddedKeepsNothing,
    /// The firm server does not answer.
    ServerUnreachable,
    /// What was typed cannot be the address of a firm server.
    ServerAddressWrong,
    /// Nobody answers at the firm server's address.
    ServerNotReached,
    /// The certificate of the firm server is not trusted.
    ServerNotTrusted,
    /// What answers there is no firm server.
    NotAFirmServer,
    /// The firm server has no database to let anybody in to.
    ServerKeepsNothing,
    /// The firm server is busy, or in trouble of its own.
    ServerBusy,
    /// The firm server says no.
    ServerRefused,
    /// The code lets nobody in.
    EnrolmentCodeRefused,
    /// This computer is in at a firm server already.
    EnrolledAlready,
    /// This computer is in at no firm server.
    NotEnrolled,
    /// The firm server does not let this computer in any more.
    DeviceShutOut,
    /// This computer's key for the firm server is gone.
    DeviceKeyGone,
    /// The firm server was restored, and lives anew.
    ServerRestored,
    /// There is nothing to decide any more.
    NothingToSettle,
    /// Another program of this computer is talking to the firm's server.
    SyncUnderWay,
    /// A practice firm does not come in at a firm's server.
    PracticeStaysApart,
    /// There is no such provider file here, or the firm does not share it.
    FileUnknown,
    /// The provider file cannot be shared or used as it is.
    FileUnfit,
    /// The provider file is another one by now than the one that was looked at.
    FileChanged,
    /// The provider file is in use at this computer.
    FileInUseHere,
    /// The provider file could not be put into its folder.
    FileNotPlaced,
    /// This person's role does not let them offer provider files.
    MayNotOffer,
    /// The firm's server holds the connection: what opens it is not here.
    HeldByServer,
    /// The firm's server is not set up to hold connections.
    ServerKeepsNoCredentials,
    /// The firm's server cannot use its own key now, without which it opens nothing that it holds.
    ServerKeyAway,
    /// The firm's server names a key that this computer does not trust.
    ServerKeyChanged,
    /// The connection cannot be handed to the firm's server.
    HandoverUnfit,
    /// It does not work from the firm's server.
    HandoverNotProven,
    /// A hand-over is under way, and the server's word is missing.
    HandoverWaits,
    /// No provider has that id.
    ProviderUnknown,
    /// The firm has no app of its own at that provider yet.
    FirmAppMissing,
    /// What was typed in as the firm's app cannot be one.
    FirmAppWrong,
    /// Something that has to be typed in is missing.
    FieldMissing,
    /// None of the ways home works here.
    NoWayHome,
    /// What was typed cannot be the firm server's public address.
    RelayAddressWrong,
    /// The ports that are registered at the provider are taken by other programs.
    PortsTaken,
    /// No such attempt to sign in is under way.
    AttemptUnknown,
    /// The attempt to sign in is over: it was answered, cancelled or took too long.
    AttemptOver,
    /// The person said no at the provider, or the provider did.
    SignInRefused,
    /// What came back from the browser is not an answer to this attempt.
    AnswerWrong,
    /// The provider does not take the answer any more.
    AnswerTooLate,
    /// The provider's answer is not one that a connection can live on.
    TokenUnusable,
    /// No program opens our links.
    LinksUnclaimed,
    /// Another program opens our links, or another Patchbay does.
    LinksTaken,
    /// The entry that opens our links leads to a program that is not there.
    LinksEntryBroken,
    /// The system has no tool to say who opens our links.
    LinksToolMissing,
    /// Who opens our links is kept where this account may not write.
    LinksNotWritable,
    /// Our links could not be made to come here again.
    LinksNotRepaired,
    /// A link that the system opened did not arrive.
    LinkNotDelivered,
    /// There is no default browser, or it cannot be started.
    BrowserNotSet,
    /// This computer's clock is wrong.
    ClockWrong,
    /// Addresses of this computer are sent to a proxy.
    ProxyInTheWay,
    /// The certificate of a host is not trusted, though the host's own surely is.
    CertificateReplaced,
    /// Less was allowed than the connection needs.
    ScopesMissing,
    /// The provider cannot be reached from here.
    ProviderUnreachable,
    /// The provider is busy, or allows no more calls for now.
    ProviderBusy,
    /// The provider says no.
    ProviderRefused,
    /// The provider answers with something that it should not.
    ProviderNonsense,
    /// The sign-in is good for no company.
    NoCompany,
    /// It is good for another company than the connection's.
    OtherCompany,
    /// No such connection is there.
    ConnectionUnknown,
    /// The connection is just being renewed or signed in to.
    ConnectionBusy,
    /// The provider could not be asked to take a permission back.
    PermissionStands,
    /// The provider was asked to take a permission back, and said no.
    PermissionNotEnded,
    /// What was typed is surely something else than the form asks for.
    KeyWrongKind,
    /// The provider does not take the key: it is wrong, was deleted, or copied in part.
    KeyRefused,
    /// The key was right once, and its time ran out.
    KeyExpired,
    /// The key works, and may not do what the connection needs.
    KeyLacksPermission,
    /// Something beside the key does not fit: a name, a number, an address.
    FieldWrong,
    /// The key belongs to another account than the connection's.
    OtherAccount,
    /// Nothing is kept that a connection could be tested with.
    CredentialMissing,
    /// The provider has an outage.
    ProviderDown,
    /// A mail server does not take user name or password.
    MailPasswordRefused,
    /// A mail server takes a password that was made for a program, and no other.
    MailAppPassword,
    /// A mail server lets nobody in with a password.
    MailBrowserOnly,
    /// Programs are kept out of the mailbox.
    MailSwitchedOff,
    /// There is no mail server of that name.
    MailHostUnknown,
    /// The certificate of a mail server is not trusted.
    MailCertificate,
    /// A mail server offers no encryption.
    MailNoTls,
    /// What answers is no mail server of that kind.
    NotAMailServer,
    /// Which servers a mail address has could not be found out.
    MailServersUnknown,
    /// The connection cannot do by default what was asked of it.
    ConnectionUnfit,
    /// Trust money would go where operating money goes, or the other way round.
    MoneyMixed,
    /// A segment has to have a name.
    SegmentNameMissing,
    /// Another segment has that name.
    SegmentNameTaken,
    /// There is no such segment.
    SegmentUnknown,
    /// What was typed is no address that mail can be sent from.
    SenderAddressWrong,
    /// Nobody pastes a secret for the events of this provider.
    EventsNeedNoSecret,
    /// There is no other webhook secret that could take over.
    NothingToRetire,
    /// No AI provider can be asked.
    AiMissing,
    /// An AI provider's rules forbid it to answer.
    AiDeclined,
    /// An AI provider answered without a word.
    AiSilent,
    /// An AI provider did not answer in the time it had.
    AiLate,
    /// What was typed cannot be asked.
    QuestionWrong,
    /// A secret was given where every program of this computer can read it.
    SecretInTheOpen,
    /// The provider reports no trial balance, or not on this basis.
    BooksNotOffered,
    /// A trial balance came whose two sides differ.
    BooksDoNotTie,
    /// What came as a trial balance is none that can be gone by.
    BooksNotReadable,
    /// The provider does not take a permission any more.
    PermissionOver,
    /// A credential leads to another account or company than was connected.
    CompanyChanged,
    /// A proxy does not let calls through.
    ProxyNotPassing,
    /// A folder for files is not there, or not named whole.
    FolderGone,
    /// Nothing can be written into it.
    FolderNotWritable,
    /// There is no room left in it.
    FolderFull,
    /// Files for tax software cannot be written in the way that was asked for.
    TaxFileSettingUnfit,
    /// Its network drive does not answer.
    FolderAway,
    /// A file that is to be replaced is open in another program.
    FileInUse,
    /// The books break a rule of the program that the file is for.
    FileNotAccepted,
    /// An address is not one that Patchbay opens.
    AddressRefused,
    /// The system has no browser, or would not open it.
    BrowserAbsent,
    /// A file to be handed on could not be written.
    ExportNotWritten,
    /// A practice firm cannot be put over real connections.
    NotAPracticeFirm,
    /// The shell or the page failed in a way of its own.
    Internal,
}

/// A failure as it is shown: what happened, what that means, what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Which failure this is.
    pub code: ErrorCode,
    /// What happened, one sentence.
    pub what: String,
    /// What it means for the person, one sentence.
    pub effect: String,
    /// What to do about it.
    pub remedy: String,
    /// The cause in the machine's own words, folded away until asked for.
    pub details: Option<String>,
}

impl Problem {
    /// A problem in three sentences, without details.
    pub fn new(
        code: ErrorCode,
        what: impl Into<String>,
        effect: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            code,
            what: what.into(),
            effect: effect.into(),
            remedy: remedy.into(),
            details: None,
        }
    }

    /// The same problem with the machine's own words added.
    #[must_use]
    pub fn with_details(mut self, details: impl Into<String>) -> Self {
        self.details = Some(details.into());
        self
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.what, self.effect, self.remedy)
    }
}

impl std::error::Error for Problem {}

impl std::fmt::Display for ErrorCode {
    /// The code as it stands on the wire.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.serialize(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_the_same_on_screen_and_on_the_wire() {
        let code = ErrorCode::DataFolderNotWritable;
        assert_eq!(code.to_string(), "data_folder_not_writable");
        assert_eq!(
            serde_json::to_string(&code).expect("a code serialises"),
            "\"data_folder_not_writable\""
        );
    }

    #[test]
    fn a_problem_reads_as_three_sentences() {
        let problem = Problem::new(ErrorCode::DiskFull, "A.", "B.", "C.").with_details("enospc");
        assert_eq!(problem.to_string(), "A. B. C.");
    }
}
