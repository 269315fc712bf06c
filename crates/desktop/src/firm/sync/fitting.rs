//! Which settings of the firm this version of Patchbay can use. The same that is taken from
//! somebody who types it here is taken from the server, and nothing else. A provider file is known
//! here for that, and used when a person takes it.

use patchbay_contract::SigningFlow;
use patchbay_store::{SyncKind, Thing};
use serde_json::Value;

use crate::relay::is_public_address;
use crate::shared_files::can_be_kept;

/// The longest name of a provider, of a model and of a way to prove who signs.
const LONGEST: usize = 200;

/// Whether a thing that looks like this can be used here. What is set no more always can, where
/// it is known at all.
pub(super) fn fits(thing: &Thing, facts: Option<&str>) -> bool {
    let SyncKind::Setting = thing.kind else { return true };
    let value = facts.map_or(Some(Value::Null), |facts| serde_json::from_str(facts).ok());
    let Some(value) = value else { return false };
    let is_unset = value.is_null();
    let text = |value: &Value| value.as_str().is_some_and(is_line);
    match (thing.id.as_str(), thing.id.split_once('.')) {
        ("relay_address", _) => is_unset || value.as_str().is_some_and(is_public_address),
        ("ai_order", _) => is_unset || value.as_array().is_some_and(|all| all.iter().all(text)),
        (_, Some(("ai_model", provider))) if !provider.is_empty() => is_unset || text(&value),
        (_, Some(("provider_file", provider))) => can_be_kept(provider, &value),
        (_, Some(("signing", provider))) if !provider.is_empty() => is_unset || is_signing(&value),
        _ => false,
    }
}

fn is_signing(value: &Value) -> bool {
    let flow = value["flow"].as_str().and_then(SigningFlow::from_name);
    let identity = &value["identity"];
    flow.is_some()
        && (identity.is_null() || identity.as_str().is_some_and(is_line))
        && value.as_object().is_some_and(|fields| fields.len() == 2)
}

fn is_line(text: &str) -> bool {
    (1..=LONGEST).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits_as(name: &str, facts: &str) -> bool {
        fits(&Thing::new(SyncKind::Setting, name), Some(facts).filter(|facts| *facts != "null"))
    }

    #[test]
    fn what_could_be_typed_here_is_taken_from_the_server_and_nothing_else() {
        for (name, facts) in [
            ("relay_address", "\"https://patchbay.firm.example\""),
            ("relay_address", "null"),
            ("ai_order", "[\"anthropic\", \"gemini\"]"),
            ("ai_model.gemini", "\"gemini-pro\""),
            ("ai_model.gemini", "null"),
            ("signing.docusign", r#"{"flow":"parallel","identity":null}"#),
            ("signing.docusign", r#"{"flow":"sequential","identity":"sms"}"#),
        ] {
            assert!(fits_as(name, facts), "{name} {facts}");
        }
        for (name, facts) in [
            ("relay_address", "\"http://firm.example\""),
            ("relay_address", "\"https://127.0.0.1\""),
            ("relay_address", "7"),
            ("ai_order", "\"text\""),
            ("ai_order", "[7]"),
            ("ai_order", "[\"a\\nb\"]"),
            ("ai_model.gemini", "\"\""),
            ("ai_model.gemini", "[]"),
            ("ai_model.", "\"x\""),
            ("signing.docusign", r#"{"flow":"sideways","identity":null}"#),
            ("signing.docusign", r#"{"flow":"parallel","identity":7}"#),
            ("signing.docusign", r#"{"flow":"parallel","identity":null,"and":"more"}"#),
            ("signing.", "null"),
            ("of_this_computer", "\"x\""),
            ("of_tomorrow", "null"),
        ] {
            assert!(!fits_as(name, facts), "{name} {facts}");
        }
        let long = |length: usize| format!("\"{}\"", "é".repeat(length / 2));
        for (name, facts, fits) in [
            ("provider_file.acme", "\"no provider file\"", true),
            ("provider_file.acme", "null", true),
            ("provider_file.acme", &long(64 * 1024), true),
            ("provider_file.acme", &long(64 * 1024 + 2), false),
            ("provider_file.acme", "\"\"", false),
            ("provider_file.acme", "{}", false),
            ("provider_file.", "null", false),
            ("provider_file.a.b", "\"x\"", false),
            ("provider_file.Acme", "\"x\"", false),
        ] {
            assert_eq!(fits_as(name, facts), fits, "{name} {} bytes", facts.len());
        }
        let connection = Thing::new(SyncKind::Connection, "c");
        assert!(fits(&connection, Some("{}")), "its fields are read elsewhere");
    }
}
