//! What a person is told when a repair is asked for, or becomes urgent.

use jiff::Timestamp;
use patchbay_contract::{ClockKind, KeptBy, NoticeKind, RunningClock};

use super::found::{Found, Kind};
use crate::Notices;

/// Seconds of a day.
const DAY: i64 = 24 * 60 * 60;

/// Whose it is: the provider, and what the connection is called.
#[derive(Clone, Copy)]
pub(super) struct Whose<'a> {
    pub(super) provider: &'a str,
    pub(super) account: &'a str,
    /// Whether it lives on a key that somebody typed.
    pub(super) by_key: bool,
}

/// Tells of it, once.
pub(super) fn tell(notices: &Notices, found: &Found, whose: Whose<'_>, at: Timestamp) {
    let (title, text) = words(found, whose, at);
    notices.post(NoticeKind::Warning, &title, &text, at);
}

fn words(found: &Found, whose: Whose<'_>, at: Timestamp) -> (String, String) {
    let Whose { provider, account, by_key } = whose;
    match (found.kind, found.clock) {
        (Kind::ExpiresSoon, Some(clock)) if by_key => (
            format!("The key of {provider} ends in {}", days_left(clock.at, at)),
            format!("The key of “{account}” ends. {}", remedy(&clock)),
        ),
        (Kind::ExpiresSoon, None) | (Kind::Reconnect, _) if by_key => (
            format!("{provider} needs another key"),
            format!(
                "The key of “{account}” does not work any more. Nothing comes or goes until \
                 somebody replaces it: Repairs leads there."
            ),
        ),
        (Kind::ExpiresSoon, Some(clock)) => (
            format!("{provider} ends in {}", days_left(clock.at, at)),
            format!("The permission of “{account}” ends. {}", remedy(&clock)),
        ),
        (Kind::ExpiresSoon, None) | (Kind::Reconnect, _) => (
            format!("{provider} has to be signed in to again"),
            format!(
                "The permission of “{account}” is over. Nothing comes or goes until somebody \
                 signs in again: Repairs has the button."
            ),
        ),
        (Kind::Permission, _) => (
            format!("{provider} does not allow all that is needed"),
            format!("“{account}” works, but not for everything. Repairs says for what not."),
        ),
        (Kind::Books, _) => (
            format!("The books of {provider} do not tie"),
            format!("“{account}” is connected and works. Repairs says by how much they differ."),
        ),
        (Kind::Settings, _) => (
            format!("The settings of {provider} do not fit"),
            format!("“{account}” stands still. Repairs says what to check."),
        ),
    }
}

fn remedy(clock: &RunningClock) -> &'static str {
    if clock.kept_by == KeptBy::NewKey {
        return "Replace the key before that day: Repairs leads there.";
    }
    match clock.kind {
        ClockKind::Idle => {
            "It lives on when Patchbay runs with its vault open and reaches the provider; \
             otherwise sign in again before that day. Repairs has the button."
        }
        ClockKind::Access | ClockKind::Absolute => {
            "Sign in again before that day: Repairs has the button."
        }
    }
}

/// In days begun, so that a warning of 90 days says 90.
fn days_left(ends: Timestamp, now: Timestamp) -> String {
    let seconds = ends.duration_since(now).as_secs();
    match (seconds + DAY - 1) / DAY {
        ..=1 => "a day".to_owned(),
        days => format!("{days} days"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn days_are_counted_as_they_are_warned_of() {
        let left = |seconds: i64| {
            days_left(
                Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds),
                Timestamp::UNIX_EPOCH,
            )
        };
        assert_eq!(left(90 * DAY), "90 days");
        assert_eq!(left(90 * DAY - 60), "90 days");
        assert_eq!(left(89 * DAY), "89 days");
        assert_eq!(left(DAY), "a day");
        assert_eq!(left(60), "a day");
    }
}
