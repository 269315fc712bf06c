//! Connections that the firm's server holds: how they are is what it says, and what this
//! computer tells of them is their name.

use serde_json::Value;
use sqlx::SqliteConnection;

use crate::Connection;

/// The custodian's name, here and on the wire.
const SERVER: &str = "firm_server";

pub(super) fn by_server(row: &Connection) -> bool {
    row.custodian == SERVER
}

/// What is told of one: as the server has it, with the name that it has here.
pub(super) fn told(agreed: &str, ours: Option<String>) -> Option<String> {
    let ours: Value = serde_json::from_str(&ours?).ok()?;
    let mut told: Value = serde_json::from_str(agreed).ok()?;
    if let (Some(told), Some(label)) = (told.as_object_mut(), ours.get("label")) {
        told.insert("label".into(), label.clone());
    }
    Some(told.to_string())
}

/// Takes how it is from whoever holds it. Says whether that is news. What the server says that
/// does not name itself as the holder is older than what is known here.
pub(super) async fn take(
    writer: &mut SqliteConnection,
    row: &Connection,
    theirs: Option<&str>,
    at: &str,
) -> Result<bool, sqlx::Error> {
    let Some(facts) = theirs.and_then(|facts| serde_json::from_str::<Value>(facts).ok()) else {
        return Ok(false);
    };
    if facts["custodian"].as_str() != Some(SERVER) {
        return Ok(false);
    }
    let text = |name: &str| facts[name].as_str().map(str::to_owned);
    let condition = facts["status"].as_str().and_then(condition_behind).unwrap_or(&row.condition);
    let now = Connection {
        // What it is about is asked for when somebody looks.
        condition_about: row.condition_about.clone().filter(|_| condition == row.condition),
        condition: condition.to_owned(),
        last_success_at: text("last_success"),
        idle_ends_at: text("idle_ends_at"),
        absolute_ends_at: text("absolute_ends_at"),
        ..row.clone()
    };
    if now == *row {
        return Ok(false);
    }
    sqlx::query(
        "update connections set condition = ?, condition_about = ?, last_success_at = ?,
             idle_ends_at = ?, absolute_ends_at = ?, changed_at = ? where id = ?",
    )
    .bind(&now.condition)
    .bind(&now.condition_about)
    .bind(&now.last_success_at)
    .bind(&now.idle_ends_at)
    .bind(&now.absolute_ends_at)
    .bind(at)
    .bind(&row.id)
    .execute(writer)
    .await?;
    Ok(true)
}

/// The condition behind a state that is shown. What a clock or a network makes of one that
/// works is worked out anew by whoever shows it.
pub fn condition_behind(status: &str) -> Option<&'static str> {
    Some(match status {
        "connected" | "expires" | "syncing" | "offline" | "waiting_for_browser" => "works",
        "paused" => "paused",
        "reconnect_needed" => "reconnect_needed",
        "more_permission_needed" => "more_permission_needed",
        "delayed" => "delayed",
        "check_settings" => "check_settings",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_one_that_the_server_holds_its_name_alone_is_told() {
        let agreed = r#"{"custodian":"firm_server","label":null,"status":"reconnect_needed"}"#;
        let ours = r#"{"custodian":"firm_server","label":"Miller","status":"connected"}"#;
        let told = told(agreed, Some(ours.into())).unwrap();
        let told: Value = serde_json::from_str(&told).unwrap();
        assert_eq!(
            (&told["label"], &told["status"]),
            (&"Miller".into(), &"reconnect_needed".into())
        );
    }
}
