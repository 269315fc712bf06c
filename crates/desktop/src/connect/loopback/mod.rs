//! The way home by a port of this computer.
//!
//! For as long as one sign-in waits, a small server answers on the loopback: one path, one
//! name, one method, one state. Whatever else comes by, and on a busy computer something
//! does, is answered briefly and changes nothing. The answer that was waited for gets a
//! page that sends the person back, and then the port is closed. Nothing is kept, nothing
//! is written down, and whether the answer is a yes is not looked at but for the words of
//! that page.

mod page;
mod ports;
mod serve;
mod visit;

use std::fmt;
use std::io;
use std::net::TcpListener;

use patchbay_contract::return_path;
use patchbay_providers::sign_in::{Home, HomeWay};
use tokio_util::sync::CancellationToken;

use ports::Name;
use visit::Expected;

/// Ports of this computer on which one provider's answer may come home.
#[derive(Debug)]
pub struct Loopback {
    listeners: Vec<TcpListener>,
    authority: String,
    path: String,
}

/// Why there is no way home by a port.
#[derive(Debug, thiserror::Error)]
pub enum LoopbackTrouble {
    /// The file means another way, or another name than this computer's own.
    #[error("this way home is not a port of this computer")]
    NotLoopback,
    /// Other programs have every port that is registered at the provider.
    #[error("other programs on this computer use {}", Ports(.0))]
    AllTaken(Vec<u16>),
    /// The system gives no port at all.
    #[error("the system gives no port of this computer: {0}")]
    NoPort(io::Error),
}

struct Ports<'a>(&'a [u16]);

impl fmt::Display for Ports<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.len() == 1 { "port" } else { "each of the ports" })?;
        self.0.iter().try_for_each(|port| write!(f, " {port}"))
    }
}

impl Loopback {
    /// Takes a port as this way home wants it: the first free one of those registered, or
    /// any. Who connects from now on is answered as soon as somebody waits.
    ///
    /// # Errors
    /// When the way is another one, or there is no port to be had.
    pub fn bind(way: &Home, provider: &str) -> Result<Self, LoopbackTrouble> {
        if way.way != HomeWay::Loopback {
            return Err(LoopbackTrouble::NotLoopback);
        }
        let name = Name::wanted(way.host.as_deref()).ok_or(LoopbackTrouble::NotLoopback)?;
        let opened = ports::open(name, &way.ports, &|address| TcpListener::bind(address))?;
        Ok(Self {
            listeners: opened.listeners,
            authority: format!("{}:{}", name.as_str(), opened.port),
            path: return_path(provider),
        })
    }

    /// The address to give to the provider.
    #[must_use]
    pub fn redirect_uri(&self) -> String {
        format!("http://{}{}", self.authority, self.path)
    }

    /// Waits for the answer with this state, and closes the port once the person has the
    /// page. None when it was cancelled, or the port was lost; it is closed then too.
    pub async fn answer(
        self,
        state: &str,
        cancelled: CancellationToken,
    ) -> Option<Vec<(String, String)>> {
        let expected =
            Expected { authority: self.authority, path: self.path, state: state.to_owned() };
        match serve::listening(self.listeners) {
            Ok(listeners) => serve::answer(listeners, expected, &cancelled).await,
            Err(error) => {
                tracing::error!(%error, "the port of a sign-in could not be used");
                None
            }
        }
    }
}
