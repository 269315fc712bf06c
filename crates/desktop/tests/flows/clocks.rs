//! Clocks that run out: warned of in time and once, and wound again.

use patchbay_contract::{ClockKind, ClockStage, ClosedBy, KeptBy, RepairCause, Severity};
use patchbay_store::Connection;

use crate::walk::{Walk, connection};

/// A connection to QuickBooks, where a person signs in again every five years.
async fn over_in_days(walk_days: i64) -> Walk {
    let mut walk = Walk::with(connection("quickbooks_online")).await;
    let ends = walk.in_days(walk_days);
    walk.change(|row| row.absolute_ends_at = Some(ends.to_string())).await;
    walk
}

#[tokio::test]
async fn a_clock_that_runs_from_a_hundred_days_to_its_end_is_told_of_three_times_also_over_restarts()
 {
    let mut walk = over_in_days(100).await;
    let mut told = Vec::new();
    for day in 0..100 {
        for title in walk.look().await {
            told.push((100 - day, title));
        }
        if day % 7 == 0 {
            walk = walk.again().await;
        }
        assert_eq!(walk.look().await.len(), 0, "day {day} is told of twice");
        walk.pass_days(1);
    }
    let days: Vec<i64> = told.iter().map(|(days, _)| *days).collect();
    assert_eq!(days, [90, 30, 7]);
    assert!(told[0].1.contains("ends in 90 days"), "{told:?}");
    let entered = walk.entered().await;
    assert_eq!(entered, ["connection.repair_asked"], "one incident, one repair");

    let ended = walk.look().await;
    assert_eq!(ended.len(), 1, "{ended:?}");
    assert!(ended[0].contains("signed in to again"), "{ended:?}");
    walk = walk.again().await;
    assert_eq!(walk.look().await.len(), 0);
    let repairs = walk.repairs().await;
    assert_eq!(repairs.open.len(), 1);
    assert_eq!(repairs.open[0].cause, RepairCause::Reconnect { why: None });
    assert_eq!(repairs.closed[0].closed.as_ref().unwrap().by, ClosedBy::Expiry);
}

#[tokio::test]
async fn a_warning_becomes_critical_within_seven_days_and_a_new_permission_closes_it() {
    let mut walk = over_in_days(60).await;
    walk.look().await;
    let open = walk.repairs().await.open.remove(0);
    assert_eq!(open.severity, Severity::Warning);
    let clock = Some((ClockKind::Absolute, walk.in_days(60)));
    assert_eq!(open.cause, RepairCause::ExpiresSoon { clock });
    walk.pass_days(53);
    walk.look().await;
    let open = walk.repairs().await.open.remove(0);
    assert_eq!(open.severity, Severity::Critical);

    let ends = walk.in_days(5 * 365).to_string();
    walk.change(|row| row.absolute_ends_at = Some(ends)).await;
    assert_eq!(walk.repairs().await.open, [], "also before the next look");
    assert_eq!(walk.look().await.len(), 0);
    let closed = walk.repairs().await.closed.remove(0);
    assert_eq!(closed.closed.unwrap().by, ClosedBy::Renewal);
    let RepairCause::ExpiresSoon { clock: Some((ClockKind::Absolute, _)) } = closed.cause else {
        panic!("{:?}", closed.cause);
    };
    walk.pass_days(5 * 365 - 20);
    assert_eq!(walk.look().await.len(), 1, "another incident is told of again");
}

#[tokio::test]
async fn a_token_that_is_renewed_by_itself_never_warns_anybody() {
    let row = connection("quickbooks_online");
    let mut walk =
        Walk::with(Connection { access_ends_at: row.made_at.clone().into(), ..row }).await;
    for _ in 0..3 {
        walk.pass_days(200);
        assert_eq!(walk.look().await.len(), 0);
    }
    let clock = walk.clocks().await.connections[0].clocks[0];
    assert_eq!((clock.kept_by, clock.stage), (KeptBy::Patchbay, ClockStage::Calm));
}

#[tokio::test]
async fn the_days_that_want_a_person_are_written_for_a_calendar_and_entered() {
    let mut walk = over_in_days(100).await;
    let idle = walk.in_days(50).to_string();
    walk.change(|row| row.idle_ends_at = Some(idle)).await;
    let written = walk.save_calendar().await.unwrap();
    assert_eq!(written.dates, 1, "what renewals move is left out");
    let file = std::fs::read_to_string(&written.path).unwrap();
    let (day, joined) =
        (walk.in_days(100).strftime("%Y%m%d").to_string(), file.replace("\r\n ", ""));
    assert!(joined.contains(&format!("DTSTART:{day}T")), "{file}");
    assert!(joined.contains("SUMMARY:Sign in to QuickBooks Online (Harbor) again\r\n"), "{file}");
    assert_eq!(file.matches("BEGIN:VALARM").count(), 3);
    assert!(walk.entered().await.contains(&"export.made".to_owned()));
}

#[tokio::test]
async fn without_a_day_that_wants_a_person_no_file_is_written() {
    let walk = Walk::with(connection("stripe")).await;
    assert_eq!(walk.save_calendar().await, None);
    assert_eq!(walk.entered().await, Vec::<String>::new());
}
