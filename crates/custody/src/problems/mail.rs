//! The sentences for everything that can go wrong at a mail server. Where the provider's
//! file knows the failure, its words come before ours; the server's own are the details.

use patchbay_contract::{ErrorCode, Problem};
use patchbay_mail::{MailError, Why, trouble};
use patchbay_providers::{Cure, Provider};

use super::Meant;

/// A failure at a mail server, with what the provider's file knows of it.
#[derive(Debug, Clone)]
pub struct MailFailure {
    /// What went wrong there.
    pub error: MailError,
    known: Option<Known>,
}

/// What the provider's file says.
#[derive(Debug, Clone)]
struct Known {
    says: String,
    cure: String,
    action: Cure,
}

const NOT_READ: &str = "Mail is not read until then. What was read before stays.";

/// The permission for a mailbox has ended, and a person was asked to sign in again.
pub fn mail_permission_ended(provider: &str) -> Problem {
    Problem::new(
        ErrorCode::KeyExpired,
        format!("The permission for this mailbox has ended at {provider}."),
        NOT_READ,
        "Sign in to it again. Nothing else is lost.",
    )
}

/// The permission for a mailbox has ended, and could not be renewed yet.
pub fn mail_permission_waits(provider: &str) -> Problem {
    Problem::new(
        ErrorCode::ConnectionBusy,
        format!(
            "The permission for this mailbox has ended, and waits to be renewed at {provider}."
        ),
        NOT_READ,
        "Nothing to do: Patchbay tries again. If a person is needed, the connection says so.",
    )
}

/// What kept a permission from being renewed, for a mailbox that is read with it.
pub fn not_read(problem: Problem) -> Problem {
    Problem { effect: NOT_READ.to_owned(), ..problem }
}

/// Mail servers cannot be talked to from here.
pub fn no_mail(error: &str) -> Problem {
    Problem::new(
        ErrorCode::Internal,
        "The certificates that this computer trusts cannot be read.",
        "No mail server can be asked. Nothing was changed.",
        "Have IT look at the system’s list of trusted certificates, then start Patchbay again.",
    )
    .with_details(error)
}

impl MailFailure {
    /// This, at a server of this provider.
    pub fn of(provider: &Provider, error: MailError) -> Self {
        let known = trouble(provider, &error).map(|known| Known {
            says: known.says.clone(),
            cure: known.cure.clone(),
            action: known.action,
        });
        Self { error, known }
    }

    /// Whether it passes by itself: then nothing was found out about the mailbox.
    pub fn is_passing(&self) -> bool {
        match &self.error {
            MailError::NoSuchHost { .. }
            | MailError::Unreachable { .. }
            | MailError::Silent { .. }
            | MailError::Broken { .. }
            | MailError::Nonsense { .. }
            | MailError::TooMuch { .. } => true,
            MailError::Refused(no) => {
                matches!(no.why, Why::TooMany | Why::InUse | Why::Unavailable)
            }
            _ => false,
        }
    }

    /// Whether the server did not take the token.
    pub fn is_of_the_token(&self) -> bool {
        matches!(&self.error, MailError::Refused(no) if no.why == Why::TokenRefused)
    }

    /// Which failure this is.
    pub fn code(&self) -> ErrorCode {
        match &self.error {
            MailError::NoSuchHost { .. } => ErrorCode::MailHostUnknown,
            MailError::Unreachable { .. } | MailError::Silent { .. } | MailError::Broken { .. } => {
                ErrorCode::ProviderUnreachable
            }
            MailError::Untrusted { .. } => ErrorCode::MailCertificate,
            MailError::NotTls { .. } | MailError::NoTls { .. } | MailError::PlainRefused { .. } => {
                ErrorCode::MailNoTls
            }
            MailError::NotMail { .. } => ErrorCode::NotAMailServer,
            MailError::NoWay { having: "a token", .. } => ErrorCode::ProviderRefused,
            MailError::NoWay { .. } => ErrorCode::MailBrowserOnly,
            MailError::NotOffered { .. } => ErrorCode::ProviderRefused,
            MailError::Nonsense { .. } | MailError::TooMuch { .. } => ErrorCode::ProviderNonsense,
            MailError::Unusable(_) => ErrorCode::FieldWrong,
            MailError::Refused(no) => self.code_of_a_no(no.why),
        }
    }

    fn code_of_a_no(&self, why: Why) -> ErrorCode {
        match why {
            Why::WrongPassword => ErrorCode::MailPasswordRefused,
            Why::AppPassword => ErrorCode::MailAppPassword,
            Why::NoPasswords => ErrorCode::MailBrowserOnly,
            Why::TokenRefused => ErrorCode::KeyRefused,
            Why::SwitchedOff | Why::LookAtWebsite => ErrorCode::MailSwitchedOff,
            Why::TooMany | Why::InUse => ErrorCode::ProviderBusy,
            Why::Unavailable => ErrorCode::ProviderDown,
            Why::NoSuchFolder => ErrorCode::ProviderRefused,
            Why::Otherwise => match self.known.as_ref().map(|known| known.action) {
                Some(Cure::ReplaceKey) => ErrorCode::MailPasswordRefused,
                Some(Cure::AskAdmin) => ErrorCode::MailSwitchedOff,
                Some(Cure::Wait) => ErrorCode::ProviderBusy,
                _ => ErrorCode::ProviderRefused,
            },
        }
    }

    /// As people read it.
    pub fn problem(&self, provider: &str, meant: Meant) -> Problem {
        let code = self.code();
        let (what, remedy) = match &self.known {
            Some(known) => (known.says.clone(), known.cure.clone()),
            None => self.words(code, provider),
        };
        let effect = if self.is_passing() { meant.after_nothing() } else { meant.after_a_no() };
        Problem::new(code, what, effect, remedy).with_details(self.error.to_string())
    }

    fn words(&self, code: ErrorCode, provider: &str) -> (String, String) {
        let host = self.host();
        let (what, remedy) = match code {
            ErrorCode::MailHostUnknown => (
                format!("There is no server {host}, as far as this computer knows."),
                "Check the name of the server, letter by letter, and that this computer is online.",
            ),
            ErrorCode::ProviderUnreachable => (
                format!("The mail server {host} did not answer."),
                "Check server and port. If they are right, have IT or the internet provider open \
                 the ports of mail servers, usually 993 and 465.",
            ),
            ErrorCode::MailCertificate => (
                format!("The certificate of {host} is not trusted. Nothing secret was sent."),
                "Use the server’s real name, as the mail provider gives it, and check this \
                 computer’s date. If both are right, ask whoever runs the server for a valid \
                 certificate.",
            ),
            ErrorCode::MailNoTls => (
                format!("{host} offers no encryption on this port. Nothing secret was sent."),
                "Choose SSL/TLS with port 993 for reading or 465 for sending, or ask the mail \
                 provider for the encrypted port.",
            ),
            ErrorCode::NotAMailServer => (
                format!("What answers at {host} is not the kind of mail server that was expected."),
                "Compare server and port with what the mail provider says: reading and sending \
                 have a server each.",
            ),
            ErrorCode::MailPasswordRefused => (
                format!("{host} did not accept user name or password."),
                "Check both. With two-step sign-in, make an app password and enter it in place of \
                 the usual one.",
            ),
            ErrorCode::MailAppPassword => (
                format!("{host} takes an app password here, not the usual password."),
                "Make an app password in the security settings of the account, and enter it in \
                 place of this one.",
            ),
            ErrorCode::MailBrowserOnly => (
                format!("{host} lets nobody in with a password."),
                "Connect the mailbox on its provider’s own card, where one signs in with the \
                 browser, or ask the administrator to allow passwords.",
            ),
            ErrorCode::MailSwitchedOff => (
                format!("{host} keeps programs out of this mailbox."),
                "Switch IMAP on in the settings of the mailbox, or have the administrator do it. \
                 The details say what the server wants.",
            ),
            ErrorCode::ProviderBusy => (
                format!("{host} has too many connections to this mailbox just now."),
                "Wait a few minutes, then try again. Other programs that read the mailbox may \
                 have to be closed.",
            ),
            ErrorCode::ProviderDown => {
                (format!("{host} cannot do it just now."), "Wait a few minutes, then try again.")
            }
            ErrorCode::ProviderNonsense => (
                format!("What {host} answers cannot be understood."),
                "A scanner or a proxy may stand between. Try again from another network, or have \
                 IT look at the details.",
            ),
            ErrorCode::FieldWrong => (
                format!("{provider} cannot be asked with what was typed."),
                "Compare user name, password and ports with their examples.",
            ),
            ErrorCode::KeyRefused => (
                format!("{host} does not take the permission for this mailbox."),
                "Sign in again, with the account that the mailbox belongs to, and allow \
                     everything that is asked for.",
            ),
            _ => (
                format!("{host} says no."),
                "The details are the server’s own words. Compare each field with the guide.",
            ),
        };
        (what, remedy.to_owned())
    }

    fn host(&self) -> &str {
        match &self.error {
            MailError::NoSuchHost { host, .. }
            | MailError::Unreachable { host, .. }
            | MailError::Silent { host }
            | MailError::Broken { host, .. }
            | MailError::Untrusted { host, .. }
            | MailError::NotTls { host, .. }
            | MailError::NoTls { host }
            | MailError::PlainRefused { host }
            | MailError::NotMail { host, .. }
            | MailError::NoWay { host, .. }
            | MailError::NotOffered { host, .. }
            | MailError::Nonsense { host, .. }
            | MailError::TooMuch { host, .. } => host,
            MailError::Refused(no) => &no.host,
            MailError::Unusable(_) => "The mail server",
        }
    }
}

#[cfg(test)]
mod tests {
    use patchbay_mail::{Distrust, Refusal};

    use super::*;

    fn provider(id: &str) -> Provider {
        patchbay_providers::catalogue().into_iter().find(|one| one.id == id).unwrap()
    }

    fn no(why: Why, code: &str, said: &str) -> MailError {
        let (host, code) = ("mail.example".into(), Some(code.into()));
        Box::new(Refusal { host, why, code, said: said.into() }).into()
    }

    fn problem(id: &str, error: MailError) -> Problem {
        MailFailure::of(&provider(id), error).problem("The mailbox", Meant::Saving)
    }

    #[test]
    fn each_failure_of_a_mail_server_has_a_name_and_says_what_to_do() {
        let host = || "mail.example".to_owned();
        let details = String::new;
        for (error, code, passes) in [
            (
                MailError::NoSuchHost { host: host(), details: details() },
                ErrorCode::MailHostUnknown,
                true,
            ),
            (MailError::Silent { host: host() }, ErrorCode::ProviderUnreachable, true),
            (
                MailError::Untrusted { host: host(), why: Distrust::OtherName, presented: None },
                ErrorCode::MailCertificate,
                false,
            ),
            (MailError::NoTls { host: host() }, ErrorCode::MailNoTls, false),
            (
                MailError::NotMail { host: host(), protocol: "IMAP", said: details() },
                ErrorCode::NotAMailServer,
                false,
            ),
            (no(Why::WrongPassword, "NO", "x"), ErrorCode::MailPasswordRefused, false),
            (no(Why::AppPassword, "NO", "x"), ErrorCode::MailAppPassword, false),
            (no(Why::NoPasswords, "NO", "x"), ErrorCode::MailBrowserOnly, false),
            (no(Why::SwitchedOff, "NO", "x"), ErrorCode::MailSwitchedOff, false),
            (no(Why::TooMany, "LIMIT", "x"), ErrorCode::ProviderBusy, true),
            (no(Why::Unavailable, "UNAVAILABLE", "x"), ErrorCode::ProviderDown, true),
            (MailError::Unusable("password"), ErrorCode::FieldWrong, false),
        ] {
            let failure = MailFailure::of(&provider("imap_smtp"), error.clone());
            assert_eq!((failure.code(), failure.is_passing()), (code, passes), "{error:?}");
            let problem = failure.problem("The mailbox", Meant::Saving);
            assert_eq!(problem.effect.contains("says nothing"), passes, "{problem}");
            assert!(problem.remedy.len() > 20 && problem.details.is_some(), "{problem}");
        }
    }

    #[test]
    fn the_words_of_the_providers_file_come_before_ours() {
        let said = problem("yahoo_mail", no(Why::AppPassword, "AUTHENTICATIONFAILED", "no"));
        assert_eq!(said.code, ErrorCode::MailAppPassword);
        assert!(said.what.contains("Yahoo") && said.remedy.contains("security page"), "{said}");
        let unknown = problem("yahoo_mail", no(Why::TooMany, "LIMIT", "Too many connections"));
        assert!(unknown.what.contains("mail.example"), "{unknown}");
        assert!(unknown.details.unwrap().contains("Too many connections"));
    }
}
