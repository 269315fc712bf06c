//! What a link with our scheme may say.
//!
//! Anybody can make a link: a web page, a mail, another program. So the text is
//! hostile until it is one of the few forms below, and everything else is refused
//! whole. Parsing is all that happens here; what a link leads to is the desk's.

use patchbay_contract::{
    Invitation, LONGEST_LINK, NotAnAnswer, Page, answer_parameters, is_provider_id,
};
use url::{Host, Url};

use crate::firm::server_address;

pub use patchbay_contract::SCHEME;

/// What the desktop starts for a link on Linux, beside the app.
pub const PROGRAM_FOR_LINKS: &str = "patchbay-link";

/// A link in one of the forms this app understands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// `app.patchbay://open/{page}`: show a page.
    Open(Page),
    /// `app.patchbay://connect/{provider}/return?…`: a provider's answer to a sign-in.
    Return {
        /// Which provider's path it came back on.
        provider: String,
        /// The answer's parameters, each name once.
        parameters: Vec<(String, String)>,
    },
    /// `app.patchbay://enrol?server=…&code=…`: come in at the firm's server.
    Enrol(Invitation),
    /// `app.patchbay://check/{word}`: the doctor's own, which proves that links arrive.
    Check(String),
}

/// Why a text is not such a link. For the log: none of these repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Longer than any real one.
    #[error("it is longer than any link Patchbay makes")]
    TooLong,
    /// No address at all, or one with characters that do not belong in one.
    #[error("it is not a well-formed address")]
    Malformed,
    /// Another program's scheme.
    #[error("it does not start with app.patchbay://")]
    OtherScheme,
    /// A user name, password or port.
    #[error("it carries a name, a password or a port")]
    Adorned,
    /// A `#` part: answers never travel there.
    #[error("it carries a part after #")]
    Fragment,
    /// No form with this host and path.
    #[error("it leads to a place that does not exist")]
    UnknownPlace,
    /// A check that nobody waits for, or that was answered.
    #[error("it answers a check that nobody waits for")]
    NotAwaited,
    /// To come in at what can be no server's address.
    #[error("it asks to come in at an address that no server of a firm has")]
    NoServer,
    /// The same parameter twice: one of them is not from the provider.
    #[error("it says the same thing twice")]
    Repeated,
}

impl Link {
    /// Reads a link, or says why it is none.
    pub fn parse(text: &str) -> Result<Self, Refused> {
        if text.len() > LONGEST_LINK {
            return Err(Refused::TooLong);
        }
        let clean = |c: char| c.is_ascii_graphic();
        if !text.chars().all(clean) || text.contains("%00") {
            return Err(Refused::Malformed);
        }
        let url = Url::parse(text).map_err(|_| Refused::Malformed)?;
        if url.scheme() != SCHEME {
            return Err(Refused::OtherScheme);
        }
        if !url.username().is_empty() || url.password().is_some() || url.port().is_some() {
            return Err(Refused::Adorned);
        }
        if url.fragment().is_some() {
            return Err(Refused::Fragment);
        }
        let Some(Host::Domain(host)) = url.host() else { return Err(Refused::UnknownPlace) };
        if host == "enrol" && matches!(url.path(), "" | "/") {
            return invitation(url.query().unwrap_or_default()).map(Self::Enrol);
        }
        let path: Vec<&str> = url.path_segments().ok_or(Refused::UnknownPlace)?.collect();
        match (host, path.as_slice()) {
            ("open", [page]) if url.query().is_none() => {
                Page::from_slug(page).map(Self::Open).ok_or(Refused::UnknownPlace)
            }
            ("connect", [provider, "return"]) if is_provider_id(provider) => {
                let parameters = answer_parameters(url.query().unwrap_or_default())?;
                Ok(Self::Return { provider: (*provider).into(), parameters })
            }
            ("check", [word]) if url.query().is_none() && is_word(word) => {
                Ok(Self::Check((*word).into()))
            }
            _ => Err(Refused::UnknownPlace),
        }
    }
}

/// The server and the code, and nothing else. The server is called as a browser calls it: a person
/// decides by its name, and whoever made the link chose the letters.
fn invitation(query: &str) -> Result<Invitation, Refused> {
    let mut parameters = answer_parameters(query)?;
    parameters.sort_unstable();
    match <[_; 2]>::try_from(parameters) {
        Ok([(first, code), (second, server)]) if first == "code" && second == "server" => {
            let address = server_address(&server).map_err(|_| Refused::NoServer)?;
            let server = address.as_str().trim_end_matches('/').to_owned();
            let invitation = Invitation { server, code };
            if invitation.has_a_code() { Ok(invitation) } else { Err(Refused::UnknownPlace) }
        }
        _ => Err(Refused::UnknownPlace),
    }
}

/// Whether this can be the word of a check.
fn is_word(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

impl From<NotAnAnswer> for Refused {
    fn from(reason: NotAnAnswer) -> Self {
        match reason {
            NotAnAnswer::TooLong => Self::TooLong,
            NotAnAnswer::Malformed => Self::Malformed,
            NotAnAnswer::Repeated => Self::Repeated,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_can_be_opened_by_link() {
        assert_eq!(Link::parse("app.patchbay://open/activity"), Ok(Link::Open(Page::Activity)));
    }

    #[test]
    fn a_providers_answer_keeps_its_parameters_intact() {
        let link = Link::parse("app.patchbay://connect/xero/return?code=a%7Cb&state=s").unwrap();
        let expected = Link::Return {
            provider: "xero".into(),
            parameters: vec![("code".into(), "a|b".into()), ("state".into(), "s".into())],
        };
        assert_eq!(link, expected);
    }

    #[test]
    fn a_bar_that_was_not_written_as_a_number_stays_part_of_the_code() {
        let link = Link::parse("app.patchbay://connect/xero/return?code=a|b&state=s").unwrap();
        let Link::Return { parameters, .. } = link else { panic!("{link:?}") };
        assert_eq!(parameters[0].1, "a|b");
    }

    #[test]
    fn a_check_is_its_word_and_nothing_else() {
        let word = "0123456789abcdef".repeat(2);
        let link = format!("app.patchbay://check/{word}");
        assert_eq!(Link::parse(&link), Ok(Link::Check(word)));
        for bent in [&link[..link.len() - 1], &format!("{link}0"), &format!("{link}?x=1")] {
            assert_eq!(Link::parse(bent), Err(Refused::UnknownPlace), "{bent}");
        }
    }

    #[test]
    fn an_invitation_is_a_server_and_a_code_and_nothing_else() {
        let link = "app.patchbay://enrol?server=https%3A%2F%2Ffirm.example%2Fp&code=pbl_a-1";
        let server = "https://firm.example/p".to_owned();
        let invitation = Invitation { server, code: "pbl_a-1".into() };
        assert_eq!(Link::parse(link), Ok(Link::Enrol(invitation.clone())));
        assert_eq!(invitation.link(), link);
        let slash = link.replace("enrol?", "enrol/?");
        assert_eq!(Link::parse(&slash), Ok(Link::Enrol(invitation)), "as browsers write it");
        for bent in [
            "app.patchbay://enrol",
            "app.patchbay://enrol?server=https%3A%2F%2Ffirm.example",
            "app.patchbay://enrol?server=https%3A%2F%2Ffirm.example&code=a%20b",
            "app.patchbay://enrol?server=https%3A%2F%2Ffirm.example&code=a&name=b",
            "app.patchbay://enrol/more?server=https%3A%2F%2Ffirm.example&code=a",
        ] {
            assert_eq!(Link::parse(bent), Err(Refused::UnknownPlace), "{bent}");
        }
        for server in [
            "",
            "http%3A%2F%2Ffirm.example",
            "https%3A%2F%2Ffirm.example%40evil.example",
            "your+firm+asks",
            "https%3A%2F%2Ffirm.example%2F%E2%80%AE+a",
        ] {
            let link = format!("app.patchbay://enrol?server={server}&code=a");
            assert_eq!(Link::parse(&link), Err(Refused::NoServer), "{server}");
        }
        let alike = "app.patchbay://enrol?server=https%3A%2F%2Fp%D0%B0tchbay.example&code=a";
        let Ok(Link::Enrol(alike)) = Link::parse(alike) else { panic!("{alike}") };
        assert_eq!(alike.server, "https://xn--ptchbay-2fg.example", "as a browser calls it");
    }

    #[test]
    fn the_scheme_may_be_written_in_any_case_as_systems_do() {
        assert!(Link::parse("App.Patchbay://open/activity").is_ok());
    }

    #[test]
    fn hostile_links_are_refused_each_for_its_reason() {
        let long = format!("app.patchbay://connect/xero/return?code={}", "a".repeat(64 * 1024));
        let cases = [
            (long.as_str(), Refused::TooLong),
            ("", Refused::Malformed),
            ("open/activity", Refused::Malformed),
            ("app.patchbay://open/acti vity", Refused::Malformed),
            ("app.patchbay://connect/xero/return?code=\0", Refused::Malformed),
            ("app.patchbay://connect/xero/return?code=%00", Refused::Malformed),
            ("app.patchbay://connect/xero/return?code=%FF", Refused::Malformed),
            ("app.patchbay://connect/xero/return?code=\u{202e}", Refused::Malformed),
            ("https://open/activity", Refused::OtherScheme),
            ("app.patchbay.evil://open/activity", Refused::OtherScheme),
            ("app.patchbay://user@open/activity", Refused::Adorned),
            ("app.patchbay://u%40:p@connect/xero/return?code=a", Refused::Adorned),
            ("app.patchbay://open:80/activity", Refused::Adorned),
            ("app.patchbay://connect/xero/return#code=a", Refused::Fragment),
            ("app.patchbay://evil/activity", Refused::UnknownPlace),
            ("app.patchbay:open/activity", Refused::UnknownPlace),
            ("app.patchbay://OPEN/activity", Refused::UnknownPlace),
            ("app.patchbay://open/activity/more", Refused::UnknownPlace),
            ("app.patchbay://connect/xero/return/more?code=a", Refused::UnknownPlace),
            ("app.patchbay://connect/xero%2Freturn?code=a", Refused::UnknownPlace),
            ("app.patchbay://open/activity?x=1", Refused::UnknownPlace),
            ("app.patchbay://open/../activity/..", Refused::UnknownPlace),
            ("app.patchbay://connect/XERO/return", Refused::UnknownPlace),
            ("app.patchbay://connect//return", Refused::UnknownPlace),
            ("app.patchbay://connect/xero/return?code=a&code=b", Refused::Repeated),
            ("app.patchbay://connect/xero/return?state=a&st%61te=b", Refused::Repeated),
        ];
        for (text, reason) in cases {
            let shown = text.chars().take(60).collect::<String>();
            assert_eq!(Link::parse(text), Err(reason), "{shown}");
        }
    }
}
