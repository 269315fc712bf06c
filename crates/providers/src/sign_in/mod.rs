//! The ways to sign in: what they share here, each kind in its own file.

mod client_credentials;
mod file_target;
pub(crate) mod form;
mod key;
mod mailbox;
mod oauth;
mod others;

use serde::Deserialize;

use crate::{Discovery, Probe};

pub use client_credentials::ClientCredentials;
pub use file_target::{Column, FileFormat, FileRule, FileTarget, Layout};
pub use form::{Choice, Field, FieldKind, Hint, Money, WrongKind};
pub use key::{Basic, Key, RequestSignature};
pub use mailbox::{MailServer, Mailbox, Security};
pub use oauth::{
    CallbackValue, ClientProof, ClientSecret, Clocks, FirmApp, Home, HomeWay, Introspect, OAuth,
    Pkce, Refresh, Revoke, Rotation, Scope, ScopeSeparator, ScopesAsked, TokenBody, TokenKind,
    TokenValue,
};
pub use others::{OpenAddress, PostAddress, SignedToken, TokenAlgorithm};

/// One way to sign in.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Written")]
pub struct SignIn {
    /// Its name within the provider: `oauth`, `key`.
    pub id: String,
    /// What the person reads on the choice: “Sign in with Intuit”.
    pub label: String,
    /// When to choose it, if there is a choice.
    pub note: Option<String>,
    /// What the person fills in, in order.
    pub field: Vec<Field>,
    /// What proves it.
    pub probe: Vec<Probe>,
    /// How the company is found afterwards.
    pub discovery: Option<Discovery>,
    /// The kind, with what only that kind has.
    pub how: How,
}

/// The kinds of signing in.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "there are a hundred of them, made once")]
pub enum How {
    /// The system browser, and a code that comes back.
    OAuth(OAuth),
    /// A client id and secret that are exchanged for a token, without a browser.
    ClientCredentials(ClientCredentials),
    /// A key, or a pair of them, sent with every call.
    Key(Key),
    /// A mailbox's own protocols, with a password.
    Mailbox(Mailbox),
    /// A private key that signs a token here.
    SignedToken(SignedToken),
    /// A secret address that takes what is posted to it.
    PostAddress(PostAddress),
    /// An address that needs no secret.
    OpenAddress(OpenAddress),
    /// A folder that files are written to for another program to import.
    FileTarget(FileTarget),
}

/// A sign-in as it is written: the kind is the sub-table that is there. Plain
/// structs keep the line of a mistake, which a tagged enum would lose.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    label: String,
    note: Option<String>,
    #[serde(default)]
    field: Vec<Field>,
    #[serde(default)]
    probe: Vec<Probe>,
    discovery: Option<Discovery>,
    oauth: Option<OAuth>,
    client_credentials: Option<ClientCredentials>,
    key: Option<Key>,
    mailbox: Option<Mailbox>,
    signed_token: Option<SignedToken>,
    post_address: Option<PostAddress>,
    open_address: Option<OpenAddress>,
    file_target: Option<FileTarget>,
}

/// The names of the sub-tables, for the words of a mistake.
const KINDS: &str = "oauth, client_credentials, key, mailbox, signed_token, post_address, \
                     open_address, file_target";

impl TryFrom<Written> for SignIn {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let kinds = [
            written.oauth.map(How::OAuth),
            written.client_credentials.map(How::ClientCredentials),
            written.key.map(How::Key),
            written.mailbox.map(How::Mailbox),
            written.signed_token.map(How::SignedToken),
            written.post_address.map(How::PostAddress),
            written.open_address.map(How::OpenAddress),
            written.file_target.map(How::FileTarget),
        ];
        let mut there = kinds.into_iter().flatten();
        let (Some(how), None) = (there.next(), there.next()) else {
            return Err(format!(
                "the sign-in “{}” needs exactly one kind, as its own table: {KINDS}",
                written.id
            ));
        };
        Ok(Self {
            id: written.id,
            label: written.label,
            note: written.note,
            field: written.field,
            probe: written.probe,
            discovery: written.discovery,
            how,
        })
    }
}

impl SignIn {
    /// The OAuth part, if this is that kind.
    #[must_use]
    pub fn oauth(&self) -> Option<&OAuth> {
        match &self.how {
            How::OAuth(oauth) => Some(oauth),
            _ => None,
        }
    }

    /// The mailbox that this opens, by a password or by a token of the browser.
    #[must_use]
    pub fn mailbox(&self) -> Option<&Mailbox> {
        match &self.how {
            How::Mailbox(mailbox) => Some(mailbox),
            How::OAuth(oauth) => oauth.mailbox.as_ref(),
            _ => None,
        }
    }

    /// Whether mail is read from it.
    #[must_use]
    pub fn reads_mail(&self) -> bool {
        self.mailbox().is_some_and(|mailbox| mailbox.incoming.is_some())
    }

    /// The part of a sign-in without a browser, if this is that kind.
    #[must_use]
    pub fn client_credentials(&self) -> Option<&ClientCredentials> {
        match &self.how {
            How::ClientCredentials(client) => Some(client),
            _ => None,
        }
    }
}
