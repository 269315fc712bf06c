//! Whether it is time to renew, by what stands in the row of a connection.

use jiff::Timestamp;
use patchbay_custody::Standing;
use patchbay_store::Connection;

/// When the token ends.
pub(super) fn ends(row: &Connection) -> Option<Timestamp> {
    time(row.access_ends_at.as_deref())
}

/// Whether it is time for this connection.
pub(super) fn is_due(row: &Connection, now: Timestamp) -> bool {
    let is_ours = row.sign_in.is_some() && row.custodian == "this_computer";
    is_ours && standing(row).is_due(now)
}

/// What stands written of it.
pub(crate) fn standing(row: &Connection) -> Standing<'_> {
    Standing {
        id: &row.id,
        condition: &row.condition,
        about: row.condition_about.as_deref(),
        retry_at: time(row.retry_at.as_deref()),
        access_ends_at: ends(row),
        last_success_at: time(row.last_success_at.as_deref()),
    }
}

fn time(text: Option<&str>) -> Option<Timestamp> {
    text?.parse().ok()
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    fn at(seconds: i64) -> String {
        Timestamp::UNIX_EPOCH
            .saturating_add(SignedDuration::from_secs(seconds))
            .unwrap()
            .to_string()
    }

    fn row(ends_in_seconds: i64) -> Connection {
        Connection {
            sign_in: Some("oauth".into()),
            access_ends_at: Some(at(ends_in_seconds)),
            ..Connection::made("a", "xero", "1970-01-01T00:00:00Z")
        }
    }

    fn due(row: &Connection) -> bool {
        is_due(row, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_token_is_renewed_some_minutes_before_it_ends_and_not_earlier() {
        assert!(due(&row(299)) && due(&row(-5)));
        assert!(!due(&row(400)));
        assert!(!due(&Connection { condition: "paused".into(), ..row(1) }));
        assert!(!due(&Connection { condition: "reconnect_needed".into(), ..row(1) }));
        assert!(!due(&Connection { retry_at: Some(at(60)), ..row(1) }));
        assert!(!due(&Connection { sign_in: None, ..row(1) }));
        assert!(!due(&Connection { custodian: "firm_server".into(), ..row(1) }));
    }

    #[test]
    fn a_token_that_lives_for_five_minutes_is_not_renewed_all_the_time() {
        let lives_five_minutes =
            |age: i64| Connection { last_success_at: Some(at(-age)), ..row(300 - age) };
        assert!(!due(&lives_five_minutes(1)));
        assert!(!due(&lives_five_minutes(200)));
        assert!(due(&lives_five_minutes(211)), "and yet before whoever looks comes by too late");
    }
}
