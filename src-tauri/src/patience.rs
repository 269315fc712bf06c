//! How long a start waits for an app that has the name and does not answer.
//!
//! The plugin that asks it knows no deadline. Without one a hung app would keep every
//! later start, and every link, waiting unseen for ever.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(15);

/// Ends this process with `otherwise` unless it is dropped in time.
pub(crate) struct Patience {
    _until_dropped: Sender<()>,
}

impl Patience {
    pub(crate) fn starts(otherwise: impl FnOnce() + Send + 'static) -> Self {
        let (sender, dropped) = channel();
        std::thread::spawn(move || {
            if dropped.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                otherwise();
                std::process::exit(1);
            }
        });
        Self { _until_dropped: sender }
    }
}
