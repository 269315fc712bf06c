//! Whether an address that an answer named leads where the file permits.

use url::Url;

/// Whether it leads to one of these hosts. `.example.com` stands for all below it.
pub(crate) fn leads_to(value: &str, hosts: &[String]) -> bool {
    let address = if value.contains("://") { value.to_owned() } else { format!("https://{value}") };
    let Ok(url) = Url::parse(&address) else { return false };
    let host = url.host_str().unwrap_or_default();
    url.scheme() == "https"
        && url.username().is_empty()
        && url.password().is_none()
        && url.port().is_none()
        && hosts.iter().any(|allowed| match allowed.strip_prefix('.') {
            Some(parent) => host == parent || host.ends_with(allowed.as_str()),
            None => host == allowed,
        })
}

#[cfg(test)]
mod tests {
    use super::leads_to;

    #[test]
    fn an_address_of_an_answer_leads_only_to_the_hosts_of_the_file() {
        let hosts = [".salesforce.com".to_owned(), "login.example.com".to_owned()];
        for good in ["https://miller.my.salesforce.com", "login.example.com", "a.salesforce.com"] {
            assert!(leads_to(good, &hosts), "{good}");
        }
        for bad in [
            "https://salesforce.com.evil.example",
            "http://a.salesforce.com",
            "https://evil.example#.salesforce.com",
            "https://a.salesforce.com@evil.example",
            "https://a.salesforce.com:444",
            "xsalesforce.com",
            "",
        ] {
            assert!(!leads_to(bad, &hosts), "{bad}");
        }
    }
}
