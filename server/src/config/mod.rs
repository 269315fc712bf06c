//! How a server is set: what it is told, checked and made whole before it starts.
//!
//! Four places say something, each stronger than the one before: the standard file, which is
//! in the program; the firm's own file; the environment; flags. Where the server listens is
//! not decided by the server, so that is kept here for whoever binds.

mod entra;
mod environment;
mod layer;
mod own_key;
mod own_key_trouble;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ipnet::IpNet;
use jiff::Timestamp;
use patchbay_firm_store::Place;
use patchbay_gateway::{Outside, Reach};
use sha2::{Digest, Sha256};
use url::Url;

use crate::Preparing;
pub(crate) use entra::Entra;
pub use layer::{Layer, Network};
pub use own_key::OwnKey;
pub use own_key_trouble::OwnKeyTrouble;

/// The standard configuration with its comments, as the program reads it.
pub const STANDARD: &str = include_str!("default.toml");

/// The shortest metrics token that is taken.
const SHORTEST_TOKEN: usize = 16;

/// What time it is. Passed in, so that a test need not wait.
pub type Now = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How a server is set.
#[derive(Clone)]
pub struct Config {
    /// Where it is to listen, for whoever binds.
    pub listen: SocketAddr,
    /// Where people and providers reach it from outside.
    pub public_address: Option<String>,
    /// Where it keeps what the firm agreed on, if it does.
    pub database: Option<Place>,
    /// Whether somebody is still preparing that.
    pub(crate) preparing: Option<Preparing>,
    /// How long it leads others that share its database without a word of it.
    pub(crate) lease: Duration,
    pub(crate) tidy_every: Duration,
    pub(crate) trusted_proxies: Vec<IpNet>,
    pub(crate) requests_per_minute: Option<NonZeroU32>,
    pub(crate) body_limit: usize,
    pub(crate) drain: Option<Duration>,
    pub(crate) metrics_token: Option<[u8; 32]>,
    /// What the data keys are wrapped with that seal the connections it holds.
    pub(crate) own_key: Option<OwnKey>,
    /// By which directory its people may sign in.
    pub(crate) entra: Option<Entra>,
    /// How long one question to that may take.
    pub(crate) patience: Duration,
    pub(crate) now: Now,
    /// How often the server looks whether something it holds is due.
    pub(crate) custody_every: Duration,
    /// Where providers are, and what their calls need besides.
    pub(crate) reach: Reach,
    pub(crate) outside: Outside,
}

/// What is wrong with a configuration. None of these repeats a value that may be secret.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file cannot be read.
    #[error("{} cannot be read: {why}", path.display())]
    NotReadable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        why: std::io::Error,
    },
    /// Something does not fit.
    #[error("{place}: {what}")]
    Mistake {
        /// The file with the line, or the variable.
        place: String,
        /// What does not fit.
        what: String,
    },
}

impl Config {
    /// The one inside the app: on the loopback, for this computer alone, ended by the app.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            public_address: None,
            database: None,
            preparing: None,
            lease: Duration::from_secs(30),
            tidy_every: Duration::from_secs(3600),
            trusted_proxies: Vec::new(),
            requests_per_minute: None,
            body_limit: 256 * 1024,
            drain: None,
            metrics_token: None,
            own_key: None,
            entra: None,
            patience: Duration::from_secs(12),
            now: Arc::new(Timestamp::now),
            custody_every: Duration::from_secs(60),
            reach: Reach::Vendors,
            outside: Outside::of_the_system(),
        }
    }

    /// All that was said, made whole.
    pub fn from_layer(said: Layer) -> Result<Self, ConfigError> {
        let mut said = said.over(Layer::standard()?);
        let public_address = said.public_address.as_deref().map(public_address).transpose()?;
        let keeps_something = said.database.is_some() || said.database_file.is_some();
        let entra = Entra::from_layer(&said, public_address.as_deref(), keeps_something)?;
        let own_key = OwnKey::from_layer(&mut said, keeps_something)?;
        let metrics_token = secret("metrics_token", said.metrics_token, said.metrics_token_file)?;
        if metrics_token.as_ref().is_some_and(|token| token.len() < SHORTEST_TOKEN) {
            let what = format!("a token has {SHORTEST_TOKEN} characters at least");
            return Err(mistake("metrics_token", what));
        }
        let body_limit = said.body_limit.unwrap_or_default();
        if body_limit < 1024 {
            return Err(mistake("body_limit", "less than 1024 bytes are no use".into()));
        }
        let database = secret("database", said.database, said.database_file)?;
        let database = database.map(|text| text.parse::<Place>());
        let database =
            database.transpose().map_err(|error| mistake("database", error.to_string()))?;
        let unset = Self::embedded();
        Ok(Self {
            listen: said.listen.unwrap_or(unset.listen),
            public_address,
            database,
            preparing: None,
            lease: seconds("lease_seconds", said.lease_seconds, unset.lease)?,
            tidy_every: seconds("tidy_seconds", said.tidy_seconds, unset.tidy_every)?,
            trusted_proxies: said.trusted_proxies.unwrap_or_default().iter().map(|n| n.0).collect(),
            requests_per_minute: said.requests_per_minute.and_then(NonZeroU32::new),
            body_limit,
            drain: said.drain_seconds.map(Duration::from_secs),
            metrics_token: metrics_token.map(|token| Sha256::digest(token).into()),
            own_key,
            entra,
            ..unset
        })
    }

    /// With another clock than the system's.
    #[must_use]
    pub fn with_clock(mut self, now: Now) -> Self {
        self.now = now;
        self
    }

    /// With providers elsewhere than at their vendors, as a test has them: it is nothing that a
    /// file could say.
    #[must_use]
    pub fn with_providers(mut self, reach: Reach, outside: Outside, look_every: Duration) -> Self {
        (self.reach, self.outside, self.custody_every) = (reach, outside, look_every);
        self
    }

    /// With another patience with the firm's directory.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Where its own key is, without which it holds no connections.
    #[must_use]
    pub fn own_key(&self) -> Option<&OwnKey> {
        self.own_key.as_ref()
    }

    /// Where the firm's people sign in at its directory, if they may; and who says there who
    /// they are.
    #[must_use]
    pub fn sign_in(&self) -> Option<(String, String)> {
        let entra = self.entra.as_ref()?;
        let page = format!("{}/sign-in", self.public_address.as_deref().unwrap_or_default());
        Some((page, entra.issuer.to_string()))
    }
}

fn mistake(key: &str, what: String) -> ConfigError {
    ConfigError::Mistake { place: key.into(), what }
}

/// So many seconds, from one to a day.
fn seconds(key: &str, said: Option<u64>, unset: Duration) -> Result<Duration, ConfigError> {
    match said {
        None => Ok(unset),
        Some(seconds @ 1..=86_400) => Ok(Duration::from_secs(seconds)),
        Some(_) => Err(mistake(key, "it is from 1 to 86400 seconds".into())),
    }
}

/// An address that people are sent to: https, or http on this machine, without a query.
fn public_address(text: &str) -> Result<String, ConfigError> {
    let wrong = |what: &str| mistake("public_address", what.into());
    let url = Url::parse(text).map_err(|_| wrong("it is not a whole address"))?;
    let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    if url.scheme() != "https" && !(url.scheme() == "http" && local) {
        return Err(wrong("it has to begin with https://"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("a name and a password do not belong in it"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("it ends before any ? or #"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// A secret that is given itself or by its file, and not both ways.
fn secret(
    key: &str,
    itself: Option<String>,
    file: Option<PathBuf>,
) -> Result<Option<String>, ConfigError> {
    match (itself, file) {
        (Some(_), Some(_)) => Err(mistake(key, format!("give it or {key}_file, not both"))),
        (Some(secret), None) => Ok(Some(secret)),
        (None, Some(path)) => std::fs::read_to_string(&path)
            .map(|text| Some(text.trim_end().to_owned()))
            .map_err(|why| ConfigError::NotReadable { path, why }),
        (None, None) => Ok(None),
    }
}
