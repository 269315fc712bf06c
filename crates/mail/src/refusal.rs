//! A mail server's no, and what is known of the reason.
//!
//! Servers say little in a form that programs can read, so the words of the large
//! vendors are known here. What a provider's own file knows is said by [`crate::trouble()`].

/// The server's no.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{host} refused{}: {said}", code.as_ref().map(|c| format!(" ({c})")).unwrap_or_default())]
pub struct Refusal {
    /// Which host.
    pub host: String,
    /// Why, as far as it is known.
    pub why: Why,
    /// The server's own code for it: `AUTHENTICATIONFAILED`, `535`.
    pub code: Option<String>,
    /// What it says, shortened and without secrets.
    pub said: String,
}

/// Why a server says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// User name or password are not right.
    WrongPassword,
    /// The account's usual password does not open it to programs; one made for a program
    /// does.
    AppPassword,
    /// Passwords open it to no program: the way is to sign in in the browser.
    NoPasswords,
    /// The token is not right, or not any more.
    TokenRefused,
    /// Programs are kept out of this mailbox, by its owner or an administrator.
    SwitchedOff,
    /// The vendor wants the person to sign in on its page once and look at a warning.
    LookAtWebsite,
    /// Too many connections, or too often.
    TooMany,
    /// Somebody else has the mailbox open, and it takes one.
    InUse,
    /// The server cannot now, or said good-bye.
    Unavailable,
    /// There is no such folder.
    NoSuchFolder,
    /// Something else.
    Otherwise,
}

/// What was being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doing {
    /// Signing in with a password.
    Password,
    /// Signing in with a token.
    Token,
    /// Anything else.
    Else,
}

/// Words of vendors, looked for in this order. The first lines are the narrow ones.
const WORDS: &[(&str, Why)] = &[
    // Google.
    ("application-specific password", Why::AppPassword),
    ("app-specific password", Why::AppPassword),
    ("app password", Why::AppPassword),
    // Yandex, GMX and others.
    ("application password", Why::AppPassword),
    // Microsoft, by IMAP and by SMTP.
    ("basic authentication is disabled", Why::NoPasswords),
    ("basic authentication is not supported", Why::NoPasswords),
    ("basicauthblocked", Why::NoPasswords),
    ("smtpclientauthentication is disabled", Why::SwitchedOff),
    ("authenticated but not connected", Why::TooMany),
    // Google, where IMAP is off in the mailbox or for the domain.
    ("not enabled for imap", Why::SwitchedOff),
    ("imap access", Why::SwitchedOff),
    ("imap is disabled", Why::SwitchedOff),
    ("enable imap", Why::SwitchedOff),
    ("log in via your web browser", Why::LookAtWebsite),
    ("web browser", Why::LookAtWebsite),
    ("web login required", Why::LookAtWebsite),
    ("verify your account", Why::LookAtWebsite),
    ("too many", Why::TooMany),
    ("rate limit", Why::TooMany),
    ("try again later", Why::Unavailable),
    ("temporar", Why::Unavailable),
    ("mailbox is locked", Why::InUse),
    ("mailbox in use", Why::InUse),
];

/// Hosts that let no program in with the account's usual password: there, a wrong
/// password is nearly always that one.
const APP_PASSWORDS_ONLY: &[&str] = &[
    "imap.gmail.com",
    "smtp.gmail.com",
    "imap.mail.yahoo.com",
    "smtp.mail.yahoo.com",
    "imap.aol.com",
    "smtp.aol.com",
    "imap.mail.me.com",
    "smtp.mail.me.com",
    "imap.fastmail.com",
    "smtp.fastmail.com",
];

impl Why {
    /// What a code and a text mean, said by this host while this was done.
    pub(crate) fn of(host: &str, doing: Doing, code: Option<&str>, said: &str) -> Self {
        let said = said.to_lowercase();
        let by_words = WORDS.iter().find(|(words, _)| said.contains(words)).map(|(_, why)| *why);
        by_words.unwrap_or_else(|| match Self::by_code(code.unwrap_or_default(), doing) {
            Self::WrongPassword if APP_PASSWORDS_ONLY.contains(&host) => Self::AppPassword,
            why => why,
        })
    }

    fn by_code(code: &str, doing: Doing) -> Self {
        match code {
            "LIMIT" => Self::TooMany,
            "INUSE" => Self::InUse,
            "UNAVAILABLE" | "SERVERBUG" | "421" | "454" | "451" => Self::Unavailable,
            "CONTACTADMIN" | "AUTHORIZATIONFAILED" => Self::SwitchedOff,
            "WEBALERT" => Self::LookAtWebsite,
            "NONEXISTENT" | "TRYCREATE" => Self::NoSuchFolder,
            _ => match doing {
                Doing::Password => Self::WrongPassword,
                Doing::Token => Self::TokenRefused,
                Doing::Else => Self::Otherwise,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_large_vendors_are_known() {
        use Doing::Password;
        for (host, code, said, why) in [
            (
                "imap.gmail.com",
                Some("ALERT"),
                "Application-specific password required: https://support.google.com/…",
                Why::AppPassword,
            ),
            (
                "imap.gmail.com",
                Some("AUTHENTICATIONFAILED"),
                "Invalid credentials (Failure)",
                Why::AppPassword,
            ),
            (
                "imap.gmail.com",
                Some("ALERT"),
                "Please log in via your web browser",
                Why::LookAtWebsite,
            ),
            (
                "imap.gmail.com",
                Some("ALERT"),
                "Too many simultaneous connections. (Failure)",
                Why::TooMany,
            ),
            (
                "imap.gmail.com",
                Some("ALERT"),
                "Your account is not enabled for IMAP use.",
                Why::SwitchedOff,
            ),
            (
                "imap.mail.yahoo.com",
                Some("AUTHENTICATIONFAILED"),
                "LOGIN Invalid credentials",
                Why::AppPassword,
            ),
            (
                "imap.mail.me.com",
                Some("AUTHENTICATIONFAILED"),
                "Authentication failed",
                Why::AppPassword,
            ),
            ("outlook.office365.com", None, "Basic authentication is disabled.", Why::NoPasswords),
            ("outlook.office365.com", None, "LOGIN failed.", Why::WrongPassword),
            (
                "smtp.office365.com",
                Some("535"),
                "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
                Why::SwitchedOff,
            ),
            (
                "smtp.office365.com",
                Some("535"),
                "5.7.139 Authentication unsuccessful, basic authentication is disabled.",
                Why::NoPasswords,
            ),
            ("mail.example.com", Some("UNAVAILABLE"), "Internal error", Why::Unavailable),
            ("mail.example.com", Some("INUSE"), "One at a time", Why::InUse),
            (
                "mail.example.com",
                Some("535"),
                "5.7.8 Error: authentication failed",
                Why::WrongPassword,
            ),
        ] {
            assert_eq!(Why::of(host, Password, code, said), why, "{host}: {said}");
        }
    }

    #[test]
    fn a_no_to_a_token_is_no_wrong_password_and_one_to_a_command_is_neither() {
        let no = |doing| Why::of("imap.gmail.com", doing, None, "Invalid credentials");
        assert_eq!(no(Doing::Token), Why::TokenRefused);
        assert_eq!(no(Doing::Else), Why::Otherwise);
    }
}
