//! A key, or a pair of them, that goes with every call.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{Life, Template};

/// How the fields of the form become proof. At least one of these is there.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Key {
    /// Headers of every call.
    #[serde(default)]
    pub headers: BTreeMap<String, Template>,
    /// HTTP Basic.
    pub basic: Option<Basic>,
    /// A signature computed over each call.
    pub signature: Option<RequestSignature>,
    /// The requests themselves name the key's fields.
    #[serde(default)]
    pub in_request: bool,
    /// How long such a key lives, where the vendor ends it.
    pub life: Option<Life>,
}

/// HTTP Basic.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basic {
    /// The user name.
    pub user: Template,
    /// The password.
    pub password: Template,
}

/// Signatures over a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestSignature {
    /// Azure Storage: by the account key of the connection string, or its SAS.
    AzureStorage,
}
