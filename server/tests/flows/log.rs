//! What is logged by a server that runs on the thread of its test, however much.

use std::io;
use std::sync::{Arc, Mutex};

use tracing::subscriber::DefaultGuard;
use tracing::{Dispatch, Level, Subscriber};

/// Everything that was logged.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

/// Ends the writing down.
pub(crate) struct Writing {
    _guard: DefaultGuard,
    /// While one subscriber is alone, a place in the code that another thread comes by first is
    /// asked of that thread, which has none, and is silent from then on.
    _not_alone: Dispatch,
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Written down from now on, of this thread.
    pub(crate) fn begin() -> (Self, Writing) {
        let log = Self::default();
        let not_alone = Dispatch::new(subscriber(Self::default()));
        let guard = tracing::subscriber::set_default(subscriber(log.clone()));
        (log, Writing { _guard: guard, _not_alone: not_alone })
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

fn subscriber(log: Log) -> impl Subscriber + Send + Sync {
    tracing_subscriber::fmt().with_max_level(Level::TRACE).with_writer(move || log.clone()).finish()
}
