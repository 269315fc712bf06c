//! Signing in: what opens a mailbox, made into what the protocols want to hear.
//!
//! How it is said to an IMAP server is in `imap::login`, to an SMTP server in `smtp`.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use patchbay_vault::Secret;
use zeroize::Zeroizing;

use crate::MailError;
use crate::refusal::Doing;

/// What opens a mailbox.
#[derive(Debug)]
pub enum Opens {
    /// A password, or one made for a program.
    Password(Secret<String>),
    /// The access token of a sign-in in the browser.
    Token(Secret<String>),
}

/// Who signs in.
#[derive(Debug)]
pub struct Login {
    /// The name that the server knows.
    pub user: String,
    /// What opens it.
    pub opens: Opens,
}

impl Login {
    /// Whether this can be sent: no character that ends a line or a field.
    pub(crate) fn check(&self) -> Result<(), MailError> {
        if self.user.is_empty() || self.user.chars().any(char::is_control) {
            return Err(MailError::Unusable("user name"));
        }
        let (secret, what) = match &self.opens {
            Opens::Password(secret) => (secret.expose_secret(), "password"),
            Opens::Token(secret) => (secret.expose_secret(), "token"),
        };
        let odd = |c: char| match self.opens {
            Opens::Password(_) => matches!(c, '\0' | '\r' | '\n'),
            Opens::Token(_) => !c.is_ascii_graphic(),
        };
        if secret.is_empty() || secret.chars().any(odd) {
            return Err(MailError::Unusable(what));
        }
        Ok(())
    }

    pub(crate) const fn secret(&self) -> &String {
        match &self.opens {
            Opens::Password(secret) | Opens::Token(secret) => secret.expose_secret(),
        }
    }

    pub(crate) const fn doing(&self) -> Doing {
        match self.opens {
            Opens::Password(_) => Doing::Password,
            Opens::Token(_) => Doing::Token,
        }
    }

    pub(crate) const fn having(&self) -> &'static str {
        match self.opens {
            Opens::Password(_) => "a password",
            Opens::Token(_) => "a token",
        }
    }

    /// The mechanism that says it all at once: the best of those that are offered.
    pub(crate) fn mechanism(&self, offers: impl Fn(&str) -> bool) -> Option<Mechanism> {
        let fitting: &[Mechanism] = match self.opens {
            Opens::Password(_) => &[Mechanism::Plain],
            Opens::Token(_) => &[Mechanism::XOAuth2, Mechanism::OAuthBearer],
        };
        fitting.iter().copied().find(|one| offers(one.name()))
    }

    /// What a mechanism says, in Base64.
    pub(crate) fn response(&self, mechanism: Mechanism) -> Zeroizing<String> {
        let (user, secret) = (self.user.as_str(), self.secret());
        let said = Zeroizing::new(match mechanism {
            Mechanism::Plain => format!("\0{user}\0{secret}"),
            Mechanism::XOAuth2 => format!("user={user}\u{1}auth=Bearer {secret}\u{1}\u{1}"),
            Mechanism::OAuthBearer => {
                // A comma ends the name, and an equals sign begins what stands for one.
                let user = user.replace('=', "=3D").replace(',', "=2C");
                format!("n,a={user},\u{1}auth=Bearer {secret}\u{1}\u{1}")
            }
        });
        Zeroizing::new(BASE64_STANDARD.encode(said.as_bytes()))
    }
}

/// The ways to say it all at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mechanism {
    /// A password (RFC 4616).
    Plain,
    /// A token, as Google and Microsoft describe it.
    XOAuth2,
    /// A token, as the standard does (RFC 7628).
    OAuthBearer,
}

impl Mechanism {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            Self::XOAuth2 => "XOAUTH2",
            Self::OAuthBearer => "OAUTHBEARER",
        }
    }

    /// What is said to an objection, so that the server comes to its no.
    pub(crate) const fn after_objection(self) -> &'static str {
        match self {
            Self::Plain | Self::XOAuth2 => "",
            // A single control character, in Base64.
            Self::OAuthBearer => "AQ==",
        }
    }
}

/// What a server says against a token before it wants to hear that, and says no:
/// a little JSON, in Base64.
pub(crate) fn objection(challenge: &str) -> Option<String> {
    let text = BASE64_STANDARD.decode(challenge.trim()).ok()?;
    Some(String::from_utf8_lossy(&text).into_owned()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn login(user: &str, opens: Opens) -> Login {
        Login { user: user.into(), opens }
    }

    fn secret(text: &str) -> Secret<String> {
        Secret::new(text.into())
    }

    #[test]
    fn a_token_is_said_as_the_vendors_describe_it() {
        let said = login(
            "someuser@example.com",
            Opens::Token(secret("ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg")),
        )
        .response(Mechanism::XOAuth2);
        assert_eq!(
            said.as_str(),
            "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="
        );
    }

    #[test]
    fn where_only_the_standards_way_is_offered_a_token_is_said_so() {
        let login = login("a=b,c@example.com", Opens::Token(secret("t")));
        let only = |known: &'static str| move |asked: &str| asked == known;
        assert_eq!(login.mechanism(|_| true), Some(Mechanism::XOAuth2));
        assert_eq!(login.mechanism(only("PLAIN")), None, "a token is no password");
        let mechanism = login.mechanism(only("OAUTHBEARER")).unwrap();
        let said = BASE64_STANDARD.decode(login.response(mechanism).as_bytes()).unwrap();
        let said = String::from_utf8(said).unwrap();
        assert_eq!(said, "n,a=a=3Db=2Cc@example.com,\u{1}auth=Bearer t\u{1}\u{1}");
    }

    #[test]
    fn what_would_say_more_than_it_is_is_not_sent() {
        for (user, opens) in [
            ("", Opens::Password(secret("p"))),
            ("a\r\nb", Opens::Password(secret("p"))),
            ("a\u{1}auth=Bearer x", Opens::Token(secret("t"))),
            ("a", Opens::Password(secret(""))),
            ("a", Opens::Password(secret("p\0q"))),
            ("a", Opens::Token(secret("t\u{1}u"))),
        ] {
            let login = login(user, opens);
            assert!(matches!(login.check(), Err(MailError::Unusable(_))), "{login:?}");
        }
        assert_eq!(login("a", Opens::Password(secret("pass wörd \"\\"))).check(), Ok(()));
    }
}
