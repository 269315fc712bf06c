//! What the firm server answers over HTTP.

use serde::{Deserialize, Serialize};

/// The answer of `GET /healthz`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// Always `patchbay-server`: tells it from a stranger on the same port.
    pub program: String,
    /// The server's version.
    pub version: String,
}

impl Health {
    /// The name a firm server answers with.
    pub const PROGRAM: &'static str = "patchbay-server";

    /// What a healthy server of this version says.
    #[must_use]
    pub fn of_version(version: &str) -> Self {
        Self { program: Self::PROGRAM.into(), version: version.into() }
    }
}
