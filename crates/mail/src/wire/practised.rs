//! A mailbox that is played on this computer, for training and for tests: one server there
//! plays them all over HTTP, and a connection to it becomes one to a mailbox by an upgrade.
//! There is no TLS, since nothing leaves the computer.

use std::net::{Ipv4Addr, SocketAddr};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use url::Url;

use super::Wire;
use crate::{Limits, MailError, Protocol, Server};

/// More than the head of such an answer has.
const HEAD: usize = 4 * 1024;

/// Who plays the mailboxes of a provider.
#[derive(Debug, Clone)]
pub(crate) struct Practised {
    port: u16,
    path: String,
}

impl Practised {
    /// The server that plays all providers, and which of them.
    pub(crate) fn at(server: &Url, provider: &str) -> Self {
        let path = format!("{}/-/mail/{provider}", server.path().trim_end_matches('/'));
        Self { port: server.port_or_known_default().unwrap_or_default(), path }
    }

    /// Connects to the one that plays this server.
    pub(crate) async fn dial(
        &self,
        server: &Server,
        protocol: Protocol,
        limits: Limits,
    ) -> Result<Wire, MailError> {
        let host = server.host.as_str();
        match timeout(limits.connecting, self.upgraded(server, protocol)).await {
            Err(_) => Err(MailError::Silent { host: host.to_owned() }),
            Ok(Err(error)) => {
                Err(MailError::Unreachable { host: host.to_owned(), details: error.to_string() })
            }
            Ok(Ok((_, said))) if !said.starts_with("HTTP/1.1 101") => Err(MailError::NoSuchHost {
                host: host.to_owned(),
                details: format!("nobody plays it: {}", said.lines().next().unwrap_or_default()),
            }),
            Ok(Ok((stream, _))) => {
                let literals = protocol == Protocol::Imap;
                Ok(Wire::new(Box::new(stream), host, limits, literals))
            }
        }
    }

    async fn upgraded(
        &self,
        server: &Server,
        protocol: Protocol,
    ) -> std::io::Result<(TcpStream, String)> {
        let protocol = match protocol {
            Protocol::Imap => "imap",
            Protocol::Smtp => "smtp",
        };
        // Nowhere but here, whatever the address says.
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let mut stream = TcpStream::connect(address).await?;
        let asked = format!(
            "GET {}/{protocol}/{} HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\n\
             Upgrade: {protocol}\r\n\r\n",
            self.path,
            url::form_urlencoded::byte_serialize(server.host.as_bytes()).collect::<String>(),
        );
        stream.write_all(asked.as_bytes()).await?;
        let mut head = Vec::new();
        // What comes behind the head belongs to the mailbox.
        while !head.ends_with(b"\r\n\r\n") && head.len() < HEAD {
            match stream.read_u8().await {
                Ok(byte) => head.push(byte),
                Err(_) => break,
            }
        }
        Ok((stream, String::from_utf8_lossy(&head).into_owned()))
    }
}
