//! The records by which a domain names its mail servers to everybody (RFC 6186, 8314).

use std::cmp::Reverse;

use crate::{Protection, Protocol, Server};

/// One SRV record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SrvRecord {
    /// Lower comes first.
    pub priority: u16,
    /// Of one priority, higher comes first here.
    pub weight: u16,
    /// The port.
    pub port: u16,
    /// The host; `.` for a service that there is not.
    pub target: String,
}

/// The names to ask for, in this order, and how what they name is protected.
pub(super) fn names(domain: &str, protocol: Protocol) -> [(String, Protection); 2] {
    let [protected, upgraded] = match protocol {
        Protocol::Imap => ["_imaps._tcp", "_imap._tcp"],
        Protocol::Smtp => ["_submissions._tcp", "_submission._tcp"],
    };
    [
        (format!("{protected}.{domain}"), Protection::Tls),
        (format!("{upgraded}.{domain}"), Protection::StartTls),
    ]
}

/// The server that these records want to be asked first.
pub(super) fn best(mut records: Vec<SrvRecord>, protection: Protection) -> Option<Server> {
    records.sort_by_key(|record| (record.priority, Reverse(record.weight)));
    records.into_iter().filter(|record| record.port > 0).find_map(|record| {
        match url::Host::parse(record.target.trim_end_matches('.')) {
            Ok(url::Host::Domain(host)) => Some(Server { host, port: record.port, protection }),
            _ => None,
        }
    })
}
