//! What a connection is called beside the name of its provider. One that nobody named is called by
//! its provider already, as “Zapier (6f61)”: whoever reads both wants to read that once.

use std::fmt;

/// A provider and what a connection of it is called, as they are written beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called<'a> {
    /// What is read first: the provider, or what the connection is called where that says it.
    pub first: &'a str,
    /// What the connection is called, where that is something else.
    pub account: Option<&'a str>,
}

impl<'a> Called<'a> {
    /// By the names of both.
    #[must_use]
    pub fn of(provider: &'a str, title: &'a str) -> Self {
        if says(title, provider) {
            return Self { first: title, account: None };
        }
        Self { first: provider, account: Some(title) }
    }

    /// Both, with this between them.
    #[must_use]
    pub fn joined(self, between: &str) -> String {
        self.both(|provider, title| format!("{provider}{between}{title}"))
    }

    /// The provider, and behind it in brackets what the connection is called.
    #[must_use]
    pub fn bracketed(self) -> String {
        self.both(|provider, title| format!("{provider} ({title})"))
    }

    /// What the connection is called, and behind it in brackets the provider.
    #[must_use]
    pub fn title_first(self) -> String {
        self.both(|provider, title| format!("{title} ({provider})"))
    }

    fn both(self, write: impl FnOnce(&str, &str) -> String) -> String {
        self.account.map_or_else(|| self.first.to_owned(), |title| write(self.first, title))
    }
}

/// As a sentence names it.
impl fmt::Display for Called<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.joined(", "))
    }
}

/// Whether the title is the provider's name, or that with something in brackets behind it. A
/// company may well begin with the same word as a provider.
fn says(title: &str, provider: &str) -> bool {
    title
        .strip_prefix(provider)
        .is_some_and(|rest| rest.is_empty() || (rest.starts_with(" (") && rest.ends_with(')')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_with_a_name_is_called_by_its_provider_and_that() {
        let called = Called::of("Zapier", "Intake");
        assert_eq!(called, Called { first: "Zapier", account: Some("Intake") });
        assert_eq!(called.to_string(), "Zapier, Intake");
        assert_eq!(called.joined(" · "), "Zapier · Intake");
        assert_eq!(called.bracketed(), "Zapier (Intake)");
        assert_eq!(called.title_first(), "Intake (Zapier)");
    }

    #[test]
    fn a_connection_that_says_its_provider_by_itself_names_it_once() {
        for title in ["Zapier (6f61)", "Zapier"] {
            let called = Called::of("Zapier", title);
            assert_eq!(called, Called { first: title, account: None });
            let all = [called.to_string(), called.bracketed(), called.title_first()];
            assert_eq!(all, [title; 3]);
            assert_eq!(called.joined(" · "), title);
        }
    }

    #[test]
    fn a_company_that_begins_like_a_provider_is_named_beside_it() {
        for title in ["Box Hill Accounting", "Boxes", "Box (UK) Ltd", "box (6f61)", ""] {
            assert_eq!(Called::of("Box", title).account, Some(title));
        }
    }
}
