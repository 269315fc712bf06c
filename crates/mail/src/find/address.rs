//! A mail address, as far as its servers depend on it.

use std::fmt;

use url::Host;

/// A mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    local: String,
    domain: String,
}

/// This is no mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no mail address")]
pub struct NotAnAddress;

impl Address {
    /// Reads one. The domain is kept as the network knows it.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(text: &str) -> Result<Self, NotAnAddress> {
        let (local, domain) = text.trim().rsplit_once('@').ok_or(NotAnAddress)?;
        let odd = |c: char| c.is_whitespace() || c.is_control();
        if local.is_empty() || local.chars().any(odd) {
            return Err(NotAnAddress);
        }
        match Host::parse(domain) {
            Ok(Host::Domain(domain)) if domain.contains('.') && !domain.ends_with('.') => {
                Ok(Self { local: local.to_owned(), domain })
            }
            _ => Err(NotAnAddress),
        }
    }

    /// What stands before the at sign.
    #[must_use]
    pub fn local(&self) -> &str {
        &self.local
    }

    /// What stands behind it, in lower case, as the network knows it.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// Whether a host's name is within the domain.
    pub(super) fn holds(&self, host: &str) -> bool {
        let before = host.strip_suffix(self.domain.as_str());
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_domain_that_can_be_looked_up() {
        let address = Address::read(" Ada@Bücher.Example ").unwrap();
        assert_eq!((address.local(), address.domain()), ("Ada", "xn--bcher-kva.example"));
        for text in [
            "ada",
            "@example.com",
            "ada@",
            "ada@localhost",
            "ada@10.0.0.1",
            "a b@example.com",
            "ada@ex/ample.com",
            "ada@[::1]",
        ] {
            assert_eq!(Address::read(text), Err(NotAnAddress), "{text}");
        }
    }
}
