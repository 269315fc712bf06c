//! Where an answer may go: the ways home that the provider's file permits.

use patchbay_providers::sign_in::{Home, HomeWay};
use patchbay_providers::{EnvironmentId, Provider};
use url::Url;

/// The scheme of the app's own links.
const SCHEME: &str = "app.patchbay";

/// Whether an answer may go to this address; None is a code that is shown.
pub(super) fn permits(
    provider: &Provider,
    homes: &[Home],
    environment: Option<EnvironmentId>,
    address: Option<&str>,
) -> bool {
    homes
        .iter()
        .filter(|home| home.only.is_none() || environment.is_none() || home.only == environment)
        .any(|home| fits(provider, home, address))
}

fn fits(provider: &Provider, home: &Home, address: Option<&str>) -> bool {
    if home.way == HomeWay::Paste {
        return home.address.as_deref() == address;
    }
    let Some(address) = address else { return false };
    let Ok(url) = Url::parse(address) else { return false };
    let path = format!("/connect/{}/return", provider.id);
    let bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    bare && match home.way {
        HomeWay::Loopback => {
            url.scheme() == "http"
                && url.host_str() == home.host.as_deref()
                && url.path() == path
                && (home.ports.is_empty() || url.port().is_some_and(|p| home.ports.contains(&p)))
        }
        HomeWay::DeepLink => address == format!("{SCHEME}:/{path}"),
        HomeWay::Relay => {
            // The firm server is public in real life. In practice it is inside the app.
            let inside = url.scheme() == "http" && url.host_str() == Some("127.0.0.1");
            (url.scheme() == "https" || inside) && url.path().ends_with(&path)
        }
        HomeWay::Paste => false,
    }
}

/// Whether a code for this address is shown on the page, for the person to copy.
pub(super) fn is_paste(homes: &[Home], address: Option<&str>) -> bool {
    homes.iter().any(|home| home.way == HomeWay::Paste && home.address.as_deref() == address)
}

#[cfg(test)]
mod tests {
    use patchbay_providers::SignIn;

    use super::*;
    use crate::sample::provider;

    fn permitted(id: &str, environment: EnvironmentId, address: Option<&str>) -> bool {
        let provider = provider(id);
        let oauth = provider.sign_in.iter().find_map(SignIn::oauth).unwrap();
        permits(&provider, &oauth.home, Some(environment), address)
    }

    #[test]
    fn only_registered_ports_of_the_right_name_lead_home() {
        let live = |address| permitted("xero", EnvironmentId::Live, Some(address));
        assert!(live("http://localhost:41811/connect/xero/return"));
        assert!(live("https://firm.example/connect/xero/return"));
        assert!(live("http://127.0.0.1:4711/connect/xero/return"), "the relay inside the app");
        for wrong in [
            "http://localhost:41814/connect/xero/return",
            "http://localhost:41811/connect/box/return",
            "http://localhost:41811/connect/xero/return?x=1",
            "http://firm.example/connect/xero/return",
            "app.patchbay://connect/xero/return",
        ] {
            assert!(!live(wrong), "{wrong}");
        }
        assert!(permitted(
            "zoom",
            EnvironmentId::Live,
            Some("http://127.0.0.1:9/connect/zoom/return")
        ));
    }

    #[test]
    fn a_way_of_the_sandbox_is_closed_live() {
        let home = Some("http://localhost:41811/connect/quickbooks_online/return");
        assert!(permitted("quickbooks_online", EnvironmentId::Sandbox, home));
        assert!(!permitted("quickbooks_online", EnvironmentId::Live, home));
    }

    #[test]
    fn a_code_is_shown_where_the_file_says_so() {
        assert!(permitted("dropbox", EnvironmentId::Live, None));
        assert!(permitted("procore", EnvironmentId::Live, Some("urn:ietf:wg:oauth:2.0:oob")));
        assert!(!permitted("xero", EnvironmentId::Live, None));
        assert!(permitted(
            "salesforce",
            EnvironmentId::Live,
            Some("app.patchbay://connect/salesforce/return")
        ));
    }
}
