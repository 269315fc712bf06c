//! What stands between this computer and the outside: a proxy that would also be asked
//! for addresses of this computer, and whoever reads along with a certificate of his own.

use hyper::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use patchbay_contract::{Finding, Untried, WayCheck, WayChecked};
use patchbay_gateway::NoAnswer;
use url::Url;

use super::clock::Asked;
use super::session::Session;
use crate::problems::doctor as problems;

/// Where answers come to on this computer.
const OF_THIS_COMPUTER: [&str; 2] = ["http://127.0.0.1/", "http://localhost/"];

pub(super) fn check(session: &Session<'_>, asked: &Asked) -> WayChecked {
    WayChecked::new(WayCheck::Proxy, finding(session, asked))
}

fn finding(session: &Session<'_>, asked: &Asked) -> Finding {
    let proxies = proxies(session);
    let asked_for = |address: &'static str| {
        let proxy = proxies.intercept(&Uri::from_static(address))?;
        // Its name alone: a password may stand beside it.
        Some(proxy.uri().authority().map_or("", |proxy| proxy.as_str()).to_owned())
    };
    if let Some(proxy) = OF_THIS_COMPUTER.into_iter().find_map(asked_for) {
        return Finding::Trouble(problems::proxy_in_the_way(&proxy));
    }
    if let Asked::NoAnswer(NoAnswer::Untrusted { host, details }) = asked {
        return Finding::Trouble(problems::certificate_replaced(host, details));
    }
    match asked_for("https://vendor.example/") {
        Some(proxy) => Finding::Fine(Some(proxy)),
        // Elsewhere the system's own settings say, which are not read here.
        None if !cfg!(target_os = "linux") && !matches!(asked, Asked::Answered { .. }) => {
            Finding::Untried(Untried::NotHere)
        }
        None => Finding::Fine(None),
    }
}

/// Which proxy calls to this address go to, by its name alone: a password may stand beside it.
pub(crate) fn for_address(session: &Session<'_>, address: &Url) -> Option<String> {
    let proxy = proxies(session).intercept(&address.as_str().parse::<Uri>().ok()?)?;
    Some(proxy.uri().authority().map_or("", |proxy| proxy.as_str()).to_owned())
}

/// As the environment names them, read by what also reads them for our own calls.
fn proxies(session: &Session<'_>) -> Matcher {
    let set = |names: [&str; 2]| {
        let said = names.into_iter().find_map(|name| session.set(name)).unwrap_or_default();
        said.to_string_lossy().into_owned()
    };
    Matcher::builder()
        .all(set(["ALL_PROXY", "all_proxy"]))
        .http(set(["http_proxy", "HTTP_PROXY"]))
        .https(set(["https_proxy", "HTTPS_PROXY"]))
        .no(set(["no_proxy", "NO_PROXY"]))
        .build()
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;
    use crate::doctor::furnished::Furnished;
    use crate::doctor::tests::what;

    fn through(settings: &[(&'static str, &str)]) -> WayChecked {
        let furnished = settings
            .iter()
            .fold(Furnished::new(), |furnished, (name, value)| furnished.setting(name, value));
        furnished.see(|session| check(session, &Asked::Nobody))
    }

    #[test]
    fn without_a_proxy_nothing_is_in_the_way() {
        assert_eq!(through(&[]).finding, Finding::Fine(None));
    }

    #[test]
    fn a_proxy_is_named_and_its_password_is_not() {
        let proxy = "http://ann:canary@proxy.example:3128";
        let exempt = ("no_proxy", "localhost,127.0.0.0/8");
        let fine = through(&[("https_proxy", proxy), ("http_proxy", proxy), exempt]);
        assert_eq!(fine.finding, Finding::Fine(Some("proxy.example:3128".into())));
    }

    #[test]
    fn a_proxy_that_is_asked_for_this_computers_own_addresses_is_trouble() {
        for settings in [
            &[("http_proxy", "http://ann:canary@proxy.example:3128")][..],
            &[("ALL_PROXY", "http://proxy.example:3128"), ("NO_PROXY", "127.0.0.1")][..],
        ] {
            let checked = through(settings);
            assert!(what(&checked).contains("proxy.example:3128"), "{checked:?}");
            assert!(!format!("{checked:?}").contains("canary"), "{checked:?}");
        }
    }

    #[test]
    fn a_certificate_that_is_not_trusted_is_told_with_what_is_known_of_it() {
        let untrusted = Asked::NoAnswer(NoAnswer::Untrusted {
            host: "login.example".into(),
            details: "invalid peer certificate: UnknownIssuer".into(),
        });
        let checked = Furnished::new().see(|session| check(session, &untrusted));
        assert!(what(&checked).contains("login.example"), "{checked:?}");
        let details = checked.problem().unwrap().details.as_deref();
        assert_eq!(details, Some("invalid peer certificate: UnknownIssuer"));
    }
}
