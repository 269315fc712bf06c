//! Time and randomness, as they are passed in.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Says what time it is.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Fills bytes that nobody can guess. In a test they may be counted instead, as long
/// as no two fillings are the same.
pub type Entropy = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// Both.
pub(crate) struct Outside {
    clock: Clock,
    entropy: Entropy,
}

impl Outside {
    pub(crate) fn new(clock: Clock, entropy: Entropy) -> Self {
        Self { clock, entropy }
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// A new text that begins like this.
    pub(crate) fn fresh(&self, begins: &str) -> String {
        let mut bytes = [0; 16];
        (self.entropy)(&mut bytes);
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{begins}{hex}")
    }
}

/// Whether this much time has gone by.
pub(crate) fn is_over(since: Timestamp, life: Duration, now: Timestamp) -> bool {
    now.duration_since(since) >= SignedDuration::try_from(life).unwrap_or(SignedDuration::MAX)
}
