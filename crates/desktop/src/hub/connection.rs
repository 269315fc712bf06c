//! From a row of the store to a connection as it is shown.

use jiff::Timestamp;
use patchbay_contract::{Clock, ClockKind, Connection, Custodian, EnvironmentId, Status};
use patchbay_store as store;

use crate::catalogue::name_of;

/// So much of an id is enough to tell a few from each other.
const END: usize = 4;

/// The connection of this row, as it is at `now`.
pub(crate) fn shown(row: store::Connection, now: Timestamp) -> Connection {
    let next_clock = next_clock(&row);
    Connection {
        unnamed: name(&row).is_none().then(|| unnamed(&row.provider, &row.id)),
        status: status(&row, next_clock, now),
        last_success: time(row.last_success_at.as_deref()),
        made_at: time(Some(&row.made_at)).unwrap_or(Timestamp::UNIX_EPOCH),
        environment: EnvironmentId::from_name(&row.environment).unwrap_or(EnvironmentId::Live),
        custodian: if row.custodian == "firm_server" {
            Custodian::FirmServer
        } else {
            Custodian::ThisComputer
        },
        next_clock,
        sign_in: row.sign_in,
        id: row.id,
        provider: row.provider,
        label: row.label,
        account_id: row.account_id,
        account_name: row.account_name,
        owner: row.owner,
    }
}

/// What to call a connection: the firm's label, else the account as the provider names it, else
/// what it is called without a name.
pub(crate) fn title(row: &store::Connection) -> String {
    name(row).map_or_else(|| unnamed(&row.provider, &row.id), str::to_owned)
}

fn name(row: &store::Connection) -> Option<&str> {
    let names = [&row.label, &row.account_name, &row.account_id].into_iter().flatten();
    names.map(String::as_str).find(|name| !name.trim().is_empty())
}

/// What to call one that neither the firm nor the provider has a name for: the provider, and the
/// end of its id, by which two of one provider are told apart, at every computer of the firm and
/// in every language alike. The id itself where nobody knows the provider any more.
pub(crate) fn unnamed(provider: &str, id: &str) -> String {
    let Some(name) = name_of(provider) else { return id.to_owned() };
    let from = id.char_indices().rev().nth(END - 1).map_or(0, |(at, _)| at);
    format!("{name} ({})", &id[from..])
}

fn status(row: &store::Connection, clock: Option<Clock>, now: Timestamp) -> Status {
    let about = || row.condition_about.clone().unwrap_or_default();
    match row.condition.as_str() {
        "works" => match Status::connected_until(clock, now) {
            // What works says nothing about itself but that its books do not tie.
            Status::Connected if row.condition_about.is_some() => {
                Status::CheckSettings { field: about() }
            }
            connected => connected,
        },
        "paused" => Status::Paused,
        "reconnect_needed" => Status::ReconnectNeeded { why: about() },
        "more_permission_needed" => Status::MorePermissionNeeded { feature: about() },
        "delayed" => Status::Delayed { retry_at: time(row.retry_at.as_deref()).unwrap_or(now) },
        _ => Status::CheckSettings { field: about() },
    }
}

/// The clock that runs out first.
fn next_clock(row: &store::Connection) -> Option<Clock> {
    let idle = time(row.idle_ends_at.as_deref()).map(|at| Clock { kind: ClockKind::Idle, at });
    let absolute =
        time(row.absolute_ends_at.as_deref()).map(|at| Clock { kind: ClockKind::Absolute, at });
    [idle, absolute].into_iter().flatten().min_by_key(|clock| clock.at)
}

fn time(text: Option<&str>) -> Option<Timestamp> {
    text.and_then(|text| text.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(provider: &str, id: &str) -> store::Connection {
        store::Connection::made(id, provider, "2026-11-22T09:00:00Z")
    }

    #[test]
    fn a_connection_without_a_name_is_called_by_its_provider_and_told_from_its_sister() {
        let one = row("zapier", "c0ffee0000000000000000000000a1b2");
        let sister = row("zapier", "c0ffee0000000000000000000000c3d4");
        assert_eq!(title(&one), "Zapier (a1b2)");
        assert_eq!(title(&sister), "Zapier (c3d4)");
        assert_eq!(shown(one, Timestamp::UNIX_EPOCH).title(), "Zapier (a1b2)");
        assert_eq!(title(&row("zapier", "é2")), "Zapier (é2)", "however short an id is");
    }

    #[test]
    fn a_name_of_the_firm_or_the_provider_comes_before_and_an_empty_one_is_none() {
        let account_name = Some("Miller & Co".to_owned());
        let named = store::Connection { account_name, ..row("zapier", "0a1b2") };
        assert_eq!(title(&named), "Miller & Co");
        let ours = store::Connection { label: Some("Intake".into()), ..named.clone() };
        assert_eq!(title(&ours), "Intake");
        let empty = store::Connection { label: Some(" ".into()), ..named };
        assert_eq!(title(&empty), "Miller & Co");
        assert_eq!(shown(empty, Timestamp::UNIX_EPOCH).title(), "Miller & Co");
    }

    #[test]
    fn where_nobody_knows_the_provider_any_more_the_id_is_all_there_is() {
        assert_eq!(title(&row("gone_for_good", "0a1b2")), "0a1b2");
    }
}
