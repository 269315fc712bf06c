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

    /// The mechanism that says it all at once.
    pub(crate) const fn mechanism(&self) -> &'static str {
        match self.opens {
            Opens::Password(_) => "PLAIN",
            Opens::Token(_) => "XOAUTH2",
        }
    }

    /// What that mechanism says, in Base64.
    pub(crate) fn response(&self) -> Zeroizing<String> {
        let (user, secret) = (self.user.as_str(), self.secret());
        let said = Zeroizing::new(match self.opens {
            Opens::Password(_) => format!("\0{user}\0{secret}"),
            Opens::Token(_) => format!("user={user}\u{1}auth=Bearer {secret}\u{1}\u{1}"),
        });
        Zeroizing::new(BASE64_STANDARD.encode(said.as_bytes()))
    }
}

/// What a server says against a token before it wants to hear an empty line and says no:
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
        .response();
        assert_eq!(
            said.as_str(),
            "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="
        );
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
