//! Every word of the page that does not come from the core. One file a language.

mod english;

pub use english::*;
