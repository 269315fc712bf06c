//! Which addresses may leave the app for the system browser.

use patchbay_contract::{ErrorCode, Problem};
use url::Url;

/// The address of a vendor's page, if that is what the text is: https, a host, and
/// nobody's name or password in it. A page of ours has no reason to ask for more.
///
/// # Errors
/// A problem for anything else.
pub fn vendor_page(text: &str) -> Result<Url, Problem> {
    Url::parse(text)
        .ok()
        .filter(|url| {
            url.scheme() == "https"
                && url.domain().is_some()
                && url.username().is_empty()
                && url.password().is_none()
        })
        .ok_or_else(|| {
            Problem::new(
                ErrorCode::AddressRefused,
                "That is not the address of a vendor’s page.",
                "Patchbay did not open it.",
                "Only https addresses are opened. If it came from a provider file of yours, \
                 correct the link there.",
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendors_https_page_may_be_opened() {
        assert!(vendor_page("https://developer.intuit.com/app?x=1#y").is_ok());
    }

    #[test]
    fn nothing_else_leaves_the_app() {
        for text in [
            "http://example.com",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "app.patchbay://open/home",
            "https://name:word@example.com",
            "https://127.0.0.1/",
            "--help",
            "",
        ] {
            assert!(vendor_page(text).is_err(), "{text}");
        }
    }
}
