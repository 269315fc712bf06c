//! Something to be entered. Whatever is text is bounded, in one line, and loses what has the
//! shape of a secret.

use std::collections::BTreeMap;

use jiff::Timestamp;
use patchbay_contract::redact_text;

use super::Action;

/// How many characters a value may have.
const LONGEST: usize = 240;

/// Something to be entered.
#[derive(Debug, Clone)]
pub struct NewEntry {
    pub(super) at: Timestamp,
    pub(super) actor: Option<String>,
    pub(super) origin: String,
    pub(super) action: Action,
    pub(super) subject: Option<String>,
    pub(super) provider: Option<String>,
    pub(super) detail: BTreeMap<&'static str, String>,
}

impl NewEntry {
    /// Somebody did something, from somewhere. Nobody is the server itself, or whoever has
    /// its machine.
    #[must_use]
    pub fn new(at: Timestamp, actor: Option<&str>, origin: &str, action: Action) -> Self {
        Self {
            at,
            actor: actor.map(str::to_owned),
            origin: bounded(origin),
            action,
            subject: None,
            provider: None,
            detail: BTreeMap::new(),
        }
    }

    /// To whom or what.
    #[must_use]
    pub fn subject(mut self, id: &str) -> Self {
        self.subject = Some(bounded(id));
        self
    }

    /// About this provider.
    #[must_use]
    pub fn provider(mut self, id: &str) -> Self {
        self.provider = Some(bounded(id));
        self
    }

    /// With a fact.
    #[must_use]
    pub fn with(mut self, name: &'static str, text: &str) -> Self {
        self.detail.insert(name, bounded(&redact_text(text)));
        self
    }
}

fn bounded(text: &str) -> String {
    let line = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut short: String = line.take(LONGEST).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_bounded_in_one_line_and_without_what_looks_like_a_secret() {
        let entry = NewEntry::new(Timestamp::UNIX_EPOCH, None, "a\nb", Action::SettingChanged)
            .with("value", &format!("sk_live_CANARYcanary1234 {}", "x\n".repeat(400)));
        let value = &entry.detail["value"];
        assert!(!value.contains("CANARY") && !value.contains('\n'), "{value}");
        assert_eq!(value.chars().count(), LONGEST + 1);
        assert_eq!(entry.origin, "a b");
    }
}
