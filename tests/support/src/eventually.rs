//! Waiting for something to become true.

use std::future::Future;
use std::time::Duration;

use anyhow::{Result, bail};

const PATIENCE: Duration = Duration::from_secs(30);
const BETWEEN_LOOKS: Duration = Duration::from_millis(40);

/// Looks again and again until there is something to see, or fails saying what was
/// waited for.
pub async fn eventually<T, F>(what: &str, mut look: impl FnMut() -> F) -> Result<T>
where
    F: Future<Output = Option<T>>,
{
    let mut clock = tokio::time::interval(BETWEEN_LOOKS);
    let waiting = async {
        loop {
            clock.tick().await;
            if let Some(seen) = look().await {
                break seen;
            }
        }
    };
    match tokio::time::timeout(PATIENCE, waiting).await {
        Ok(seen) => Ok(seen),
        Err(_) => bail!("waited {} seconds for {what}", PATIENCE.as_secs()),
    }
}
