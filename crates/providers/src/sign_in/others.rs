//! The small kinds: a key that signs here, an address to post to, an open address.

use serde::Deserialize;

use crate::Template;

/// A private key that signs a token on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedToken {
    /// How it signs.
    pub algorithm: TokenAlgorithm,
    /// The field that holds the key.
    pub key_field: String,
    /// The key's id in the token's head, where the provider wants one.
    pub key_id: Option<Template>,
    /// The issuer it names.
    pub issuer: Template,
    /// Whom it is for.
    pub audience: Template,
    /// The subject it names.
    pub subject: Template,
    /// Where the token is used.
    pub used_at: Template,
}

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenAlgorithm {
    /// RSA with SHA-256.
    Rs256,
    /// HMAC with SHA-256.
    Hs256,
}

/// A secret address that takes what is posted to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PostAddress {
    /// The field that holds the address.
    pub field: String,
    /// The host names it may have, `.example.com` for all below. Any https host
    /// when empty.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// What is posted as a test, as JSON.
    pub test_message: Template,
}

/// An address that needs no secret.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenAddress {
    /// The field that holds the address.
    pub field: String,
}
