//! Where providers are: at their vendors, or all of them at one practice server. Nothing
//! else here or above knows which.

use url::Url;

/// Where providers are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Where their files say.
    Vendors,
    /// At a practice server, which plays them all below this address.
    Practice(Url),
}

impl Reach {
    /// Where this address of a provider really is. The practice server tells providers
    /// and their hosts apart by the path: `/xero/login.xero.com/identity/connect/authorize`.
    #[must_use]
    pub fn address(&self, provider: &str, address: &Url) -> Url {
        let Self::Practice(server) = self else {
            return address.clone();
        };
        let mut moved = server.clone();
        let base = server.path().trim_end_matches('/');
        let host = address.host_str().unwrap_or_default();
        let port = address.port().map(|port| format!(":{port}")).unwrap_or_default();
        moved.set_path(&format!("{base}/{provider}/{host}{port}{}", address.path()));
        moved.set_query(address.query());
        moved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(server: &str, address: &str) -> String {
        let reach = Reach::Practice(server.parse().unwrap());
        reach.address("xero", &address.parse().unwrap()).into()
    }

    #[test]
    fn a_vendor_is_reached_where_its_file_says() {
        let address: Url = "https://login.xero.com/connect?a=b%20c".parse().unwrap();
        assert_eq!(Reach::Vendors.address("xero", &address), address);
    }

    #[test]
    fn a_practice_server_has_every_provider_and_host_on_a_path_of_its_own() {
        assert_eq!(
            moved("http://127.0.0.1:4711", "https://login.xero.com/a%2Fb/connect?a=b%20c"),
            "http://127.0.0.1:4711/xero/login.xero.com/a%2Fb/connect?a=b%20c"
        );
        assert_eq!(
            moved("http://127.0.0.1:4711/", "https://login.xero.com"),
            "http://127.0.0.1:4711/xero/login.xero.com/"
        );
    }

    #[test]
    fn a_practice_server_may_live_below_a_path_and_a_port_belongs_to_the_host() {
        assert_eq!(
            moved("http://127.0.0.1:4711/practice/", "https://n8n.firm.example:5678/api"),
            "http://127.0.0.1:4711/practice/xero/n8n.firm.example:5678/api"
        );
    }
}
