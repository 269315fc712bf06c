//! What one place says about the configuration: the file, the environment, or the flags.
//! Each key may be missing; together they are a whole ([`super::Config`]).

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use ipnet::IpNet;
use serde::Deserialize;

use super::ConfigError;

/// What one place says. What it does not say, a weaker one does.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// Where to listen.
    pub listen: Option<SocketAddr>,
    /// Where it is reached from outside.
    pub public_address: Option<String>,
    /// Where it keeps what the firm agreed on.
    pub database: Option<String>,
    /// The file that this stands in, where it holds a password.
    pub database_file: Option<PathBuf>,
    /// How long one leads that nothing is heard of.
    pub lease_seconds: Option<u64>,
    /// How often is tidied.
    pub tidy_seconds: Option<u64>,
    /// Proxies that are believed.
    pub trusted_proxies: Option<Vec<Network>>,
    /// Requests a client and minute; 0 for no bound.
    pub requests_per_minute: Option<u32>,
    /// The largest body, in bytes.
    pub body_limit: Option<usize>,
    /// How long open requests may take to end.
    pub drain_seconds: Option<u64>,
    /// Who shows this reads the figures.
    pub metrics_token: Option<String>,
    /// The file that it stands in.
    pub metrics_token_file: Option<PathBuf>,
    /// The server's own key, without which it holds no connections.
    pub custody_key: Option<String>,
    /// The file that it stands in.
    pub custody_key_file: Option<PathBuf>,
    /// Its name in the system's keychain.
    pub custody_key_keychain: Option<String>,
    /// The firm's directory at Microsoft Entra ID.
    pub entra_tenant: Option<String>,
    /// This server as an app there.
    pub entra_client_id: Option<String>,
    /// What proves that it is that app.
    pub entra_client_secret: Option<String>,
    /// The file that it stands in.
    pub entra_client_secret_file: Option<PathBuf>,
    /// Who says there who people are.
    pub entra_issuer: Option<String>,
}

/// A network, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network(pub IpNet);

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let network = text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
        network.map(Self).map_err(|_| {
            format!("{text:?} is neither an address nor a network as 10.0.0.0/8 is one")
        })
    }
}

impl Layer {
    /// What the program itself says: the file with the comments.
    pub fn standard() -> Result<Self, ConfigError> {
        Self::from_toml("the standard configuration", super::STANDARD)
    }

    /// What this file says.
    pub fn from_file(path: &std::path::Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|why| ConfigError::NotReadable { path: path.into(), why })?;
        Self::from_toml(&path.display().to_string(), &text)
    }

    /// What this text says. A mistake is told with its line; the line itself is not
    /// repeated, since a secret may stand there.
    pub fn from_toml(name: &str, text: &str) -> Result<Self, ConfigError> {
        toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start).min(text.len());
            let line = text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
            ConfigError::Mistake {
                place: format!("{name}, line {line}"),
                what: plain(error.message()),
            }
        })
    }

    /// This, and where it says nothing, the weaker one.
    #[must_use]
    pub fn over(self, weaker: Self) -> Self {
        // Of a token and its file, the stronger layer's one counts alone.
        let (metrics_token, metrics_token_file) =
            if self.metrics_token.is_some() || self.metrics_token_file.is_some() {
                (self.metrics_token, self.metrics_token_file)
            } else {
                (weaker.metrics_token, weaker.metrics_token_file)
            };
        let (database, database_file) = if self.database.is_some() || self.database_file.is_some() {
            (self.database, self.database_file)
        } else {
            (weaker.database, weaker.database_file)
        };
        let says_own_key = self.custody_key.is_some()
            || self.custody_key_file.is_some()
            || self.custody_key_keychain.is_some();
        let (custody_key, custody_key_file, custody_key_keychain) = if says_own_key {
            (self.custody_key, self.custody_key_file, self.custody_key_keychain)
        } else {
            (weaker.custody_key, weaker.custody_key_file, weaker.custody_key_keychain)
        };
        let (entra_client_secret, entra_client_secret_file) =
            if self.entra_client_secret.is_some() || self.entra_client_secret_file.is_some() {
                (self.entra_client_secret, self.entra_client_secret_file)
            } else {
                (weaker.entra_client_secret, weaker.entra_client_secret_file)
            };
        Self {
            listen: self.listen.or(weaker.listen),
            public_address: self.public_address.or(weaker.public_address),
            database,
            database_file,
            lease_seconds: self.lease_seconds.or(weaker.lease_seconds),
            tidy_seconds: self.tidy_seconds.or(weaker.tidy_seconds),
            trusted_proxies: self.trusted_proxies.or(weaker.trusted_proxies),
            requests_per_minute: self.requests_per_minute.or(weaker.requests_per_minute),
            body_limit: self.body_limit.or(weaker.body_limit),
            drain_seconds: self.drain_seconds.or(weaker.drain_seconds),
            metrics_token,
            metrics_token_file,
            custody_key,
            custody_key_file,
            custody_key_keychain,
            entra_tenant: self.entra_tenant.or(weaker.entra_tenant),
            entra_client_id: self.entra_client_id.or(weaker.entra_client_id),
            entra_client_secret,
            entra_client_secret_file,
            entra_issuer: self.entra_issuer.or(weaker.entra_issuer),
        }
    }
}

/// What a reader of files says, as people read it: without the value, which may be a secret that
/// was written to the wrong key, and without the names that a programmer has for numbers.
fn plain(message: &str) -> String {
    let misfit = ["invalid type: ", "invalid value: "].iter().any(|how| message.starts_with(how));
    let Some((_, expected)) = message.rsplit_once(", expected ").filter(|_| misfit) else {
        return message.to_owned();
    };
    let expected = match expected {
        "u16" | "u32" | "u64" | "usize" => "a whole number from 0 on",
        "a sequence" => "a list in [ ]",
        other => other,
    };
    format!("another value was expected: {expected}")
}
