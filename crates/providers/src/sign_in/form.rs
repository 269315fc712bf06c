//! The form of a sign-in: what is asked, where it is found, what it looks like.

use serde::Deserialize;

pub use patchbay_contract::FieldKind;

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
    /// The values there are, for a choice.
    #[serde(default)]
    pub choice: Vec<Choice>,
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
