//! How near the end of a clock is, as fits how long it runs: half a year wants a warning
//! months ahead, an hour does not. Instants are in UTC and a day is 24 hours, so no change
//! of the clocks on the wall moves a warning.

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::ClockStage;

/// From here on a clock is warned of 90 days ahead.
const LONG: SignedDuration = days(180);

/// From here on a clock is warned of 30 days ahead.
const MIDDLE: SignedDuration = days(45);

/// Below this, 7 days ahead would be half its life and more.
const SHORT: SignedDuration = days(14);

/// So many days.
pub(crate) const fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * count)
}

/// How long before its end a clock that runs so long is warned of, the last warning first.
fn warnings(whole: SignedDuration) -> Vec<(ClockStage, SignedDuration)> {
    if whole < SHORT {
        return vec![(ClockStage::Urgent, whole / 3)];
    }
    let mut warnings = vec![(ClockStage::Urgent, days(7))];
    if whole >= MIDDLE {
        warnings.push((ClockStage::Soon, days(30)));
    }
    if whole >= LONG {
        warnings.push((ClockStage::Early, days(90)));
    }
    warnings
}

/// How near the end is, of a clock that runs so long.
pub(super) fn stage(whole: SignedDuration, ends: Timestamp, now: Timestamp) -> ClockStage {
    let left = ends.duration_since(now);
    if left <= SignedDuration::ZERO {
        return ClockStage::Ended;
    }
    let reached = warnings(whole).into_iter().find(|(_, ahead)| left <= *ahead);
    reached.map_or(ClockStage::Calm, |(stage, _)| stage)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ClockStage::{Calm, Early, Ended, Soon, Urgent};

    const SECOND: SignedDuration = SignedDuration::from_secs(1);

    /// The stage of a clock that runs so long, so long before its end.
    fn before_the_end(whole: SignedDuration, left: SignedDuration) -> ClockStage {
        stage(whole, Timestamp::UNIX_EPOCH + left, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_long_clock_warns_at_90_30_and_7_days_to_the_second() {
        for whole in [days(180), days(5 * 365)] {
            for (left, expected) in [
                (days(90) + SECOND, Calm),
                (days(90), Early),
                (days(30) + SECOND, Early),
                (days(30), Soon),
                (days(7) + SECOND, Soon),
                (days(7), Urgent),
                (SECOND, Urgent),
                (SignedDuration::ZERO, Ended),
                (-days(400), Ended),
            ] {
                assert_eq!(before_the_end(whole, left), expected, "{left:?} of {whole:?}");
            }
        }
    }

    #[test]
    fn a_middle_clock_warns_at_30_and_7_days() {
        for whole in [days(45), days(180) - SECOND] {
            assert_eq!(before_the_end(whole, days(44)), Calm);
            assert_eq!(before_the_end(whole, days(30)), Soon);
            assert_eq!(before_the_end(whole, days(7)), Urgent);
        }
    }

    #[test]
    fn a_short_clock_warns_at_7_days() {
        for whole in [days(14), days(45) - SECOND] {
            assert_eq!(before_the_end(whole, days(7) + SECOND), Calm);
            assert_eq!(before_the_end(whole, days(7)), Urgent);
        }
    }

    #[test]
    fn a_clock_of_less_than_two_weeks_warns_in_its_last_third() {
        assert_eq!(before_the_end(days(9), days(3) + SECOND), Calm);
        assert_eq!(before_the_end(days(9), days(3)), Urgent);
        let hour = SignedDuration::from_hours(1);
        assert_eq!(before_the_end(hour, hour), Calm);
        assert_eq!(before_the_end(hour, hour / 3), Urgent);
        assert_eq!(before_the_end(SignedDuration::ZERO, SECOND), Calm);
    }

    #[test]
    fn stages_come_in_the_order_of_their_names() {
        assert!(Calm < Early && Early < Soon && Soon < Urgent && Urgent < Ended);
    }
}
