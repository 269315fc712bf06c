//! A connection as one custodian hands it to another: what opens it, and all that is needed to
//! prove it and to keep it alive.

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use crate::{KeptApp, KeptGrant, KeptKey};

/// What is handed over, and what the new custodian keeps. Either a permission or a key is in it.
#[derive(Default, Clone, Serialize, Deserialize, Zeroize)]
#[serde(default)]
pub struct Held {
    /// The provider's id.
    pub provider: String,
    /// By which of its ways was signed in.
    pub sign_in: String,
    /// `live` or `sandbox`.
    pub environment: String,
    /// The account's name, which is the address where it is a mailbox.
    pub account: Option<String>,
    /// A permission that somebody gave, or that is asked for with what was typed.
    pub grant: Option<KeptGrant>,
    /// What was typed into a form.
    pub key: Option<KeptKey>,
    /// The firm's app at the provider, where the permission was given to one.
    pub app: Option<KeptApp>,
}
