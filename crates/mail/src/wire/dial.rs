//! Makes the connection, protected as it is to be.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout};

use super::{Trust, Wire};
use crate::{Limits, MailError, Protection, Server};

/// Connects. With `STARTTLS` the connection is plain still.
pub(crate) async fn dial(
    server: &Server,
    trust: &Trust,
    limits: Limits,
    literals: bool,
) -> Result<Wire, MailError> {
    let host = server.host.as_str();
    let socket = connected(host, &addresses(server, limits).await?, limits.connecting).await?;
    // A server answers in small pieces, and so do we.
    let _ = socket.set_nodelay(true);
    match server.protection {
        Protection::StartTls => Ok(Wire::new(Box::new(socket), host, limits, literals)),
        Protection::PlainOnLoopback => {
            let here = socket.peer_addr().is_ok_and(|peer| peer.ip().is_loopback());
            if !here {
                return Err(MailError::PlainRefused { host: host.to_owned() });
            }
            Ok(Wire::new(Box::new(socket), host, limits, literals))
        }
        Protection::Tls => {
            let until = Instant::now() + limits.answering;
            let stream = trust.shake_hands(Box::new(socket), host, until).await?;
            Ok(Wire::new(stream, host, limits, literals))
        }
    }
}

async fn addresses(server: &Server, limits: Limits) -> Result<Vec<SocketAddr>, MailError> {
    let host = || server.host.clone();
    let asked = timeout(limits.connecting, lookup_host((server.host.as_str(), server.port))).await;
    match asked {
        Err(_) => Err(MailError::Silent { host: host() }),
        Ok(Err(error)) => Err(MailError::NoSuchHost { host: host(), details: error.to_string() }),
        Ok(Ok(found)) => {
            let found: Vec<_> = found.collect();
            if found.is_empty() {
                let details = "it has no address".into();
                return Err(MailError::NoSuchHost { host: host(), details });
            }
            Ok(found)
        }
    }
}

/// The first of them that takes the connection. Each gets its share of the time, so that
/// one that is dead does not use up that of one that lives.
async fn connected(
    host: &str,
    addresses: &[SocketAddr],
    time: Duration,
) -> Result<TcpStream, MailError> {
    let share = time / u32::try_from(addresses.len()).unwrap_or(u32::MAX).max(1);
    let mut refused = None;
    for address in addresses {
        match timeout(share, TcpStream::connect(address)).await {
            Ok(Ok(socket)) => return Ok(socket),
            Ok(Err(error)) => refused = Some(error.to_string()),
            Err(_) => {}
        }
    }
    Err(match refused {
        Some(details) => MailError::Unreachable { host: host.to_owned(), details },
        None => MailError::Silent { host: host.to_owned() },
    })
}
