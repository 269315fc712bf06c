//! What the page knows: one named struct a subject, shared through the context.

mod activity;
mod installation;

pub use activity::Activity;
pub use installation::Installation;

use patchbay_contract::Problem;

/// The looks of something that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look<T> {
    /// Asked, not answered yet.
    Loading,
    /// The question itself failed.
    Failed(Problem),
    /// Here it is.
    Full(T),
}
