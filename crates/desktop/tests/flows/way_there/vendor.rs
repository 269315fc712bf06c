//! A vendor whose API is a real server over TLS, with a certificate of its own making; and the
//! firm's own file of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

use super::KEY;

/// Where the world has it: nobody here knows this name, but whoever is behind a proxy.
pub(super) const HOST: &str = "api.acme-permits.example";

const EXAMPLE: &str = include_str!("../../../../../docs/ADDING_A_PROVIDER.md");

/// The server, for as long as the test runs.
pub(super) struct Vendor {
    pub(super) port: u16,
    pub(super) certificate: String,
    keys_heard: Arc<AtomicUsize>,
}

impl Vendor {
    pub(super) async fn start() -> Self {
        let names = [HOST.to_owned(), "localhost".to_owned()];
        let made = rcgen::generate_simple_self_signed(names).unwrap();
        let acceptor = acceptor(made.cert.der().clone(), made.signing_key.serialize_der());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let keys_heard = Arc::new(AtomicUsize::new(0));
        let heard = Arc::clone(&keys_heard);
        tokio::spawn(async move {
            while let Ok((visitor, _)) = listener.accept().await {
                let (acceptor, heard) = (acceptor.clone(), Arc::clone(&heard));
                tokio::spawn(async move {
                    // Whoever does not trust it goes away.
                    if let Ok(visitor) = acceptor.accept(visitor).await {
                        let _ = answer(visitor, &heard).await;
                    }
                });
            }
        });
        Self { port, certificate: made.cert.pem(), keys_heard }
    }

    /// How many calls came with the firm's key.
    pub(super) fn keys_heard(&self) -> usize {
        self.keys_heard.load(Ordering::Relaxed)
    }

    /// The firm's own file, with the API at this host.
    pub(super) fn file(&self, host: &str) -> String {
        let example = EXAMPLE.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
        example.replace(
            "base = \"https://api.acme-permits.example",
            &format!("base = \"https://{host}"),
        )
    }

    /// The same with the API on this computer.
    pub(super) fn file_here(&self) -> String {
        self.file(&format!("localhost:{}", self.port))
    }
}

fn acceptor(certificate: CertificateDer<'static>, key: Vec<u8>) -> TlsAcceptor {
    // Other crates of the same build may bring another provider along.
    let provider = Arc::new(aws_lc_rs::default_provider());
    let tls = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], PrivatePkcs8KeyDer::from(key).into())
        .unwrap();
    TlsAcceptor::from(Arc::new(tls))
}

/// One call, answered with the account; the connection is not used for another.
async fn answer(
    visitor: impl AsyncRead + AsyncWrite + Unpin,
    keys_heard: &AtomicUsize,
) -> std::io::Result<()> {
    let mut visitor = BufReader::new(visitor);
    let mut head = String::new();
    while visitor.read_line(&mut head).await? > 2 {}
    keys_heard.fetch_add(usize::from(head.contains(KEY)), Ordering::Relaxed);
    let body = r#"{"office": {"id": "7", "name": "Miller & Sons"}}"#;
    let said = if head.starts_with("HEAD") { "" } else { body };
    let date = Timestamp::now().strftime("%a, %d %b %Y %H:%M:%S GMT");
    let answer = format!(
        "HTTP/1.1 200 OK\r\ndate: {date}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{said}",
        body.len(),
    );
    visitor.write_all(answer.as_bytes()).await?;
    visitor.shutdown().await
}
