//! Which settings of the firm this version of Patchbay can use. The same that is taken from
//! somebody who types it here is taken from the server, and nothing else. A provider file is known
//! here for that, and used when a person takes it.

use patchbay_contract::{DefaultKind, Money, SigningFlow};
use patchbay_store::{SyncKind, Thing};
use serde_json::Value;

use crate::defaults::{EVERYBODY, is_segment_name, is_sender};
use crate::label::nobody_sees;
use crate::relay::is_public_address;
use crate::shared_files::can_be_kept;

/// The longest name of a provider, of a model and of a way to prove who signs.
const LONGEST: usize = 200;

/// More accounts than any connection has.
const MOST_ACCOUNTS: usize = 100;

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
        (_, Some(("default", kind))) => {
            DefaultKind::from_name(kind).is_some_and(|kind| is_unset || is_choice(kind, &value))
        }
        (_, Some(("client_segment", id))) if !id.is_empty() => is_unset || is_segment(id, &value),
        (_, Some(("account_money", of))) if !of.is_empty() => is_unset || is_money(&value),
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

fn is_choice(kind: DefaultKind, value: &Value) -> bool {
    let address = match (kind, &value["address"]) {
        (DefaultKind::Email, address) => address.as_str().is_some_and(is_sender),
        (_, address) => address.is_null(),
    };
    address && value["connection"].as_str().is_some_and(is_line) && has_fields(value, 2)
}

fn is_segment(id: &str, value: &Value) -> bool {
    let is_named = match &value["name"] {
        Value::Null => id == EVERYBODY,
        name => {
            id != EVERYBODY
                && name.as_str().is_some_and(|name| is_segment_name(name) && is_line(name))
        }
    };
    let is_place = |at: &Value| {
        let account = at["account"].as_str();
        at.is_null()
            || has_fields(at, 2)
                && at["connection"].as_str().is_some_and(is_line)
                && account.is_some_and(|account| account.is_empty() || is_line(account))
    };
    is_named && has_fields(value, 3) && is_place(&value["operating"]) && is_place(&value["trust"])
}

fn is_money(value: &Value) -> bool {
    let is_account = |(account, money): (&String, &Value)| {
        (account.is_empty() || is_line(account))
            && money.as_str().and_then(Money::from_name).is_some()
    };
    let all = value.as_object();
    all.is_some_and(|all| (1..=MOST_ACCOUNTS).contains(&all.len()) && all.iter().all(is_account))
}

fn has_fields(value: &Value, count: usize) -> bool {
    value.as_object().is_some_and(|fields| fields.len() == count)
}

fn is_line(text: &str) -> bool {
    (1..=LONGEST).contains(&text.chars().count())
        && !text.chars().any(|c| c.is_control() || nobody_sees(c))
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
            ("default.meeting", r#"{"connection":"c","address":null}"#),
            ("default.email", r#"{"connection":"c","address":"office@firm.example"}"#),
            ("default.tax", "null"),
            ("client_segment.s", r#"{"name":"Estates","operating":null,"trust":null}"#),
            (
                "client_segment.everybody_else",
                r#"{"name":null,"operating":{"connection":"c","account":""},"trust":null}"#,
            ),
            ("client_segment.s", "null"),
            ("account_money.c", r#"{"":"operating"}"#),
            ("account_money.c", r#"{"op-1":"operating","kept-1":"trust"}"#),
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
            ("default.lunch", "null"),
            ("default.meeting", r#"{"connection":"c","address":"office@firm.example"}"#),
            ("default.meeting", r#"{"connection":"","address":null}"#),
            ("default.meeting", r#"{"connection":"c"}"#),
            ("default.email", r#"{"connection":"c","address":null}"#),
            ("default.email", r#"{"connection":"c","address":"a, b@firm.example"}"#),
            ("client_segment.s", r#"{"name":null,"operating":null,"trust":null}"#),
            ("client_segment.s", r#"{"name":" Estates","operating":null,"trust":null}"#),
            ("client_segment.s", r#"{"name":"Estates","operating":null}"#),
            ("client_segment.s", r#"{"name":"Estates","operating":"c","trust":null}"#),
            ("client_segment.everybody_else", r#"{"name":"X","operating":null,"trust":null}"#),
            ("client_segment.s", r#"{"name":"Est\u202eates","operating":null,"trust":null}"#),
            ("account_money.c", "{}"),
            ("account_money.c", r#"{"op\u200b":"trust"}"#),
            ("account_money.c", r#"{"":"both"}"#),
            ("account_money.", "null"),
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
