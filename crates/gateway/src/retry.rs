//! Trying again, where that is safe.

use std::time::Duration;

use crate::CallError;
use crate::http::NoAnswer;

/// How often, the first time included.
const TRIES: u32 = 3;

/// The longest that a person in front of the screen is made to wait for one more try.
/// A provider that asks for more is reported as busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// What a second time would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    /// The same as the first: it only reads, or does what is done already.
    IsTheSame,
    /// Harm, if the first was carried out: a code or a refresh token that works once.
    /// Such a call is made again only when the first reached nobody, or was sent away
    /// with the time to come back.
    MayHarm,
}

/// The tries of one call.
#[derive(Debug)]
pub(crate) struct Tries {
    again: Again,
    made: u32,
}

impl Tries {
    pub(crate) const fn of(again: Again) -> Self {
        Self { again, made: 0 }
    }

    /// How long to wait for one more try after this one ended so, if that is safe and the
    /// provider seems to be back soon.
    pub(crate) fn wait_after<T>(&mut self, ended: &Result<T, CallError>) -> Option<Duration> {
        self.made += 1;
        worth_waiting(ended.as_ref().err()?, self.again, self.made)
    }
}

fn worth_waiting(error: &CallError, again: Again, tried: u32) -> Option<Duration> {
    let own = Duration::from_millis(250) * 4_u32.pow(tried - 1);
    let wait = match (error, again) {
        // A certificate and a size are the same the next time.
        (CallError::NoAnswer(NoAnswer::Untrusted { .. } | NoAnswer::TooLarge { .. }), _) => None,
        (CallError::NoAnswer(none), _) if none.was_not_sent() => Some(own),
        (CallError::Busy { status: 429, wait: Some(wait) }, Again::MayHarm) => Some(*wait),
        (CallError::NoAnswer(_), Again::IsTheSame) => Some(own),
        (CallError::Busy { wait, .. }, Again::IsTheSame) => Some(wait.unwrap_or(own)),
        _ => None,
    }?;
    (tried < TRIES && wait <= PATIENCE).then_some(wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often it is tried, and how many milliseconds are waited between.
    fn tries(again: Again, error: CallError) -> (u32, Vec<u128>) {
        let mut tries = Tries::of(again);
        let ended = Err::<(), _>(error);
        let waits = std::iter::from_fn(|| tries.wait_after(&ended)).map(|wait| wait.as_millis());
        let waits = waits.collect();
        (tries.made, waits)
    }

    fn busy(status: u16, seconds: Option<u64>) -> CallError {
        CallError::Busy { status, wait: seconds.map(Duration::from_secs) }
    }

    fn host() -> String {
        "api.example.com".into()
    }

    #[test]
    fn what_only_reads_is_tried_three_times_with_the_wait_that_was_asked_for() {
        assert_eq!(tries(Again::IsTheSame, busy(503, None)), (3, vec![250, 1_000]));
        assert_eq!(tries(Again::IsTheSame, busy(429, Some(2))), (3, vec![2_000, 2_000]));
        let lost = NoAnswer::Broken { host: host(), details: String::new() };
        assert_eq!(tries(Again::IsTheSame, lost.into()), (3, vec![250, 1_000]));
    }

    #[test]
    fn a_provider_that_wants_long_patience_is_not_asked_again() {
        assert_eq!(tries(Again::IsTheSame, busy(429, Some(3600))).0, 1);
        assert_eq!(tries(Again::MayHarm, busy(429, Some(3600))).0, 1);
    }

    #[test]
    fn what_may_have_been_carried_out_and_works_once_is_never_sent_twice() {
        for error in [
            busy(500, None),
            busy(503, Some(1)),
            busy(429, None),
            NoAnswer::TimedOut { host: host() }.into(),
            NoAnswer::Broken { host: host(), details: String::new() }.into(),
            CallError::WebPage(200),
        ] {
            assert_eq!(tries(Again::MayHarm, error.clone()).0, 1, "{error}");
        }
    }

    #[test]
    fn what_reached_nobody_or_was_sent_away_with_a_time_is_sent_again() {
        let nobody = NoAnswer::Unreachable { host: host(), details: String::new() };
        assert_eq!(tries(Again::MayHarm, nobody.into()).0, 3);
        assert_eq!(tries(Again::MayHarm, busy(429, Some(2))).0, 3);
    }

    #[test]
    fn what_will_be_the_same_the_next_time_is_not_tried_again() {
        for error in [
            NoAnswer::Untrusted { host: host(), details: String::new() }.into(),
            NoAnswer::TooLarge { host: host() }.into(),
            CallError::Nonsense(String::new()),
        ] {
            assert_eq!(tries(Again::IsTheSame, error.clone()).0, 1, "{error}");
        }
    }
}
