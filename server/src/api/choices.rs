//! What the firm does by default, where a connection is removed or switched: nothing is done by
//! what is not there any more, or is another account than was chosen. Else these settings are kept
//! as they come, and the firm's computers read them.

use patchbay_firm_store::Setting;
use serde_json::Value;

use super::change::Change;
use super::input::wrong;
use super::settings;
use crate::problem::Problem;

/// Before the name of a kind: which connection is used for it.
const DEFAULT: &str = "default.";
/// Before the id of a segment: where it pays.
const SEGMENT: &str = "client_segment.";
/// Before the id of a connection: whose money its accounts hold.
pub(super) const MONEY: &str = "account_money.";

/// More accounts than any connection has.
const MOST_ACCOUNTS: usize = 100;

/// Whether it can be kept: anybody who connects things may say whose money accounts hold, so that
/// is read.
pub(super) fn check(name: &str, value: &Value) -> Result<(), Problem> {
    if !name.starts_with(MONEY) || value.is_null() {
        return Ok(());
    }
    let is_money = |money: &Value| matches!(money.as_str(), Some("operating" | "trust"));
    let fits = value
        .as_object()
        .is_some_and(|all| all.len() <= MOST_ACCOUNTS && all.values().all(is_money));
    let what = "it names up to 100 accounts, each as operating or trust";
    if fits { Ok(()) } else { Err(wrong("value", what)) }
}

/// Takes a connection that was removed out of every choice, as whoever removed it.
pub(super) async fn let_go(change: &mut Change, connection: &str) -> Result<(), Problem> {
    unchoose(change, connection).await?;
    let money = format!("{MONEY}{connection}");
    match change.session.setting(&money).await? {
        Some(found) => without_it(change, found, connection).await,
        None => Ok(()),
    }
}

/// Has nothing be done by it: it is gone, or belongs to another account than was chosen.
pub(super) async fn unchoose(change: &mut Change, connection: &str) -> Result<(), Problem> {
    for before in [DEFAULT, SEGMENT] {
        let mut after = before.to_owned();
        loop {
            let page = change.session.settings(&after).await?;
            let of_kind: Vec<Setting> =
                page.into_iter().take_while(|found| found.name.starts_with(before)).collect();
            let Some(last) = of_kind.last() else { break };
            after.clone_from(&last.name);
            for found in of_kind {
                without_it(change, found, connection).await?;
            }
        }
    }
    Ok(())
}

async fn without_it(change: &mut Change, found: Setting, connection: &str) -> Result<(), Problem> {
    let value = serde_json::from_str(&found.value).unwrap_or_default();
    if let Some(left) = without(&found.name, value, connection) {
        settings::take(change, &found.name, found.version, left.to_string()).await?;
    }
    Ok(())
}

/// What is left of a choice without the connection; nothing where it does not name it.
fn without(name: &str, mut value: Value, connection: &str) -> Option<Value> {
    let names = |at: &Value| at["connection"] == connection;
    if let Some(of) = name.strip_prefix(MONEY) {
        return (of == connection && !value.is_null()).then_some(Value::Null);
    }
    if name.starts_with(DEFAULT) {
        return names(&value).then_some(Value::Null);
    }
    let mut named = false;
    for money in ["operating", "trust"] {
        if let Some(at) = value.get_mut(money).filter(|at| names(at)) {
            *at = Value::Null;
            named = true;
        }
    }
    let is_empty = named && ["name", "operating", "trust"].iter().all(|of| value[*of].is_null());
    named.then_some(if is_empty { Value::Null } else { value })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_choice_loses_the_connection_that_is_gone_and_keeps_the_rest() {
        let at = |connection: &str| json!({ "connection": connection, "account": "1" });
        for (name, value, left) in [
            ("default.meeting", json!({ "connection": "c", "address": null }), Some(json!(null))),
            ("default.meeting", json!({ "connection": "d", "address": null }), None),
            ("default.meeting", json!(null), None),
            ("account_money.c", json!({ "": "trust" }), Some(json!(null))),
            ("account_money.c", json!(null), None),
            ("account_money.d", json!({ "": "trust" }), None),
            (
                "client_segment.s",
                json!({ "name": "Estates", "operating": at("c"), "trust": at("d") }),
                Some(json!({ "name": "Estates", "operating": null, "trust": at("d") })),
            ),
            (
                "client_segment.everybody_else",
                json!({ "name": null, "operating": at("c"), "trust": at("c") }),
                Some(json!(null)),
            ),
            ("client_segment.s", json!({ "name": "c", "operating": null, "trust": null }), None),
            ("client_segment.s", json!(["c"]), None),
            ("default.meeting", json!("c"), None),
        ] {
            assert_eq!(without(name, value.clone(), "c"), left, "{name} {value}");
        }
    }
}
