//! What the public address of a server may be, and what is below it.

use patchbay_contract::return_path;
use url::{Host, Url};

/// Longer than any address of a server.
const LONGEST: usize = 500;

/// Why something is not the public address of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Slip {
    #[error("It is not an address: one looks like https://patchbay.your-firm.com.")]
    NotAnAddress,
    #[error("It does not begin with https://, and vendors send people to nothing else.")]
    NotHttps,
    #[error("There is a name or a password in it, and everybody would see that.")]
    Credentials,
    #[error("There is a “?” or a “#” in it; the address ends before that.")]
    Query,
    #[error("It is this computer itself, where no vendor sends people.")]
    ThisComputer,
}

/// The page that a provider's answer comes to.
pub(crate) fn return_page(relay: &Url, provider: &str) -> Url {
    below(relay, &return_path(provider))
}

/// The relay that this page is on.
pub(crate) fn of_return_page(page: &str, provider: &str) -> Option<Url> {
    let mut relay: Url = page.parse().ok()?;
    let base = relay.path().strip_suffix(&return_path(provider))?.to_owned();
    relay.set_path(&base);
    Some(relay)
}

/// A path of the server's, behind whatever path the server itself is on.
pub(crate) fn below(relay: &Url, path: &str) -> Url {
    let mut address = relay.clone();
    let base = address.path().trim_end_matches('/').to_owned();
    address.set_path(&format!("{base}{path}"));
    address
}

/// Without the slash at the end, which nobody types.
pub(super) fn written(address: &Url) -> String {
    address.as_str().trim_end_matches('/').to_owned()
}

/// What was typed, if it can be one.
pub(super) fn public_address(typed: &str) -> Result<Url, Slip> {
    let address: Url = typed.parse().map_err(|_| Slip::NotAnAddress)?;
    if typed.len() > LONGEST || typed.chars().any(char::is_whitespace) {
        return Err(Slip::NotAnAddress);
    }
    if address.scheme() != "https" {
        return Err(Slip::NotHttps);
    }
    if !address.username().is_empty() || address.password().is_some() {
        return Err(Slip::Credentials);
    }
    if address.query().is_some() || address.fragment().is_some() {
        return Err(Slip::Query);
    }
    match address.host() {
        None => Err(Slip::NotAnAddress),
        Some(host) if is_this_computer(&host) => Err(Slip::ThisComputer),
        Some(_) => Ok(address),
    }
}

fn is_this_computer(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        Host::Ipv4(address) => address.is_loopback() || address.is_unspecified(),
        Host::Ipv6(address) => address.is_loopback() || address.is_unspecified(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_https_address_that_a_vendor_can_send_people_to_is_taken() {
        for good in ["https://patchbay.firm.example", "https://firm.example:8443/patchbay/"] {
            assert!(public_address(good).is_ok(), "{good}");
        }
        for (bad, slip) in [
            ("patchbay.firm.example", Slip::NotAnAddress),
            ("https://", Slip::NotAnAddress),
            ("https://two words.example", Slip::NotAnAddress),
            ("http://firm.example", Slip::NotHttps),
            ("http://127.0.0.1:4000", Slip::NotHttps),
            ("https://sam@firm.example", Slip::Credentials),
            ("https://sam:secret@firm.example", Slip::Credentials),
            ("https://firm.example/?next=1", Slip::Query),
            ("https://firm.example/#top", Slip::Query),
            ("https://localhost", Slip::ThisComputer),
            ("https://patchbay.localhost.", Slip::ThisComputer),
            ("https://127.0.0.1:4000", Slip::ThisComputer),
            ("https://[::1]", Slip::ThisComputer),
        ] {
            assert_eq!(public_address(bad), Err(slip), "{bad}");
        }
    }

    #[test]
    fn the_relay_may_be_on_a_path_of_a_server_and_is_found_again_from_its_page() {
        for relay in ["https://firm.example", "https://firm.example/patchbay"] {
            let address: Url = relay.parse().unwrap();
            let page = return_page(&address, "xero");
            assert_eq!(page.as_str(), format!("{relay}/connect/xero/return"));
            assert_eq!(of_return_page(page.as_str(), "xero").unwrap(), address);
        }
        assert_eq!(of_return_page("https://firm.example/elsewhere", "xero"), None);
    }
}
