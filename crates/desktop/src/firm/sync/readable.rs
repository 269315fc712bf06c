//! What things are called and what they say, as a person reads it: names, and no ids where a name
//! is known.

use std::collections::HashMap;

use patchbay_contract::Called;
use patchbay_store::{Connection, Local, OpenError, Store, SyncKind, Synced, Thing};
use serde_json::Value;

use super::held_elsewhere;
use crate::catalogue::name_of;
use crate::hub::title;
use crate::shared_files::{provider_of, told};

/// The connections of the firm by what they are called, as far as they are known here.
pub(super) struct Names(HashMap<String, String>);

impl Names {
    pub(super) async fn of(store: &Store) -> Result<Self, OpenError> {
        let rows = store.connections().await?.into_iter();
        let rows = rows.chain(held_elsewhere(store).await?);
        Ok(Self(rows.map(|row| (row.id.clone(), called(&row))).collect()))
    }

    /// Where nothing has to be named.
    pub(super) fn none() -> Self {
        Self(HashMap::new())
    }

    /// What a thing is called, where it has a name.
    pub(super) fn title(&self, thing: &Thing, local: &Local, row: &Synced) -> Option<String> {
        match local {
            Local::Connection(row) => Some(title(row)),
            // One that was ended here, as it was called.
            Local::Nothing if thing.kind == SyncKind::Connection => self.said(thing, &row.facts),
            Local::Nothing => self.setting(thing, &[row.their_facts.as_deref()]),
            Local::Setting(here) => self.setting(thing, &[Some(here), row.their_facts.as_deref()]),
        }
    }

    fn connection<'a>(&'a self, id: &'a str) -> &'a str {
        self.0.get(id).map_or(id, String::as_str)
    }

    /// What a setting is about, where that has a name: the segment of these facts, or a
    /// connection.
    fn setting(&self, thing: &Thing, facts: &[Option<&str>]) -> Option<String> {
        match of_setting(thing)? {
            ("client_segment", _) => facts.iter().flatten().find_map(|facts| {
                let facts: Value = serde_json::from_str(facts).ok()?;
                facts["name"].as_str().map(str::to_owned)
            }),
            ("account_money", connection) => Some(self.connection(connection).to_owned()),
            _ => None,
        }
    }

    /// What a thing says: the name of a connection, the value of a setting, the hosts of a
    /// provider file, where clients pay.
    pub(super) fn said(&self, thing: &Thing, facts: &str) -> Option<String> {
        let facts: Value = serde_json::from_str(facts).ok()?;
        if thing.kind == SyncKind::Connection {
            return words(facts.get("label")?);
        }
        if let (Some(provider), Some(text)) = (provider_of(&thing.id), facts.as_str()) {
            return Some(told(provider, text));
        }
        match of_setting(thing) {
            Some(("default", _)) => self.chosen(&facts),
            Some(("client_segment", _)) => self.segment(&facts),
            Some(("account_money", _)) => {
                Some(lines(facts.as_object()?.iter().map(|(account, money)| {
                    (account.as_str(), money.as_str().unwrap_or_default().to_owned())
                })))
            }
            _ => words(&facts),
        }
    }

    fn chosen(&self, facts: &Value) -> Option<String> {
        let name = self.connection(facts["connection"].as_str()?);
        Some(match facts["address"].as_str() {
            Some(address) => format!("{address} ({name})"),
            None => name.to_owned(),
        })
    }

    fn segment(&self, facts: &Value) -> Option<String> {
        let account = |at: &Value| {
            let name = self.connection(at["connection"].as_str()?);
            Some(match at["account"].as_str()? {
                "" => name.to_owned(),
                account => format!("{name}, {account}"),
            })
        };
        let fields = facts.as_object()?;
        let name = fields.get("name").and_then(Value::as_str).map(str::to_owned);
        let pays = |money: &'static str| Some((money, fields.get(money).and_then(account)?));
        let parts = name.map(|name| ("name", name)).into_iter();
        let said = lines(parts.chain(["operating", "trust"].into_iter().filter_map(pays)));
        (!said.is_empty()).then_some(said)
    }
}

/// The kind of a setting, and what it is about.
fn of_setting(thing: &Thing) -> Option<(&str, &str)> {
    (thing.kind == SyncKind::Setting).then(|| thing.id.split_once('.')).flatten()
}

fn called(row: &Connection) -> String {
    let title = title(row);
    match name_of(&row.provider) {
        Some(provider) => Called::of(&provider, &title).to_string(),
        None => title,
    }
}

/// A line each: what it is, a tab, and how it is.
fn lines<'a>(parts: impl Iterator<Item = (&'a str, String)>) -> String {
    parts.map(|(what, how)| format!("{what}\t{how}")).collect::<Vec<_>>().join("\n")
}

fn words(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(all) => Some(all.iter().filter_map(words).collect::<Vec<_>>().join(", ")),
        Value::Object(fields) => {
            Some(fields.values().filter_map(words).collect::<Vec<_>>().join(", "))
        }
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names(HashMap::from([("c".to_owned(), "LawPay, Miller".to_owned())]))
    }

    fn said(name: &str, facts: &str) -> Option<String> {
        names().said(&Thing::new(SyncKind::Setting, name), facts)
    }

    #[test]
    fn a_choice_is_read_by_what_connections_are_called() {
        for (name, facts, expected) in [
            ("default.meeting", r#"{"connection":"c","address":null}"#, "LawPay, Miller"),
            (
                "default.email",
                r#"{"connection":"unknown","address":"a@firm.example"}"#,
                "a@firm.example (unknown)",
            ),
            (
                "client_segment.s",
                r#"{"name":"Estates","operating":{"connection":"c","account":"op-1"},
                    "trust":{"connection":"c","account":""}}"#,
                "name\tEstates\noperating\tLawPay, Miller, op-1\ntrust\tLawPay, Miller",
            ),
            ("account_money.c", r#"{"":"trust"}"#, "\ttrust"),
            ("ai_order", r#"["a","b"]"#, "a, b"),
        ] {
            assert_eq!(said(name, facts).as_deref(), Some(expected), "{name}");
        }
        for (name, facts) in
            [("default.meeting", "7"), ("client_segment.s", "[]"), ("account_money.c", "7")]
        {
            assert_eq!(said(name, facts), None, "{name} {facts}");
        }
    }

    #[test]
    fn a_setting_about_a_segment_or_a_connection_is_called_by_its_name() {
        let title = |name: &str, facts: &[Option<&str>]| {
            names().setting(&Thing::new(SyncKind::Setting, name), facts)
        };
        let estates = r#"{"name":"Estates","operating":null,"trust":null}"#;
        let found = title("client_segment.s", &[None, Some(estates)]);
        assert_eq!(found.as_deref(), Some("Estates"));
        assert_eq!(title("account_money.c", &[]).as_deref(), Some("LawPay, Miller"));
        assert_eq!(title("default.meeting", &[]), None);
    }
}
