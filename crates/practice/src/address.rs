//! Where a provider's addresses are played.

use std::net::SocketAddr;

/// Where this address of a provider is played by the server that listens here. None for
/// anything but https, which no file names.
#[must_use]
pub fn played_at(server: SocketAddr, provider: &str, address: &str) -> Option<String> {
    let rest = address.strip_prefix("https://")?;
    Some(format!("http://{server}/{provider}/{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_provider_and_the_host_stand_before_the_path() {
        let server = SocketAddr::from(([127, 0, 0, 1], 4_000));
        let played = played_at(server, "xero", "https://api.xero.com/connections?x=1");
        let wanted = "http://127.0.0.1:4000/xero/api.xero.com/connections?x=1";
        assert_eq!(played.as_deref(), Some(wanted));
        assert_eq!(played_at(server, "xero", "http://api.xero.com/"), None);
    }
}
