//! The facts of an entry. Made so that a secret is hard to put in: names are fixed in
//! the program, there is no way in for a sealed value, and whatever is text is bounded
//! and loses what has the shape of a secret.

use std::collections::BTreeMap;

use patchbay_contract::redact_text;
use serde::Serialize;

/// How many characters a value may have.
const LONGEST: usize = 240;

/// Facts, each under its name.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Detail(BTreeMap<&'static str, String>);

impl Detail {
    /// No facts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// With a word that this program chose.
    #[must_use]
    pub fn word(self, name: &'static str, word: &'static str) -> Self {
        self.with(name, word.to_owned())
    }

    /// With a count.
    #[must_use]
    pub fn count(self, name: &'static str, count: u64) -> Self {
        self.with(name, count.to_string())
    }

    /// With a name that a person or a provider gave: an account, a file, a label.
    #[must_use]
    pub fn text(self, name: &'static str, text: &str) -> Self {
        self.with(name, bounded(&redact_text(text)))
    }

    /// As it stands in the database.
    pub(super) fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(&self.0)
    }

    /// Every value.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    fn with(mut self, name: &'static str, value: String) -> Self {
        self.0.insert(name, value);
        self
    }
}

/// No longer than allowed, and in one line.
pub(super) fn bounded(text: &str) -> String {
    let mut short: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detail_that_looks_like_a_secret_is_redacted() {
        let detail = Detail::new()
            .text("account", "Miller & Co")
            .text("reason", "the key sk_live_CANARYcanary1234 was refused")
            .text("answer", "Bearer CANARY");
        let json = detail.to_json().unwrap();
        assert!(!json.contains("CANARY"), "{json}");
        assert!(json.contains("Miller & Co") && json.contains("was refused"), "{json}");
    }

    #[test]
    fn a_value_is_bounded_and_in_one_line() {
        let detail = Detail::new().text("note", &"line\n".repeat(400));
        let value = detail.values().next().unwrap();
        assert_eq!(value.chars().count(), LONGEST + 1);
        assert!(value.ends_with('…') && !value.contains('\n'));
    }
}
