//! Who asks: the address a request came from, or the one that a trusted proxy names.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderMap;
use ipnet::IpNet;

/// Who asks, by address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Client {
    /// The address.
    pub(crate) address: IpAddr,
    /// Whether somebody in between says so, or passed the request on.
    pub(crate) by_proxy: bool,
}

impl Client {
    /// Who sent this. A request that came over no connection came from this machine.
    pub(crate) fn of(request: &Request, trusted: &[IpNet]) -> Self {
        let connected = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let peer = connected.map_or(IpAddr::from([127, 0, 0, 1]), |info| info.0.ip());
        Self::behind(peer.to_canonical(), request.headers(), trusted)
    }

    /// The last address in the list that is no trusted proxy's: what stands before it,
    /// anybody may have written.
    fn behind(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let by_proxy = headers.contains_key("x-forwarded-for") || headers.contains_key("forwarded");
        let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
        let mut address = peer;
        let lists = headers.get_all("x-forwarded-for").iter().rev();
        let named = lists.filter_map(|list| list.to_str().ok()).flat_map(|list| list.rsplit(','));
        for named in named {
            if !is_trusted(&address) {
                break;
            }
            let Ok(named) = named.trim().parse::<IpAddr>() else { break };
            address = named.to_canonical();
        }
        Self { address, by_proxy }
    }

    /// Whether a program on this machine asks, and nobody passed it on.
    pub(crate) fn is_local(self) -> bool {
        !self.by_proxy && self.address.is_loopback()
    }

    /// What is counted as one: an address, or the network that one household has.
    pub(crate) fn household(self) -> IpAddr {
        const NETWORK: u32 = 64;
        match self.address {
            IpAddr::V4(_) => self.address,
            IpAddr::V6(address) => {
                let bits = address.to_bits() >> (128 - NETWORK) << (128 - NETWORK);
                IpAddr::V6(bits.into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behind(peer: &str, forwarded: &[&str], trusted: &str) -> Client {
        let mut headers = HeaderMap::new();
        for list in forwarded {
            headers.append("x-forwarded-for", list.parse().unwrap());
        }
        let trusted: Vec<IpNet> = trusted.split_whitespace().map(|n| n.parse().unwrap()).collect();
        Client::behind(peer.parse().unwrap(), &headers, &trusted)
    }

    #[test]
    fn nobody_is_believed_but_a_trusted_proxy() {
        let client = behind("203.0.113.9", &["198.51.100.1"], "10.0.0.0/8");
        assert_eq!(client.address.to_string(), "203.0.113.9");
        assert!(!behind("127.0.0.1", &["127.0.0.1"], "").is_local());
    }

    #[test]
    fn behind_trusted_proxies_the_last_address_that_is_none_of_them_counts() {
        let trusted = "10.0.0.0/8 127.0.0.1/32";
        for (lists, address) in [
            (&["6.6.6.6, 198.51.100.1"][..], "198.51.100.1"),
            (&["6.6.6.6", "198.51.100.1, 10.1.1.1"], "198.51.100.1"),
            (&["nonsense, 10.1.1.1"], "10.1.1.1"),
            (&[], "127.0.0.1"),
        ] {
            assert_eq!(
                behind("127.0.0.1", lists, trusted).address.to_string(),
                address,
                "{lists:?}"
            );
        }
    }

    #[test]
    fn a_household_is_one_client_however_many_addresses_it_has() {
        let one = behind("2001:db8:1:2::1", &[], "").household();
        assert_eq!(one, behind("2001:db8:1:2:ffff::9", &[], "").household());
        assert_ne!(one, behind("2001:db8:1:3::1", &[], "").household());
    }
}
