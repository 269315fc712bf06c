//! Whether it is time to renew: a while ahead of the end, and not before a failure is waited
//! out. Nothing is read or called here.

use jiff::{SignedDuration, Timestamp};

use crate::Standing;

/// How long before its end a token is renewed, if it lives long enough.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// The shortest time ahead: who looks comes by once a minute.
const AT_LEAST: SignedDuration = SignedDuration::from_secs(90);

/// How much earlier one or the other is, so that not all come at once.
const JITTER: i64 = 60;

impl Standing<'_> {
    /// Whether it is time for this connection.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        let waits = self.retry_at.is_some_and(|at| at > now);
        if matches!(self.condition, "paused" | "reconnect_needed") || waits {
            return false;
        }
        self.access_ends_at.is_some_and(|ends| ends.duration_since(now) <= self.ahead(ends))
    }

    /// A token that lives for minutes only is renewed late in its life, not all the time.
    fn ahead(&self, ends: Timestamp) -> SignedDuration {
        let earlier = self.id.bytes().fold(0_i64, |sum, byte| sum + i64::from(byte)) % JITTER;
        let wanted = AHEAD + SignedDuration::from_secs(earlier);
        let lives = self.last_success_at.map(|since| ends.duration_since(since));
        lives.map_or(wanted, |lives| wanted.min(lives / 4).max(AT_LEAST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Option<Timestamp> {
        Timestamp::UNIX_EPOCH.checked_add(SignedDuration::from_secs(seconds)).ok()
    }

    fn ends(in_seconds: i64) -> Standing<'static> {
        Standing {
            id: "a",
            condition: "works",
            about: None,
            retry_at: None,
            access_ends_at: at(in_seconds),
            last_success_at: None,
        }
    }

    fn due(standing: Standing<'_>) -> bool {
        standing.is_due(Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_permission_without_an_end_is_never_due_and_whoever_waits_is_left_to_wait() {
        assert!(due(ends(1)));
        assert!(!due(Standing { access_ends_at: None, ..ends(1) }));
        assert!(!due(Standing { retry_at: at(60), ..ends(1) }));
        assert!(due(Standing { retry_at: at(-60), ..ends(1) }));
        assert!(!due(Standing { condition: "reconnect_needed", ..ends(1) }));
    }

    #[test]
    fn not_all_are_due_in_the_same_second() {
        let other = Standing { id: "b", ..ends(0) };
        let first = (300..400).rev().find(|seconds| due(ends(*seconds)));
        let second = (300..400)
            .rev()
            .find(|seconds| due(Standing { access_ends_at: at(*seconds), ..other }));
        assert!(first.is_some() && first != second, "{first:?} {second:?}");
    }
}
