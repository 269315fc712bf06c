//! A proxy that connections to the vendor go through, and what else proxies do with them.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use super::vendor::Vendor;

/// What it does with whoever asks for a connection.
#[derive(Debug, Clone, Copy)]
pub(super) enum Does {
    Pass,
    Refuse,
    AskForPassword,
    HangUp,
}

/// The proxy, for as long as the test runs.
pub(super) struct Proxy {
    at: SocketAddr,
    does: Arc<Mutex<Does>>,
}

impl Proxy {
    /// One that lets connections to the vendor pass.
    pub(super) async fn to(vendor: &Vendor) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let does = Arc::new(Mutex::new(Does::Pass));
        let (port, now) = (vendor.port, Arc::clone(&does));
        tokio::spawn(async move {
            while let Ok((visitor, _)) = listener.accept().await {
                let does = *now.lock().unwrap();
                // Whoever goes away in the middle is served.
                tokio::spawn(async move { serve(visitor, does, port).await.ok() });
            }
        });
        Self { at, does }
    }

    pub(super) fn now(&self, does: Does) {
        *self.does.lock().unwrap() = does;
    }

    /// As people know it.
    pub(super) fn name(&self) -> String {
        self.at.to_string()
    }

    /// As the system's settings have it.
    pub(super) fn address(&self) -> String {
        format!("http://{}", self.at)
    }

    /// The same for a port at which nobody is, with what stands before the host.
    pub(super) fn address_of_nobody(&self, before: &str) -> String {
        format!("http://{before}127.0.0.1:9")
    }
}

async fn serve(visitor: TcpStream, does: Does, port: u16) -> std::io::Result<()> {
    let mut visitor = BufReader::new(visitor);
    let mut head = String::new();
    while visitor.read_line(&mut head).await? > 2 {}
    assert!(head.starts_with("CONNECT "), "{head}");
    let said = match does {
        Does::Pass => "200 Connection established",
        Does::Refuse => "403 Forbidden",
        Does::AskForPassword => {
            "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"firm\""
        }
        Does::HangUp => return Ok(()),
    };
    let answer = format!("HTTP/1.1 {said}\r\n\r\n");
    visitor.write_all(answer.as_bytes()).await?;
    if matches!(does, Does::Pass) {
        let mut vendor = TcpStream::connect(("127.0.0.1", port)).await?;
        copy_bidirectional(&mut visitor, &mut vendor).await?;
    }
    Ok(())
}
