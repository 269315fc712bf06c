//! Giving a connection another name. Nothing of its sign-in is touched by that.

use serde::{Deserialize, Serialize};

/// What the firm calls a connection from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewName {
    /// The connection.
    pub connection: String,
    /// Its name. Without one it goes by its account's.
    pub name: String,
}
