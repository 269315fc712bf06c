//! How often each provider may be called: as its file says, and as it said itself when
//! it asked to be left alone. Counted in memory, since a provider that is called too
//! often after a restart says so.

mod bucket;
mod limits;
mod quiet;

use std::sync::{Mutex, MutexGuard, PoisonError};

use limits::Limits;
use quiet::Quiet;

/// How often each provider was called, and which want to be left alone.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    pub(crate) limits: Limits,
    pub(crate) quiet: Quiet,
}

/// Nothing that is counted is left half done by a panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
