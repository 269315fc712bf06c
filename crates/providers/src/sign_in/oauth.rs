//! Signing in through the system browser (OAuth 2, authorization code).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Mailbox;
use crate::{Address, EnvironmentId, Life, Period, Request, Source, Template};

/// An OAuth sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OAuth {
    /// The page the browser is sent to.
    pub authorize_url: Address,
    /// Where the code is exchanged.
    pub token_url: Address,
    /// Where tokens are renewed, if elsewhere.
    pub refresh_url: Option<Address>,
    /// Whether the firm's app has a secret.
    pub client_secret: ClientSecret,
    /// How the client proves itself at the token endpoint when it has one.
    pub client_proof: ClientProof,
    /// How the token request is written.
    #[serde(default)]
    pub token_body: TokenBody,
    /// Whether the provider takes a PKCE challenge. Patchbay sends one (S256) to
    /// every provider that is not known to refuse it.
    pub pkce: Pkce,
    /// The issuer that an answer must name, where the provider says one.
    pub issuer: Option<String>,
    /// A nonce is sent and must come back in the ID token.
    #[serde(default)]
    pub nonce: bool,
    /// Where scopes are asked for.
    #[serde(default)]
    pub scopes_asked: ScopesAsked,
    /// What stands between two scopes.
    #[serde(default)]
    pub scope_separator: ScopeSeparator,
    /// The scopes, each with its reason.
    #[serde(default)]
    pub scope: Vec<Scope>,
    /// Further parameters of the browser's address.
    #[serde(default)]
    pub authorize_params: BTreeMap<String, Template>,
    /// Further parameters of the exchange.
    #[serde(default)]
    pub token_params: BTreeMap<String, Template>,
    /// Further headers of the exchange and of a renewal.
    #[serde(default)]
    pub token_headers: BTreeMap<String, Template>,
    /// Further parameters of a renewal.
    #[serde(default)]
    pub refresh_params: BTreeMap<String, Template>,
    /// The header that calls carry.
    #[serde(default = "bearer")]
    pub authorization: Template,
    /// The ways home the provider permits, the best first.
    #[serde(default)]
    pub home: Vec<Home>,
    /// Parameters that come back beside code and state.
    #[serde(default)]
    pub callback_value: Vec<CallbackValue>,
    /// Values of the token answer that later calls need.
    #[serde(default)]
    pub token_value: Vec<TokenValue>,
    /// How long what it gives lives.
    pub clocks: Clocks,
    /// How it is renewed.
    pub refresh: Refresh,
    /// How the permission is taken back.
    pub revoke: Option<Revoke>,
    /// Where a person takes it back by hand.
    pub revoke_by_hand: Option<String>,
    /// How the provider is asked whether a token still works.
    pub introspect: Option<Introspect>,
    /// The mailbox that its tokens open, where they open one.
    pub mailbox: Option<Mailbox>,
    /// The app that the firm registers at the provider.
    pub app: FirmApp,
}

fn bearer() -> Template {
    "Bearer {access_token}".parse().unwrap_or_else(|_| unreachable!("a constant that parses"))
}

/// Whether an app has a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientSecret {
    /// The token endpoint refuses without one.
    Required,
    /// Both kinds of app exist.
    Optional,
    /// Apps of this kind have none.
    Never,
}

/// How a client proves itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientProof {
    /// HTTP Basic with id and secret.
    Basic,
    /// Id and secret among the request's own parameters.
    Body,
}

/// How a token request is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenBody {
    /// As a form, which is the standard.
    #[default]
    Form,
    /// As JSON.
    Json,
    /// As parameters of the address.
    Query,
}

/// What a provider does with a PKCE challenge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pkce {
    /// It insists.
    Required,
    /// It documents it.
    Supported,
    /// It does not say; servers pass over parameters they do not know.
    Undocumented,
    /// It fails when it gets one.
    Refused,
}

/// Where scopes are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScopesAsked {
    /// In the browser's address.
    #[default]
    InAddress,
    /// They are ticked on the app at the provider, and not sent.
    OnTheApp,
}

/// What stands between two scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScopeSeparator {
    /// A space, which is the standard.
    #[default]
    Space,
    /// A comma.
    Comma,
}

impl ScopeSeparator {
    /// The character itself.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Space => " ",
            Self::Comma => ",",
        }
    }
}

/// One scope.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// As the provider writes it.
    pub value: String,
    /// Why it is asked for, in words the firm owner understands.
    pub reason: String,
    /// Only asked for when the feature in `reason` is wanted.
    #[serde(default)]
    pub optional: bool,
}

/// One way back from the browser to the app.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Home {
    /// Which way.
    pub way: HomeWay,
    /// Loopback: the name the provider wants, `127.0.0.1` or `localhost`.
    pub host: Option<String>,
    /// Loopback: the ports that are registered. Any free one when absent.
    #[serde(default)]
    pub ports: Vec<u16>,
    /// Paste: the address that makes the provider show a code. Without it none is
    /// sent, which some providers take as the same wish.
    pub address: Option<String>,
    /// Only in this environment.
    pub only: Option<EnvironmentId>,
    /// What to know about it.
    pub note: Option<String>,
}

pub use patchbay_contract::HomeWay;

/// A parameter that comes back beside code and state.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallbackValue {
    /// The parameter's name.
    pub name: String,
    /// The place it fills in templates.
    pub keep_as: String,
    /// Without it, the answer is refused.
    #[serde(default)]
    pub required: bool,
    /// What it must look like.
    pub pattern: Option<String>,
    /// The only values it may have. Demanded when it becomes part of a host name.
    #[serde(default)]
    pub allowed: Vec<String>,
}

/// A value of the token answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenValue {
    /// Where it is.
    pub from: Source,
    /// The place it fills in templates.
    pub keep_as: String,
    /// The host names it may lead to, `.salesforce.com` for all below. Demanded
    /// when it becomes part of an address.
    #[serde(default)]
    pub allowed_hosts: Vec<String>,
}

/// The three clocks of a credential, and the code's.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    /// How long the code may wait for its exchange.
    pub code: Option<Period>,
    /// How long an access token works.
    pub access: Life,
    /// How long the permission lives when nobody uses it.
    pub idle: Life,
    /// When it ends in any case.
    pub absolute: Life,
    /// Where the token answer says the idle clock, in seconds.
    pub idle_from: Option<Source>,
    /// Where the token answer says the absolute clock, in seconds.
    pub absolute_from: Option<Source>,
}

/// How an access token is renewed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refresh {
    /// What becomes of the refresh token.
    pub rotation: Rotation,
    /// How long the one before still works.
    pub previous_works_for: Option<Period>,
    /// Renew at least this often, whatever the clock says.
    pub at_least_every: Option<Period>,
}

/// What becomes of a refresh token when it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rotation {
    /// A new one each time; the old one dies at once.
    SingleUse,
    /// A new one comes; the old one works a while.
    Rotates,
    /// It stays the same.
    Same,
    /// The vendor does not say; keep what comes, or what was there.
    Unknown,
    /// There is none: the access token is all.
    None,
}

/// Taking a permission back by a call.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revoke {
    /// The call. Its places are `token`, and whatever later calls may use.
    pub request: Request,
    /// Which token is named in it.
    pub token: TokenKind,
    /// The client proves itself by HTTP Basic.
    #[serde(default)]
    pub basic: bool,
    /// What else ends with it, in plain words.
    pub also_ends: Option<String>,
}

/// Asking whether a token still works (RFC 7662).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Introspect {
    /// The call. Its places are `token`, and whatever later calls may use.
    pub request: Request,
    /// Which token is named in it.
    pub token: TokenKind,
    /// The client proves itself by HTTP Basic.
    #[serde(default)]
    pub basic: bool,
}

/// The tokens of a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// The one that calls carry.
    Access,
    /// The one that renews it.
    Refresh,
}

/// The app that the firm registers at the provider (nothing secret is compiled in).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirmApp {
    /// Where it is registered.
    pub register_at: String,
    /// What the provider calls the client id.
    #[serde(default = "client_id")]
    pub client_id_label: String,
    /// What the provider calls the secret.
    #[serde(default = "client_secret")]
    pub client_secret_label: String,
    /// Any review that stands before the app may be used, in plain words.
    pub review: Option<String>,
}

fn client_id() -> String {
    "Client ID".to_owned()
}

fn client_secret() -> String {
    "Client secret".to_owned()
}
