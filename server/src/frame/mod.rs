//! What stands around every route: who asks, how often they may, how long it may take, a
//! name for each request, counts, and the headers of every answer.
//!
//! Nothing here knows what a route does. Invariant: what came with a request is in no log
//! and no count; a route is counted under its template.

mod client;
mod figures;
mod headers;
mod pace;
mod watch;

pub(crate) use client::Client;
pub(crate) use figures::{Figures, figures};
pub(crate) use headers::security_headers;
pub(crate) use pace::{Pace, paced};
pub(crate) use watch::watched;
