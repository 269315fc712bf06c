//! What goes wrong with a provider, recognised by what it answers, with the cure.

use serde::Deserialize;

/// One known error.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trouble {
    /// Where it shows.
    pub at: TroubleAt,
    /// The status it comes with.
    pub status: Option<u16>,
    /// The provider's own code for it.
    pub code: Option<String>,
    /// Words that are in the answer.
    pub contains: Option<String>,
    /// What happened, in plain words.
    pub says: String,
    /// What the person does about it.
    pub cure: String,
    /// The act that cures it.
    pub action: Cure,
    /// The credential was right once, and its time ran out.
    #[serde(default)]
    pub ended: bool,
}

/// Where an error shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TroubleAt {
    /// On the provider's own sign-in page.
    SignInPage,
    /// In the address the browser came back to.
    Callback,
    /// In the answer of the token endpoint.
    Token,
    /// While an access token is renewed.
    Refresh,
    /// In the answer to a call.
    Call,
    /// While signing in to a mail server.
    Mail,
    /// While writing a file.
    File,
    /// While an event arrives or is sent.
    Webhook,
}

/// What cures an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cure {
    /// Sign in again; mappings and history stay.
    Reconnect,
    /// Allow more at the provider, then sign in again.
    AllowMore,
    /// Paste another key.
    ReplaceKey,
    /// Correct what was typed here.
    CorrectSettings,
    /// Correct the app registered at the provider.
    CorrectApp,
    /// Somebody with more rights at the provider has to do it.
    AskAdmin,
    /// The vendor has to do it, or sells it.
    AskVendor,
    /// Nothing: it is tried again.
    Wait,
}
