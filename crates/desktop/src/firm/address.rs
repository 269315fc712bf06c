//! What the address of a firm server may be: https, or http on this computer itself.

use url::{Host, Url};

/// Longer than any address of a server.
const LONGEST: usize = 500;

/// Why something is not the address of a firm server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Slip {
    #[error("It is not an address: one looks like https://patchbay.your-firm.com.")]
    NotAnAddress,
    #[error("It does not begin with https://, and what is said could be read on the way.")]
    NotHttps,
    #[error("There is a name or a password in it, which does not belong there.")]
    Credentials,
    #[error("There is a “?” or a “#” in it; the address ends before that.")]
    Query,
}

/// What was typed, if it can be one.
pub(crate) fn server_address(typed: &str) -> Result<Url, Slip> {
    let typed = typed.trim();
    let address: Url = typed.parse().map_err(|_| Slip::NotAnAddress)?;
    if typed.len() > LONGEST || typed.chars().any(char::is_whitespace) {
        return Err(Slip::NotAnAddress);
    }
    let host = address.host().ok_or(Slip::NotAnAddress)?;
    match address.scheme() {
        "https" => {}
        "http" if is_this_computer(&host) => {}
        "http" => return Err(Slip::NotHttps),
        _ => return Err(Slip::NotAnAddress),
    }
    if !address.username().is_empty() || address.password().is_some() {
        return Err(Slip::Credentials);
    }
    if address.query().is_some() || address.fragment().is_some() {
        return Err(Slip::Query);
    }
    Ok(address)
}

/// Between a program and its own computer stands no proxy, and nobody who reads along.
pub(super) fn is_this_computer(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_https_or_on_this_computer_and_holds_nothing_else() {
        for good in [
            "https://patchbay.firm.example",
            " https://firm.example:8443/patchbay/ ",
            "http://127.0.0.1:8640",
            "http://[::1]:8640",
            "http://localhost:8640",
        ] {
            assert!(server_address(good).is_ok(), "{good}");
        }
        for (bad, slip) in [
            ("", Slip::NotAnAddress),
            ("patchbay.firm.example", Slip::NotAnAddress),
            ("ftp://firm.example", Slip::NotAnAddress),
            ("https://", Slip::NotAnAddress),
            ("https://two words.example", Slip::NotAnAddress),
            ("http://firm.example", Slip::NotHttps),
            ("http://localhost.firm.example", Slip::NotHttps),
            ("http://10.0.0.1", Slip::NotHttps),
            ("https://sam:secret@firm.example", Slip::Credentials),
            ("https://firm.example/?next=1", Slip::Query),
            ("https://firm.example/#top", Slip::Query),
        ] {
            assert_eq!(server_address(bad), Err(slip), "{bad}");
        }
    }
}
