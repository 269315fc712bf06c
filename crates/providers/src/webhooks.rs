//! How a provider proves that an event is from it, and what it expects back.

use serde::Deserialize;

use crate::sign_in::form::{doubt_about, wrong_kind_of};
use crate::sign_in::{Hint, WrongKind};
use crate::{EnvironmentId, Period, Source, Template};

/// A provider's events.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhooks {
    /// How an event is proven.
    pub scheme: Scheme,
    /// The details of a keyed hash; exactly when `scheme` is `hmac`.
    pub hmac: Option<Hmac>,
    /// The header that carries the proof, for the schemes that have one.
    pub header: Option<String>,
    /// Where the secret comes from.
    pub secret: SecretOrigin,
    /// What the provider calls it, where a person pastes it.
    pub secret_label: Option<String>,
    /// What a right one looks like: warns, never blocks.
    pub hint: Option<Hint>,
    /// Values that are surely something else.
    #[serde(default)]
    pub wrong_kind: Vec<WrongKind>,
    /// What the provider asks before it sends.
    #[serde(default)]
    pub handshake: Handshake,
    /// How soon it wants an answer.
    pub answer_within: Option<Period>,
    /// The body it wants as answer, if any.
    pub answer_body: Option<String>,
    /// What is the same when an event is sent twice.
    pub once_by: Option<Source>,
    /// Where the person pastes our address, and what to tick.
    pub where_to_paste: String,
}

impl Webhooks {
    /// What is said to a secret that is surely something else.
    #[must_use]
    pub fn wrong_kind_of(&self, secret: &str, environment: EnvironmentId) -> Option<&str> {
        wrong_kind_of(&self.wrong_kind, secret, environment)
    }

    /// What is said to one that does not look right. A guess.
    #[must_use]
    pub fn doubt_about(&self, secret: &str) -> Option<&str> {
        doubt_about(self.hint.as_ref(), secret)
    }
}

/// The schemes there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// A keyed hash of a text built from the request.
    Hmac,
    /// PayPal: RSA over ids, time and a checksum, with a fetched certificate.
    PaypalCertificate,
    /// Twilio: a keyed hash of the address and the sorted form fields.
    TwilioAddressAndForm,
    /// SendGrid: ECDSA over timestamp and body.
    SendgridEcdsa,
    /// Dropbox Sign: a keyed hash inside the body.
    DropboxSignEventHash,
    /// FreshBooks: a keyed hash of a JSON text rebuilt from the form fields.
    FreshbooksRebuiltJson,
    /// A header whose value we chose.
    StaticHeader,
    /// A name and password that we chose.
    BasicAuthentication,
    /// Google: the channel's token comes back in a header.
    GoogleChannelToken,
    /// Google Cloud Pub/Sub: an OpenID token in the authorization header.
    GooglePubsubToken,
    /// Microsoft Graph: the subscription's secret comes back in the body.
    GraphClientState,
}

/// A keyed hash.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hmac {
    /// The hash.
    pub hash: HashName,
    /// How the result is written.
    pub encoding: TextEncoding,
    /// The headers it may be in, each enough by itself.
    pub headers: Vec<String>,
    /// The form of the header: `t={timestamp},v1={signature}`.
    #[serde(default = "signature_alone")]
    pub form: Template,
    /// The text that is hashed: `{timestamp}.{body}`. Its places are `body`,
    /// `timestamp`, `address`, `method`.
    pub signed: Template,
    /// The header that carries the time, when `form` does not.
    pub timestamp_header: Option<String>,
    /// In what the time is counted.
    #[serde(default)]
    pub timestamp_unit: TimestampUnit,
    /// How far the time may be from ours.
    pub tolerance: Option<Period>,
    /// The secret is base64 and has to be decoded first.
    #[serde(default)]
    pub secret_is_base64: bool,
}

fn signature_alone() -> Template {
    "{signature}".parse().unwrap_or_else(|_| unreachable!("a constant that parses"))
}

/// In what a signed time is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimestampUnit {
    /// Seconds since 1970.
    #[default]
    Seconds,
    /// Milliseconds since 1970.
    Milliseconds,
}

/// Hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HashName {
    /// SHA-1, where the vendor has nothing better.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// How bytes are written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextEncoding {
    /// Hexadecimal, either case.
    Hex,
    /// Base64.
    Base64,
}

/// Where the secret of the scheme comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretOrigin {
    /// The provider shows it; the person pastes it.
    Pasted,
    /// We make it and hand it over.
    Made,
    /// The firm's app secret.
    ClientSecret,
    /// The key of the connection itself.
    ConnectionKey,
    /// The provider publishes what to check with.
    PublicKey,
    /// The provider sends it with its handshake.
    Handshake,
}

/// What a provider asks before it sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handshake {
    /// Nothing.
    #[default]
    None,
    /// Xero: right signatures get 200, wrong ones 401.
    IntentToReceive,
    /// Slack: the `challenge` of a `url_verification` comes back.
    EchoChallenge,
    /// Dropbox: the `challenge` of a GET comes back as text.
    EchoQueryChallenge,
    /// Zoom: the `plainToken` comes back with its keyed hash.
    HashPlainToken,
    /// Microsoft Graph: the `validationToken` comes back as text.
    EchoValidationToken,
    /// FreshBooks: the verifier is sent back by a call.
    ReturnVerifier,
    /// Google: the first message only says `sync`.
    SyncMessage,
    /// A test event has to be answered.
    TestEvent,
}
