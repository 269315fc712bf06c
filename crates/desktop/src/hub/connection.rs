//! From a row of the store to a connection as it is shown.

use jiff::Timestamp;
use patchbay_contract::{Clock, ClockKind, Connection, Custodian, EnvironmentId, Status};
use patchbay_store as store;

/// The connection of this row, as it is at `now`.
pub(crate) fn shown(row: store::Connection, now: Timestamp) -> Connection {
    let next_clock = next_clock(&row);
    Connection {
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

/// What to call a connection: the firm's label, else the account, else its id.
pub(crate) fn title(row: &store::Connection) -> String {
    let store::Connection { label, account_name, account_id, id, .. } = row;
    let names = [label, account_name, account_id].into_iter().flatten();
    names.chain([id]).next().unwrap_or(id).clone()
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
