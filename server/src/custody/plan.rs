//! When what is held is looked at: renewed as its clocks say, and checked about every six hours, no
//! two at the same moment if it can be helped, and later and later where there is nothing to be
//! found out. Nothing is read or called here.

use jiff::{SignedDuration, Timestamp};
use patchbay_custody::Standing;
use patchbay_firm_store::Custody;

/// A check is followed by the next one so much later at the earliest,
const EVERY: SignedDuration = SignedDuration::from_hours(5);
/// and by chance so much more.
const SPREAD: SignedDuration = SignedDuration::from_hours(2);

/// How long a failure that passes is waited out at first, where the provider says nothing.
const PATIENCE: SignedDuration = SignedDuration::from_mins(2);

/// How long at the most.
const LONGEST: SignedDuration = SignedDuration::from_hours(4);

/// What stands written of it, as its clocks are read.
pub(super) fn standing(row: &Custody) -> Standing<'_> {
    Standing {
        id: &row.connection,
        condition: &row.condition,
        about: row.about.as_deref(),
        retry_at: row.retry_at,
        access_ends_at: row.access_ends_at,
        // How long a token lives is known once it was renewed here: that a check held since says
        // nothing of it.
        last_success_at: row.renewed_at,
    }
}

/// When it is checked next.
pub(crate) fn next_check(now: Timestamp) -> Timestamp {
    after(now, EVERY.saturating_add(some_of(SPREAD, chance())))
}

/// How long the next try is put off, after it was put off so often in a row. A quarter of it is
/// chance: many fail at the same moment.
pub(super) fn patience(put_off: i64) -> SignedDuration {
    let doublings = u32::try_from(put_off.clamp(0, 10)).unwrap_or(0);
    let wait = PATIENCE.checked_mul(1 << doublings).map_or(LONGEST, |wait| wait.min(LONGEST));
    wait.saturating_add(some_of(wait / 4, chance()))
}

/// Whether it is time to check it.
pub(super) fn is_check_due(row: &Custody, now: Timestamp) -> bool {
    if row.retry_at.is_some_and(|at| at > now) {
        return false;
    }
    row.condition == "delayed" || row.next_check_at.is_none_or(|at| at <= now)
}

fn chance() -> u64 {
    u64::from_be_bytes(crate::random::bytes())
}

/// Some of that time, as chance has it.
fn some_of(time: SignedDuration, chance: u64) -> SignedDuration {
    let whole = u64::try_from(time.as_millis()).unwrap_or(0).max(1);
    SignedDuration::from_millis(i64::try_from(chance % whole).unwrap_or(0))
}

pub(super) fn after(now: Timestamp, wait: SignedDuration) -> Timestamp {
    now.checked_add(wait).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::UNIX_EPOCH;

    #[test]
    fn a_check_comes_about_every_six_hours_and_not_all_at_once() {
        let times: Vec<_> = (0..50).map(|_| next_check(NOON)).collect();
        for at in &times {
            let hours = at.duration_since(NOON).as_secs_f64() / 3600.0;
            assert!((5.0..=7.0).contains(&hours), "{hours}");
        }
        assert!(times.iter().any(|at| *at != times[0]), "chance spreads them");
    }

    #[test]
    fn what_cannot_be_checked_is_tried_later_and_later() {
        for (put_off, from, to) in [(0, 2, 3), (1, 4, 5), (3, 16, 20), (9, 240, 300)] {
            let minutes = patience(put_off).as_mins();
            assert!((from..=to).contains(&minutes), "{put_off}: {minutes}");
        }
        assert!(patience(i64::MAX) <= LONGEST + LONGEST / 4);
    }
}
