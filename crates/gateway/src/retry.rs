//! Trying again, where that is safe.

use std::time::Duration;

use crate::http::NoAnswer;
use crate::{CallError, Outside};

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

/// Makes the call, again while that is safe and the provider seems to be back soon.
pub(crate) async fn while_busy<T>(
    outside: &Outside,
    again: Again,
    call: impl AsyncFn() -> Result<T, CallError>,
) -> Result<T, CallError> {
    let mut tried = 0;
    loop {
        let ended = call().await;
        tried += 1;
        let wait = ended.as_ref().err().and_then(|error| worth_waiting(error, again, tried));
        match wait {
            None => return ended,
            Some(wait) => outside.wait(wait).await,
        }
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
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::sync::{Arc, Mutex};

    use super::*;

    /// How often it was tried, and how many milliseconds were waited between.
    async fn tries(again: Again, error: CallError) -> (u32, Vec<u128>) {
        let waits = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&waits);
        let mut outside = Outside::of_the_system();
        outside.pause = Arc::new(move |time| {
            noted.lock().unwrap().push(time.as_millis());
            Box::pin(std::future::ready(()))
        });
        let count = AtomicU32::new(0);
        let ended = while_busy(&outside, again, async || {
            count.fetch_add(1, Ordering::Relaxed);
            Err::<(), _>(error.clone())
        });
        assert_eq!(ended.await, Err(error.clone()));
        let waited = waits.lock().unwrap().clone();
        (count.into_inner(), waited)
    }

    fn busy(status: u16, seconds: Option<u64>) -> CallError {
        CallError::Busy { status, wait: seconds.map(Duration::from_secs) }
    }

    fn host() -> String {
        "api.example.com".into()
    }

    #[tokio::test]
    async fn what_only_reads_is_tried_three_times_with_the_wait_that_was_asked_for() {
        assert_eq!(tries(Again::IsTheSame, busy(503, None)).await, (3, vec![250, 1_000]));
        assert_eq!(tries(Again::IsTheSame, busy(429, Some(2))).await, (3, vec![2_000, 2_000]));
        let lost = NoAnswer::Broken { host: host(), details: String::new() };
        assert_eq!(tries(Again::IsTheSame, lost.into()).await, (3, vec![250, 1_000]));
    }

    #[tokio::test]
    async fn a_provider_that_wants_long_patience_is_not_asked_again() {
        assert_eq!(tries(Again::IsTheSame, busy(429, Some(3600))).await.0, 1);
        assert_eq!(tries(Again::MayHarm, busy(429, Some(3600))).await.0, 1);
    }

    #[tokio::test]
    async fn what_may_have_been_carried_out_and_works_once_is_never_sent_twice() {
        for error in [
            busy(500, None),
            busy(503, Some(1)),
            busy(429, None),
            NoAnswer::TimedOut { host: host() }.into(),
            NoAnswer::Broken { host: host(), details: String::new() }.into(),
            CallError::WebPage(200),
        ] {
            assert_eq!(tries(Again::MayHarm, error.clone()).await.0, 1, "{error}");
        }
    }

    #[tokio::test]
    async fn what_reached_nobody_or_was_sent_away_with_a_time_is_sent_again() {
        let nobody = NoAnswer::Unreachable { host: host(), details: String::new() };
        assert_eq!(tries(Again::MayHarm, nobody.into()).await.0, 3);
        assert_eq!(tries(Again::MayHarm, busy(429, Some(2))).await.0, 3);
    }

    #[tokio::test]
    async fn what_will_be_the_same_the_next_time_is_not_tried_again() {
        for error in [
            NoAnswer::Untrusted { host: host(), details: String::new() }.into(),
            NoAnswer::TooLarge { host: host() }.into(),
            CallError::Nonsense(String::new()),
        ] {
            assert_eq!(tries(Again::IsTheSame, error.clone()).await.0, 1, "{error}");
        }
    }
}
