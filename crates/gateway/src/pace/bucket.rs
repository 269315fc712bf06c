//! One limit of one account, counted.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Nobody waits as long as this for a turn.
const LONGEST_QUEUE: Duration = Duration::from_secs(60);

/// Calls are let through as long as fewer than `calls` were made in the last `per`, as
/// near as one time can say it: each call moves the time when all that was used is free
/// again by its share of the period.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bucket {
    free_again: Timestamp,
}

impl Bucket {
    pub(super) const fn new(now: Timestamp) -> Self {
        Self { free_again: now }
    }

    /// How long the next call has to wait.
    pub(super) fn wait(self, calls: u32, per: Duration, now: Timestamp) -> Duration {
        let used_after = self.used(per, now) + share(calls, per);
        used_after.saturating_sub(per)
    }

    /// Counts a call.
    pub(super) fn take(&mut self, calls: u32, per: Duration, now: Timestamp) {
        let used = self.used(per, now) + share(calls, per);
        let used = SignedDuration::try_from(used).unwrap_or(SignedDuration::MAX);
        self.free_again = now.saturating_add(used).unwrap_or(Timestamp::MAX);
    }

    /// What of the period is used, and what beyond it is waited for already. Much more
    /// can only be so when the clock was set back, and is not waited for.
    fn used(self, per: Duration, now: Timestamp) -> Duration {
        let used = Duration::try_from(self.free_again.duration_since(now)).unwrap_or_default();
        if used > per + LONGEST_QUEUE { Duration::ZERO } else { used }
    }
}

fn share(calls: u32, per: Duration) -> Duration {
    per / calls.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PER: Duration = Duration::from_secs(60);

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    #[test]
    fn so_many_go_at_once_and_then_one_at_a_time() {
        let mut bucket = Bucket::new(at(0));
        for _ in 0..3 {
            assert_eq!(bucket.wait(3, PER, at(0)), Duration::ZERO);
            bucket.take(3, PER, at(0));
        }
        assert_eq!(bucket.wait(3, PER, at(0)), Duration::from_secs(20));
        assert_eq!(bucket.wait(3, PER, at(19)), Duration::from_secs(1));
        assert_eq!(bucket.wait(3, PER, at(20)), Duration::ZERO);
    }

    #[test]
    fn a_quiet_time_earns_no_more_than_the_limit() {
        let mut bucket = Bucket::new(at(0));
        for _ in 0..3 {
            bucket.take(3, PER, at(6_000));
        }
        assert_eq!(bucket.wait(3, PER, at(6_000)), Duration::from_secs(20));
    }

    #[test]
    fn those_who_wait_wait_one_behind_the_other() {
        let second = Duration::from_secs(1);
        let mut bucket = Bucket::new(at(0));
        for place in 0..9 {
            assert_eq!(bucket.wait(1, second, at(0)), second * place);
            bucket.take(1, second, at(0));
        }
    }

    #[test]
    fn a_clock_that_is_set_back_stops_nothing() {
        let mut bucket = Bucket::new(at(0));
        bucket.take(3, PER, at(86_400));
        assert_eq!(bucket.wait(3, PER, at(0)), Duration::ZERO);
    }
}
