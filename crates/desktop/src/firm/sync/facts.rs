//! What a thing looks like on the wire. A connection is these fields and no others, none of
//! which has a place for what opens it.

use jiff::Timestamp;
use patchbay_contract::redact_text;
use patchbay_store::{Connection, Local, condition_behind};
use serde::{Deserialize, Serialize};

use crate::hub::shown;
use crate::label;

/// Longer than any text of a connection that a server takes.
const LONGEST: usize = 200;

/// What the firm's server is told of a connection, and tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ConnectionFacts {
    pub(super) provider: String,
    environment: String,
    pub(super) label: Option<String>,
    account_id: Option<String>,
    pub(super) account_name: Option<String>,
    pub(super) owner: Option<String>,
    custodian: String,
    pub(super) status: String,
    last_success: Option<String>,
    idle_ends_at: Option<String>,
    absolute_ends_at: Option<String>,
    made_at: String,
}

impl ConnectionFacts {
    /// Of a row, as it is now.
    fn of(row: &Connection, now: Timestamp) -> Self {
        let status = shown(row.clone(), now).status.kind();
        // The server takes no empty line for a name; and what has the shape of a secret goes
        // nowhere, whatever it was typed into.
        let line = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(redact_text)
        };
        Self {
            provider: row.provider.clone(),
            environment: row.environment.clone(),
            label: line(&row.label),
            account_id: line(&row.account_id),
            account_name: line(&row.account_name),
            owner: line(&row.owner),
            custodian: row.custodian.clone(),
            status: status.as_str().to_owned(),
            last_success: row.last_success_at.as_deref().and_then(time),
            idle_ends_at: row.idle_ends_at.as_deref().and_then(time),
            absolute_ends_at: row.absolute_ends_at.as_deref().and_then(time),
            made_at: time(&row.made_at).unwrap_or_default(),
        }
    }

    /// Whether what a server says can be shown: names as they can be typed here, and lines.
    pub(super) fn can_be_shown(&self) -> bool {
        let label = self.label.as_deref();
        let is_name =
            label.is_none() || label::meant(label).is_ok_and(|meant| meant.as_deref() == label);
        let texts = [&self.account_id, &self.account_name, &self.owner].into_iter().flatten();
        let mut all = texts.chain([&self.provider, &self.environment, &self.custodian]);
        is_name
            && all
                .all(|text| text.chars().count() <= LONGEST && !text.chars().any(char::is_control))
    }

    /// As a row of this computer would say it.
    pub(super) fn into_row(self, id: &str) -> Connection {
        Connection {
            environment: self.environment,
            label: self.label,
            account_id: self.account_id,
            account_name: self.account_name,
            owner: self.owner,
            custodian: self.custodian,
            condition: condition_behind(&self.status).unwrap_or("check_settings").to_owned(),
            last_success_at: self.last_success,
            idle_ends_at: self.idle_ends_at,
            absolute_ends_at: self.absolute_ends_at,
            ..Connection::made(id, &self.provider, &self.made_at)
        }
    }

    /// As it is written.
    pub(super) fn json(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }
}

/// A time as the server writes it.
fn time(text: &str) -> Option<String> {
    text.parse::<Timestamp>().ok().map(|at| format!("{at:.3}"))
}

/// How a thing here looks on the wire; nothing where it is gone.
pub(super) fn of_local(now: Timestamp) -> impl Fn(&Local) -> Option<String> {
    move |local| match local {
        Local::Nothing => None,
        Local::Connection(row) => ConnectionFacts::of(row, now).json(),
        Local::Setting(value) => Some(value.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_of_a_connection_has_these_fields_and_no_others() {
        let mut row = Connection::made("c", "xero", "2026-11-22T09:00:00.123456Z");
        row.label = Some("  ".into());
        row.account_name = Some("Miller, sk_live_CANARYcanary1234".into());
        row.condition = "reconnect_needed".into();
        row.condition_about = Some("the vendor said: Bearer CANARY".into());
        let told = of_local(Timestamp::UNIX_EPOCH)(&Local::Connection(Box::new(row))).unwrap();
        assert!(!told.contains("CANARY"), "what a vendor said stays here: {told}");
        let told: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&told).unwrap();
        let mut fields: Vec<&str> = told.keys().map(String::as_str).collect();
        fields.sort_unstable();
        assert_eq!(
            fields,
            [
                "absolute_ends_at",
                "account_id",
                "account_name",
                "custodian",
                "environment",
                "idle_ends_at",
                "label",
                "last_success",
                "made_at",
                "owner",
                "provider",
                "status",
            ]
        );
        assert_eq!(told["label"], serde_json::Value::Null);
        assert_eq!(told["made_at"], "2026-11-22T09:00:00.123Z");
        assert_eq!(told["status"], "reconnect_needed");
    }
}
