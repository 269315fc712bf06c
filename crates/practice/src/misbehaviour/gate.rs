//! A gate that answers wait at, for tests that have to know who is waiting.

use std::sync::Arc;

use tokio::sync::watch;

/// Holds answers back until it is opened, and tells when somebody waits at it.
#[derive(Debug, Clone)]
pub struct Gate(Arc<Sides>);

#[derive(Debug)]
struct Sides {
    open: watch::Sender<bool>,
    waiting: watch::Sender<usize>,
}

impl Default for Gate {
    fn default() -> Self {
        Self(Arc::new(Sides { open: watch::Sender::new(false), waiting: watch::Sender::new(0) }))
    }
}

impl Gate {
    /// Lets everybody through, from now on.
    pub fn open(&self) {
        self.0.open.send_replace(true);
    }

    /// Returns once so many have come to the gate.
    pub async fn reached(&self, count: usize) {
        // The sender is in `self`, so it cannot have gone away.
        let _ = self.0.waiting.subscribe().wait_for(|waiting| *waiting >= count).await;
    }

    pub(crate) async fn pass(&self) {
        self.0.waiting.send_modify(|waiting| *waiting += 1);
        let _ = self.0.open.subscribe().wait_for(|open| *open).await;
    }
}
