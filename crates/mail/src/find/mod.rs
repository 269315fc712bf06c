//! Which servers belong to a mail address.
//!
//! What the person typed counts before all else; then what a provider's file says, what
//! the domain says by autoconfig (over https alone) and by SRV records (RFC 6186), and at
//! last the usual names, tried. Each answer says where it is from. The network is passed
//! in ([`Lookups`]).

mod address;
mod autoconfig;
mod known;
mod srv;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use patchbay_providers::Provider;
use tokio::task::JoinSet;
use url::Url;

use crate::{Mail, Protection, Protocol, Server};

pub use address::{Address, NotAnAddress};
pub use srv::SrvRecord;

/// Something that comes later.
pub type Later<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// The network, as far as finding needs it.
#[derive(Clone)]
pub struct Lookups {
    /// Brings what lies at an https address, if anything does. Whoever makes it sees to
    /// it that no redirect leaves https, and that no answer is endless.
    pub fetch: Arc<dyn Fn(Url) -> Later<Option<Vec<u8>>> + Send + Sync>,
    /// The SRV records of a name, if there are any.
    pub records: Arc<dyn Fn(String) -> Later<Vec<SrvRecord>> + Send + Sync>,
    /// Whether such a server is there.
    pub is_there: Arc<dyn Fn(Server, Protocol) -> Later<bool> + Send + Sync>,
}

impl Lookups {
    /// These two, and the real servers.
    #[must_use]
    pub fn over(
        mail: Mail,
        fetch: Arc<dyn Fn(Url) -> Later<Option<Vec<u8>>> + Send + Sync>,
        records: Arc<dyn Fn(String) -> Later<Vec<SrvRecord>> + Send + Sync>,
    ) -> Self {
        let is_there = Arc::new(move |server: Server, protocol| -> Later<bool> {
            let mail = mail.clone();
            Box::pin(async move { mail.look_for(&server, protocol).await.is_ok() })
        });
        Self { fetch, records, is_there }
    }
}

impl fmt::Debug for Lookups {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lookups")
    }
}

/// What the person typed of one server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// Its name.
    pub host: Option<String>,
    /// Its port.
    pub port: Option<u16>,
    /// How it is protected.
    pub protection: Option<Protection>,
    /// The name to sign in with.
    pub user: Option<String>,
}

/// A server that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The server.
    pub server: Server,
    /// The name to sign in with.
    pub user: String,
    /// Where it is from.
    pub from: Origin,
}

/// Where an answer is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The person typed it.
    Typed,
    /// The file of this provider says so.
    Provider(String),
    /// It is generally known of this domain.
    Known,
    /// The domain's own autoconfig file says so.
    Autoconfig(Url),
    /// An SRV record of the domain says so. Nothing proves that the record is the
    /// domain's: where the server is outside of it, a person should be asked.
    Srv {
        /// Whether the server's name is not within the domain.
        outside: bool,
    },
    /// It has a usual name, and it answered.
    Tried,
}

/// Finds the server of one half, to read or to send.
pub async fn find(
    address: &Address,
    protocol: Protocol,
    typed: &Typed,
    providers: &[Provider],
    lookups: &Lookups,
) -> Option<Found> {
    if let Some(host) = &typed.host {
        let protection = typed.protection.unwrap_or(Protection::Tls);
        let port = typed.port.unwrap_or_else(|| usual_port(protocol, protection));
        let server = Server { host: host.clone(), port, protection };
        let user = typed.user.clone().unwrap_or_else(|| address.to_string());
        return Some(Found { server, user, from: Origin::Typed });
    }
    let mut found = unasked(address, protocol, providers, lookups).await?;
    if let Some(protection) = typed.protection {
        found.server.protection = protection;
        found.server.port = usual_port(protocol, protection);
    }
    found.server.port = typed.port.unwrap_or(found.server.port);
    found.user = typed.user.clone().unwrap_or(found.user);
    Some(found)
}

async fn unasked(
    address: &Address,
    protocol: Protocol,
    providers: &[Provider],
    lookups: &Lookups,
) -> Option<Found> {
    if let Some((server, from)) = known::by_domain(address.domain(), protocol, providers) {
        return Some(Found { server, user: address.to_string(), from });
    }
    for place in autoconfig::places(address) {
        let Some(file) = (lookups.fetch)(place.clone()).await else { continue };
        if let Some((server, user)) = autoconfig::read(&file, address, protocol) {
            return Some(Found { server, user, from: Origin::Autoconfig(place) });
        }
    }
    for (name, protection) in srv::names(address.domain(), protocol) {
        let records = (lookups.records)(name).await;
        if let Some(server) = srv::best(records, protection) {
            let outside = !address.holds(&server.host);
            return Some(Found {
                server,
                user: address.to_string(),
                from: Origin::Srv { outside },
            });
        }
    }
    let server = tried(known::usual(address.domain(), protocol), protocol, lookups).await?;
    Some(Found { server, user: address.to_string(), from: Origin::Tried })
}

/// The first of these that is there. All are tried at the same time, since one that does
/// not exist can take as long to say so as there is patience.
async fn tried(servers: Vec<Server>, protocol: Protocol, lookups: &Lookups) -> Option<Server> {
    let mut trying = JoinSet::new();
    for (place, server) in servers.iter().cloned().enumerate() {
        let is_there = (lookups.is_there)(server, protocol);
        trying.spawn(async move { (place, is_there.await) });
    }
    let mut told = vec![None; servers.len()];
    while let Some(Ok((place, is_there))) = trying.join_next().await {
        told[place] = Some(is_there);
        // One that comes earlier and has not answered yet is waited for.
        let first = told.iter().position(|told| *told != Some(false))?;
        if told[first] == Some(true) {
            return servers.into_iter().nth(first);
        }
    }
    None
}

const fn usual_port(protocol: Protocol, protection: Protection) -> u16 {
    match (protocol, protection) {
        (Protocol::Imap, Protection::Tls) => 993,
        (Protocol::Imap, _) => 143,
        (Protocol::Smtp, Protection::Tls) => 465,
        (Protocol::Smtp, _) => 587,
    }
}

#[cfg(test)]
mod tests;
