//! When a connection is tested by itself: about once a day, no two at the same moment if it
//! can be helped, and later and later where there is nothing to be found out. Nothing is read
//! or called here; chance is passed in.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use patchbay_store::{Connection, ProbePlan};

/// A test is followed by the next one so much later at the earliest,
const EVERY: SignedDuration = SignedDuration::from_hours(22);
/// and by chance so much more.
const SPREAD: SignedDuration = SignedDuration::from_hours(4);

/// The first one of a connection comes some time within a day.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// How long a failure that passes is waited out at first, where the provider says nothing.
pub(in crate::keys) const PATIENCE: SignedDuration = SignedDuration::from_mins(2);

/// How long at the most.
const LONGEST: SignedDuration = SignedDuration::from_hours(4);

/// How many are tested by one look, so that a morning begins with no storm.
pub(super) const A_LOOK: usize = 24;

/// When a connection is tested for the first time.
pub(super) fn first(now: Timestamp, chance: u64) -> Timestamp {
    after(now, some_of(DAY, chance))
}

/// When it is tested next, after a test that found something out.
pub(super) fn next(now: Timestamp, chance: u64) -> Timestamp {
    after(now, EVERY.saturating_add(some_of(SPREAD, chance)))
}

/// How long the next try is put off, after it was put off so often in a row. A quarter of it
/// is chance: many fail at the same moment.
pub(super) fn patience(put_off: i64, chance: u64) -> SignedDuration {
    let doublings = u32::try_from(put_off.clamp(0, 10)).unwrap_or(0);
    let wait = PATIENCE.checked_mul(1 << doublings).map_or(LONGEST, |wait| wait.min(LONGEST));
    wait.saturating_add(some_of(wait / 4, chance))
}

/// Those that are tested now, the longest due first: those of this list whose time has come,
/// or who waited out a failure that passes. Nothing of what is paused or waited out.
pub(super) fn due<'a>(
    rows: &'a [Connection],
    plans: &'a [ProbePlan],
    now: Timestamp,
) -> Vec<(&'a Connection, Option<&'a ProbePlan>)> {
    let plans: BTreeMap<&str, &ProbePlan> =
        plans.iter().map(|plan| (&*plan.connection, plan)).collect();
    let mut due: Vec<_> = rows
        .iter()
        .filter_map(|row| {
            let plan = plans.get(&*row.id).copied();
            due_since(row, plan, now).map(|since| (since, row, plan))
        })
        .collect();
    due.sort_by_key(|(since, row, _)| (*since, &row.id));
    due.truncate(A_LOOK);
    due.into_iter().map(|(_, row, plan)| (row, plan)).collect()
}

/// Since when it is, if it is.
fn due_since(row: &Connection, plan: Option<&ProbePlan>, now: Timestamp) -> Option<Timestamp> {
    let retry_at = time(row.retry_at.as_deref());
    if row.condition == "paused" || retry_at.is_some_and(|at| at > now) {
        return None;
    }
    if row.condition == "delayed" {
        return Some(retry_at.unwrap_or(now));
    }
    time(plan?.next_at.as_deref()).filter(|at| *at <= now)
}

/// Some of that time, as chance has it.
fn some_of(time: SignedDuration, chance: u64) -> SignedDuration {
    let whole = u64::try_from(time.as_millis()).unwrap_or(0).max(1);
    SignedDuration::from_millis(i64::try_from(chance % whole).unwrap_or(0))
}

pub(super) fn after(now: Timestamp, wait: SignedDuration) -> Timestamp {
    now.checked_add(wait).unwrap_or(now)
}

fn time(written: Option<&str>) -> Option<Timestamp> {
    written?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp::UNIX_EPOCH;

    fn row(id: &str) -> Connection {
        Connection::made(id, "xero", &NOON.to_string())
    }

    fn plan(id: &str, next_at: Timestamp) -> ProbePlan {
        ProbePlan {
            connection: id.into(),
            next_at: Some(next_at.to_string()),
            put_off: 0,
            testing_since: None,
        }
    }

    /// A number that looks like chance, the same in every run.
    fn chance(seed: &mut u64) -> u64 {
        *seed =
            seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *seed >> 11
    }

    #[test]
    fn five_hundred_connections_are_each_tested_about_once_a_day_and_never_many_at_once() {
        let mut seed = 7;
        let rows: Vec<Connection> = (0..500).map(|n| row(&format!("c{n}"))).collect();
        let planned = |row: &Connection, seed: &mut u64| plan(&row.id, first(NOON, chance(seed)));
        let mut plans: Vec<ProbePlan> = rows.iter().map(|row| planned(row, &mut seed)).collect();
        let mut tested = vec![Vec::new(); rows.len()];
        let mut most = 0;
        for minute in (0..4 * 24 * 60).step_by(10) {
            let now = NOON + SignedDuration::from_mins(minute);
            let of_now: Vec<String> =
                due(&rows, &plans, now).into_iter().map(|(row, _)| row.id.clone()).collect();
            most = most.max(of_now.len());
            for id in of_now {
                let n = rows.iter().position(|row| row.id == id).unwrap();
                tested[n].push(now);
                plans[n].next_at = Some(next(now, chance(&mut seed)).to_string());
            }
        }
        assert!(most <= 14, "{most} in ten minutes");
        for times in &tested {
            assert!((3..=5).contains(&times.len()), "in four days: {times:?}");
            for pair in times.windows(2) {
                let between = pair[1].duration_since(pair[0]).as_hours();
                assert!((22..=26).contains(&between), "{pair:?}");
            }
        }
    }

    #[test]
    fn a_computer_that_was_off_over_night_begins_with_the_longest_due_and_no_storm() {
        let rows: Vec<Connection> = (0..100).map(|n| row(&format!("c{n:03}"))).collect();
        let at = |n: i64| NOON + SignedDuration::from_mins(n);
        let plans: Vec<ProbePlan> = (0..100).map(|n| plan(&format!("c{n:03}"), at(n))).collect();
        let due = due(&rows, &plans, at(60));
        let ids: Vec<&str> = due.iter().map(|(row, _)| &*row.id).collect();
        let first: Vec<String> = (0..A_LOOK).map(|n| format!("c{n:03}")).collect();
        assert_eq!(ids, first);
    }

    #[test]
    fn what_is_paused_waited_out_or_not_planned_is_left_alone() {
        let later = (NOON + SignedDuration::from_mins(1)).to_string();
        let waits = Connection { retry_at: Some(later), ..row("a") };
        let paused = Connection { condition: "paused".into(), ..row("a") };
        let delayed = Connection { condition: "delayed".into(), ..waits.clone() };
        let plans = [plan("a", NOON)];
        for row in [waits, paused, delayed] {
            assert_eq!(due(&[row], &plans, NOON), []);
        }
        assert_eq!(due(&[row("a")], &[], NOON), [], "without a plan");
        assert_eq!(due(&[row("a")], &plans, NOON).len(), 1);
        let over = Connection {
            condition: "delayed".into(),
            retry_at: Some(NOON.to_string()),
            ..row("b")
        };
        assert_eq!(due(&[over], &[], NOON).len(), 1, "it waited long enough");
    }

    #[test]
    fn what_cannot_be_tested_is_tried_later_and_later() {
        let minutes: Vec<i64> = (0..9).map(|put_off| patience(put_off, 0).as_mins()).collect();
        assert_eq!(minutes, [2, 4, 8, 16, 32, 64, 128, 240, 240]);
        assert_eq!(patience(i64::MAX, 0), LONGEST);
        for chance in [0, 77_777_777_777, u64::MAX] {
            let wait = patience(3, chance).as_mins();
            assert!((16..=20).contains(&wait), "{wait}");
        }
    }
}
