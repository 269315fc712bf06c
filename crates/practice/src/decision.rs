//! What a person decides on a consent page, for tests that have no browser.

use crate::company::{ALL, Company};

/// What a person decides on a consent page.
///
/// A browser presses the buttons named `Allow` and `Deny`. A test without one posts
/// [`form`](Self::form) to the address of the page, as `application/x-www-form-urlencoded`;
/// what comes home is in the `Location` of the answer, or, where the provider shows a code
/// to copy, in the page's element `code`.
#[derive(Debug, Clone, Copy)]
pub enum Decision<'a> {
    /// Allows, for this company.
    Allow(&'a Company),
    /// Allows, for all the companies on the page.
    AllowAll,
    /// Does not allow.
    Deny,
}

impl Decision<'_> {
    /// The body of the page's form.
    #[must_use]
    pub fn form(&self) -> String {
        match self {
            Self::Allow(company) => format!("decision=allow&company={}", company.key),
            Self::AllowAll => format!("decision=allow&company={ALL}"),
            Self::Deny => "decision=deny".to_owned(),
        }
    }
}
