//! What a provider's file knows about an error of its mail servers.

use patchbay_providers::{Cure, Provider, Trouble, TroubleAt};

use crate::{MailError, Why};

/// The first entry of the provider's file that fits the error. What is said of a password
/// does not fit a token, though servers say no to both in the same words.
#[must_use]
pub fn trouble<'a>(provider: &'a Provider, error: &MailError) -> Option<&'a Trouble> {
    let text = error.to_string();
    let code = match error {
        MailError::Refused(no) => no.code.as_deref(),
        _ => None,
    };
    let is_of_token = matches!(error, MailError::Refused(no) if no.why == Why::TokenRefused);
    let fits = |trouble: &&Trouble| {
        trouble.at == TroubleAt::Mail
            && !(is_of_token && trouble.action == Cure::ReplaceKey)
            && trouble.code.as_deref().is_none_or(|wanted| code == Some(wanted))
            && trouble.contains.as_deref().is_none_or(|words| text.contains(words))
    };
    provider.error.iter().find(fits)
}

#[cfg(test)]
mod tests {
    use patchbay_providers::catalogue;

    use super::*;
    use crate::{Distrust, Refusal};

    fn says(provider: &str, error: &MailError) -> String {
        let all = catalogue();
        let provider = all.iter().find(|one| one.id == provider).unwrap();
        trouble(provider, error).map(|trouble| trouble.says.clone()).unwrap_or_default()
    }

    #[test]
    fn a_providers_own_words_for_its_mail_servers_are_found() {
        let no = |code: &str, said: &str| -> MailError {
            let code = Some(code.to_owned());
            let refusal =
                Refusal { host: "h".into(), why: Why::Otherwise, code, said: said.into() };
            Box::new(refusal).into()
        };
        let host = || "mail.example.com".to_owned();
        let untrusted =
            MailError::Untrusted { host: host(), why: Distrust::UnknownIssuer, presented: None };
        for (provider, error, words) in [
            ("yahoo_mail", no("AUTHENTICATIONFAILED", "LOGIN Invalid credentials"), "app password"),
            ("yahoo_mail", MailError::Silent { host: host() }, "did not answer"),
            ("gmail", no("ALERT", "Application-specific password required"), "app password"),
            ("smtp", no("535", "5.7.139 SmtpClientAuthentication is disabled"), "Microsoft 365"),
            ("imap_smtp", untrusted, "certificate"),
            ("imap_smtp", MailError::NoTls { host: host() }, "no encryption"),
        ] {
            let said = says(provider, &error);
            assert!(said.contains(words), "{provider}, {error}: {said}");
        }
    }

    #[test]
    fn a_refused_token_is_not_called_a_wrong_password() {
        let no = |why| -> MailError {
            let code = Some("AUTHENTICATIONFAILED".to_owned());
            let said = "Invalid credentials (Failure)".to_owned();
            Box::new(Refusal { host: "imap.gmail.com".into(), why, code, said }).into()
        };
        assert!(says("gmail", &no(Why::AppPassword)).contains("app password"));
        assert_eq!(says("gmail", &no(Why::TokenRefused)), "");
    }
}
