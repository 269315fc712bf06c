//! What the server says was changed, read as from a stranger. What this version does not know is
//! left out and named, and the rest goes on.

use patchbay_store::{SyncKind, Theirs, Thing};
use serde::Deserialize;
use serde_json::Value;

use super::facts::ConnectionFacts;

/// The longest name of a thing, and of what is left out.
const LONGEST: usize = 64;
/// As many as a server puts on a page, and many more.
const MOST: usize = 1000;

/// The answer of `/api/changes`.
#[derive(Deserialize)]
pub(super) struct Changes {
    pub(super) server: String,
    pub(super) epoch: String,
    pub(super) items: Vec<Item>,
    pub(super) cursor: String,
    pub(super) more: bool,
}

/// Something that was changed.
#[derive(Deserialize)]
pub(super) struct Item {
    kind: String,
    id: String,
    version: i64,
    changed_at: String,
    removed_at: Option<String>,
    #[serde(default)]
    connection: Value,
    #[serde(default)]
    setting: Value,
}

/// A thing as the server has it, which owns its words.
pub(super) struct Came {
    pub(super) thing: Thing,
    version: i64,
    facts: Option<String>,
    changed_by: Option<String>,
    changed_at: String,
}

impl Came {
    pub(super) fn theirs(&self) -> Theirs<'_> {
        Theirs {
            version: self.version,
            facts: self.facts.as_deref(),
            changed_by: self.changed_by.as_deref(),
            changed_at: &self.changed_at,
        }
    }

    /// Whether it is what was left out under this name.
    pub(super) fn is_called(&self, name: &str) -> bool {
        called(self.thing.kind.as_str(), &self.thing.id) == name
    }

    /// One that the server has no more of, behind this version.
    pub(super) fn gone(thing: Thing, behind: i64, at: &str) -> Self {
        let (facts, changed_by) = (None, None);
        Self { thing, version: behind + 1, facts, changed_by, changed_at: at.into() }
    }
}

impl Changes {
    /// Whether it can be gone by at all.
    pub(super) fn fits(&self) -> bool {
        let is_number =
            |text: &str| (1..=18).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        self.items.len() <= MOST && is_number(&self.cursor)
    }

    /// What came, and what of it is not known here.
    pub(super) fn read(self) -> (Vec<Came>, Vec<String>) {
        let (mut came, mut left_out) = (Vec::new(), Vec::new());
        for item in self.items {
            let name = called(&item.kind, &item.id);
            match item.read() {
                Some(one) => came.push(one),
                None => left_out.push(name),
            }
        }
        (came, left_out)
    }
}

impl Item {
    fn read(self) -> Option<Came> {
        let kind = SyncKind::from_name(&self.kind)?;
        if !is_name(&self.id) || self.version < 1 {
            return None;
        }
        let changed_at = self.changed_at.parse::<jiff::Timestamp>().ok()?.to_string();
        let thing = Thing::new(kind, &self.id);
        let (facts, changed_by) = match kind {
            SyncKind::Connection if self.removed_at.is_some() => (None, None),
            SyncKind::Connection => (Some(connection(self.connection)?), None),
            SyncKind::Setting => setting(&self.setting)?,
        };
        Some(Came { thing, version: self.version, facts, changed_by, changed_at })
    }
}

/// A thing that was asked for by itself.
pub(super) fn one(thing: Thing, view: Value) -> Option<Came> {
    let (version, changed_at) = (view["version"].as_i64()?, view["changed_at"].as_str()?);
    let item = Item {
        kind: thing.kind.as_str().into(),
        id: thing.id,
        version,
        changed_at: changed_at.to_owned(),
        removed_at: None,
        connection: view.clone(),
        setting: view,
    };
    item.read()
}

fn connection(view: Value) -> Option<String> {
    let facts: ConnectionFacts = serde_json::from_value(view).ok()?;
    facts.can_be_shown().then(|| facts.json())?
}

/// The value, unless it is none, and who set it.
fn setting(view: &Value) -> Option<(Option<String>, Option<String>)> {
    let value = view.get("value")?;
    let facts = (!value.is_null()).then(|| value.to_string());
    let by = view["changed_by"].as_str().map(bounded);
    Some((facts, by))
}

fn is_name(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// What is shown of something that is left out.
fn called(kind: &str, id: &str) -> String {
    format!("{} {}", bounded(kind), bounded(id))
}

fn bounded(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(items: Value) -> (Vec<Came>, Vec<String>) {
        let changes =
            json!({ "server": "s", "epoch": "e", "items": items, "cursor": "9", "more": false });
        let changes: Changes = serde_json::from_value(changes).unwrap();
        assert!(changes.fits());
        changes.read()
    }

    #[test]
    fn what_is_not_known_is_left_out_and_named_and_the_rest_is_read() {
        let (came, left_out) = read(json!([
            { "kind": "mapping", "id": "m", "version": 1, "changed_at": "2026-11-22T09:00:00Z",
              "removed_at": null },
            { "kind": "setting", "id": "ai_order", "version": 2,
              "changed_at": "2026-11-22T09:00:00Z", "removed_at": null,
              "setting": { "value": ["a"], "changed_by": "device:d" } },
            { "kind": "setting", "id": "../x", "version": 2,
              "changed_at": "2026-11-22T09:00:00Z", "removed_at": null,
              "setting": { "value": 1 } },
            { "kind": "connection", "id": "c", "version": 3,
              "changed_at": "2026-11-22T09:00:00Z", "removed_at": null,
              "connection": { "provider": 7 } },
            { "kind": "connection", "id": "e", "version": 3,
              "changed_at": "2026-11-22T09:00:00Z", "removed_at": null,
              "connection": { "provider": "xero", "environment": "live", "label": "pay\u{202e}lap",
                  "account_id": null, "account_name": null, "owner": null,
                  "custodian": "this_computer", "status": "connected", "last_success": null,
                  "idle_ends_at": null, "absolute_ends_at": null,
                  "made_at": "2026-11-22T09:00:00Z" } },
            { "kind": "connection", "id": "d", "version": 3,
              "changed_at": "2026-11-22T09:00:00Z", "removed_at": "2026-11-22T09:00:00Z",
              "connection": null },
        ]));
        let ids: Vec<_> = came.iter().map(|one| one.thing.id.as_str()).collect();
        assert_eq!(ids, ["ai_order", "d"]);
        assert_eq!(came[0].facts.as_deref(), Some("[\"a\"]"));
        assert_eq!(came[0].changed_by.as_deref(), Some("device:d"));
        assert_eq!(came[1].facts, None);
        assert_eq!(left_out, ["mapping m", "setting ../x", "connection c", "connection e"]);
    }

    #[test]
    fn a_cursor_that_is_none_is_not_gone_by() {
        for cursor in ["", "-1", "a b", "9999999999999999999"] {
            let changes = json!({ "server": "s", "epoch": "e", "items": [], "cursor": cursor,
                                  "more": true });
            let changes: Changes = serde_json::from_value(changes).unwrap();
            assert!(!changes.fits(), "{cursor}");
        }
    }
}
