//! How long a test takes, as a whole and step by step: steps are taken one after the other,
//! so each took what went by since the one before it ended.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use patchbay_contract::ProbeStep;

use crate::Installation;

/// A test that is under way.
pub(crate) struct Stopwatch<'a> {
    installation: &'a Installation,
    begun: Timestamp,
    laps: Mutex<Laps>,
}

struct Laps {
    last: Timestamp,
    steps: Vec<ProbeStep>,
}

impl<'a> Stopwatch<'a> {
    /// It begins now, by the installation's clock.
    pub(crate) fn begin(installation: &'a Installation) -> Self {
        let begun = installation.now();
        let laps = Mutex::new(Laps { last: begun, steps: Vec::new() });
        Self { installation, begun, laps }
    }

    /// A step has ended, and held or did not, or was not made.
    pub(crate) fn lap(&self, name: &str, holds: Option<bool>) {
        let now = self.installation.now();
        let mut laps = self.laps();
        let took_ms = between(laps.last, now);
        laps.last = now;
        laps.steps.push(ProbeStep { name: name.to_owned(), holds, took_ms });
    }

    /// The steps so far.
    pub(crate) fn steps(&self) -> Vec<ProbeStep> {
        self.laps().steps.clone()
    }

    /// How long it took so far, in milliseconds.
    pub(crate) fn took_ms(&self) -> u64 {
        between(self.begun, self.installation.now())
    }

    fn laps(&self) -> MutexGuard<'_, Laps> {
        self.laps.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A clock that was put back meanwhile tells nothing.
fn between(from: Timestamp, to: Timestamp) -> u64 {
    u64::try_from(to.duration_since(from).as_millis()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn a_clock_that_was_put_back_makes_no_test_take_for_ever() {
        let later = Timestamp::UNIX_EPOCH + SignedDuration::from_millis(1500);
        assert_eq!(between(Timestamp::UNIX_EPOCH, later), 1500);
        assert_eq!(between(later, Timestamp::UNIX_EPOCH), 0);
    }
}
