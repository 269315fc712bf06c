//! The form of a sign-in: what is asked, where it is found, what it looks like.

use regex_lite::Regex;
use serde::Deserialize;

use crate::EnvironmentId;

pub use patchbay_contract::{FieldKind, Money};

/// One field.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The place it fills in templates.
    pub id: String,
    /// Its label, as the vendor calls the thing.
    pub label: String,
    /// What it is and does, one or two sentences.
    pub help: String,
    /// How to find it at the vendor, step by step.
    #[serde(default, rename = "where")]
    pub find: Vec<String>,
    /// What is typed.
    #[serde(default)]
    pub kind: FieldKind,
    /// It is sealed, never shown again, never logged.
    #[serde(default)]
    pub secret: bool,
    /// It may stay empty.
    #[serde(default)]
    pub optional: bool,
    /// What stands there to begin with.
    pub default: Option<String>,
    /// One that looks right and is not real.
    pub example: Option<String>,
    /// What a right one looks like: warns, never blocks.
    pub hint: Option<Hint>,
    /// Values that are surely something else: explained before anything is sent.
    #[serde(default)]
    pub wrong_kind: Vec<WrongKind>,
    /// The variable of the environment that other programs take this value from. It fills
    /// in where the firm has not connected the provider itself.
    pub environment_variable: Option<String>,
    /// The values there are, for a choice.
    #[serde(default)]
    pub choice: Vec<Choice>,
    /// It names an account that takes payments, and this is whose money is in it.
    pub money: Option<Money>,
}

/// What a right value looks like.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hint {
    /// A regular expression.
    pub pattern: String,
    /// What is said when a value does not match it.
    pub otherwise: String,
}

/// A value that is something else.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrongKind {
    /// A regular expression.
    pub pattern: String,
    /// What it is instead, and which one is meant.
    pub says: String,
    /// Only in this environment: a test key is no wrong kind in the sandbox.
    pub only: Option<EnvironmentId>,
}

/// One value of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is kept.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Field {
    /// What a value is instead, where it surely is something else in this environment.
    #[must_use]
    pub fn wrong_kind_of(&self, value: &str, environment: EnvironmentId) -> Option<&str> {
        wrong_kind_of(&self.wrong_kind, value, environment)
    }

    /// What is said to a value that does not look right. A guess.
    #[must_use]
    pub fn doubt_about(&self, value: &str) -> Option<&str> {
        doubt_about(self.hint.as_ref(), value)
    }
}

/// What is said to a value that is surely something else than what is asked for.
pub(crate) fn wrong_kind_of<'a>(
    kinds: &'a [WrongKind],
    value: &str,
    environment: EnvironmentId,
) -> Option<&'a str> {
    kinds
        .iter()
        .filter(|wrong| wrong.only.is_none_or(|only| only == environment))
        .find(|wrong| fits(&wrong.pattern, value))
        .map(|wrong| wrong.says.as_str())
}

/// What is said to a value that does not fit the hint.
pub(crate) fn doubt_about<'a>(hint: Option<&'a Hint>, value: &str) -> Option<&'a str> {
    let hint = hint.filter(|hint| !fits(&hint.pattern, value))?;
    Some(&hint.otherwise)
}

/// Patterns were compiled when the file was read.
fn fits(pattern: &str, value: &str) -> bool {
    Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field() -> Field {
        toml::from_str(
            r#"
            id = "api_key"
            label = "Key"
            help = "Opens it."
            hint = { pattern = "^rk_", otherwise = "It begins with rk_." }
            [[wrong_kind]]
            pattern = "^pk_"
            says = "This is the publishable key."
            [[wrong_kind]]
            pattern = "^rk_test_"
            says = "This is a test key."
            only = "live"
            "#,
        )
        .unwrap()
    }

    #[test]
    fn a_value_is_known_for_something_else_and_a_test_key_only_where_it_is_real() {
        let of = |value, environment| field().wrong_kind_of(value, environment).map(str::to_owned);
        let says = Some("This is the publishable key.".to_owned());
        assert_eq!(of("pk_live_1", EnvironmentId::Live), says);
        assert_eq!(of("pk_live_1", EnvironmentId::Sandbox), says);
        assert!(of("rk_test_1", EnvironmentId::Live).is_some());
        assert_eq!(of("rk_test_1", EnvironmentId::Sandbox), None);
        assert_eq!(of("rk_live_1", EnvironmentId::Live), None);
    }

    #[test]
    fn a_value_that_looks_odd_is_doubted_and_one_that_looks_right_is_not() {
        assert_eq!(field().doubt_about("sk_1"), Some("It begins with rk_."));
        assert_eq!(field().doubt_about("rk_1"), None);
    }
}
