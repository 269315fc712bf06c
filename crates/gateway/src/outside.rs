//! Time, waiting and randomness, as they are passed in.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

/// Says what time it is.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Fills bytes that nobody can guess.
pub type Entropy = Arc<dyn Fn(&mut [u8]) -> Result<(), NoRandomness> + Send + Sync>;

/// Lets so much time go by.
pub type Pause = Arc<dyn Fn(Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// The system has no randomness to give.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the system gives no randomness: {0}")]
pub struct NoRandomness(pub String);

/// All three.
#[derive(Clone)]
pub struct Outside {
    /// The time.
    pub clock: Clock,
    /// Randomness.
    pub entropy: Entropy,
    /// Waiting.
    pub pause: Pause,
}

impl Outside {
    /// The system's own.
    #[must_use]
    pub fn of_the_system() -> Self {
        Self {
            clock: Arc::new(Timestamp::now),
            entropy: Arc::new(|bytes| {
                getrandom::fill(bytes).map_err(|error| NoRandomness(error.to_string()))
            }),
            pause: Arc::new(|time| Box::pin(tokio::time::sleep(time))),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    pub(crate) async fn wait(&self, time: Duration) {
        (self.pause)(time).await;
    }

    pub(crate) fn random<const N: usize>(&self) -> Result<[u8; N], NoRandomness> {
        let mut bytes = [0; N];
        (self.entropy)(&mut bytes)?;
        Ok(bytes)
    }
}

impl fmt::Debug for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outside")
    }
}
