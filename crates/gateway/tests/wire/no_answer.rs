//! No answer, told apart by what a person can do about it.

use std::sync::Arc;
use std::time::Duration;

use patchbay_gateway::{CallError, Found, Limits, NoAnswer};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

use crate::support::{Firm, Stage};

/// Why the companies of a connection at this address are not found.
async fn discovered(address: &str, limits: Limits) -> (NoAnswer, usize) {
    let firm = Firm::of("pipedrive", "oauth")
        .knowing(&[("access_token", "a"), ("api_domain", "https://miller.pipedrive.com")]);
    let stage = Stage::within(&address.parse().unwrap(), limits);
    match stage.gateway.discover(firm.party(), &Found::default()).await {
        Err(CallError::NoAnswer(why)) => (why, stage.waits().len()),
        other => panic!("{other:?}"),
    }
}

async fn listening() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, address)
}

#[tokio::test]
async fn a_port_that_nobody_listens_at_is_unreachable() {
    let (listener, address) = listening().await;
    drop(listener);
    let (why, waits) = discovered(&format!("http://{address}"), Limits::default()).await;
    let NoAnswer::Unreachable { host, .. } = &why else { panic!("{why:?}") };
    assert!(host.ends_with(".pipedrive.com"), "the vendor is named and no practice: {host}");
    assert!(why.was_not_sent());
    assert_eq!(waits, 2);
}

#[tokio::test]
async fn a_name_that_is_none_is_called_that() {
    // No part of a name has more than 63 letters, so no server is asked for it.
    let address = format!("http://{}.example", "a".repeat(64));
    let (why, _) = discovered(&address, Limits::default()).await;
    assert!(matches!(why, NoAnswer::NoSuchHost { .. }), "{why:?}");
    assert!(why.was_not_sent());
}

#[tokio::test]
async fn a_certificate_that_is_not_trusted_here_is_named_and_not_tried_again() {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    // Other crates of the same build may bring another provider along.
    let provider = Arc::new(aws_lc_rs::default_provider());
    let tls = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())
        .unwrap();
    let (listener, address) = listening().await;
    let server = tokio::spawn(async move {
        let acceptor = TlsAcceptor::from(Arc::new(tls));
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            // It fails: the client goes away.
            let _ = acceptor.accept(stream).await;
        }
    });
    let (why, waits) = discovered(&format!("https://{address}"), Limits::default()).await;
    server.abort();
    assert!(matches!(why, NoAnswer::Untrusted { .. }), "{why:?}");
    assert_eq!(waits, 0);
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    let (listener, address) = listening().await;
    let server = tokio::spawn(async move {
        let mut held = Vec::new();
        loop {
            held.push(listener.accept().await.unwrap());
        }
    });
    let limits = Limits { in_all: Duration::from_millis(50), ..Limits::default() };
    let (why, waits) = discovered(&format!("http://{address}"), limits).await;
    server.abort();
    assert!(matches!(why, NoAnswer::TimedOut { .. }), "{why:?}");
    assert!(!why.was_not_sent());
    assert_eq!(waits, 2, "a call that only reads is made again");
}

#[tokio::test]
async fn a_connection_that_ends_before_the_answer_is_broken() {
    let (listener, address) = listening().await;
    let server = tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let _ = stream.read(&mut [0; 1024]).await;
        }
    });
    let (why, waits) = discovered(&format!("http://{address}"), Limits::default()).await;
    server.abort();
    assert!(matches!(why, NoAnswer::Broken { .. }), "{why:?}");
    assert!(!why.was_not_sent());
    assert_eq!(waits, 2);
}
