//! The history of tests: what each came to and how long it took, kept as it ends and read
//! again for whoever looks after a connection.
//!
//! Nothing is tested and nothing is judged here: that is [`crate::keys`] and
//! [`crate::connect`]. A history that could not be written keeps nobody from working.

mod kept;
mod stopwatch;

pub(crate) use kept::Ended;
pub(crate) use stopwatch::Stopwatch;

/// How many of the newest tests the page asks for.
pub const SHOWN: u32 = 50;
