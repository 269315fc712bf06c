//! TLS: not offered, not spoken, not trusted, and somebody in between.

use std::sync::Arc;

use rcgen::{CertificateParams, DnType, KeyPair};
use tokio::io::{AsyncWriteExt, DuplexStream, duplex};
use tokio::time::{Duration, Instant};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

use super::script::{End, Script, wire};
use crate::imap::Imap;
use crate::smtp::Smtp;
use crate::{Distrust, MailError, Trust};

/// A server with a certificate of its own making, for these names.
fn server(names: &[&str]) -> (DuplexStream, Vec<u8>) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name.push(DnType::CommonName, "A box in the cellar");
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let der = certificate.der().to_vec();
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        )
        .unwrap();
    let (ours, theirs) = duplex(1 << 16);
    tokio::spawn(async move {
        let mut stream = TlsAcceptor::from(Arc::new(config)).accept(theirs).await?;
        stream.write_all(b"* OK hi\r\n").await
    });
    (ours, der)
}

async fn shaken(stream: DuplexStream, trust: &Trust) -> Result<(), MailError> {
    let until = Instant::now() + Duration::from_secs(60);
    trust.shake_hands(Box::new(stream), "mail.example.com", until).await.map(drop)
}

#[tokio::test]
async fn a_certificate_that_nobody_trusts_is_refused_and_told_whose_it_is() {
    let (stream, _) = server(&["mail.example.com"]);
    let error = shaken(stream, &Trust::of_the_system().unwrap()).await.unwrap_err();
    let MailError::Untrusted { host, why, presented: Some(presented) } = error else {
        panic!("{error:?}")
    };
    assert_eq!((host.as_str(), why), ("mail.example.com", Distrust::UnknownIssuer));
    assert!(presented.subject.contains("A box in the cellar"), "{presented:?}");
    assert_eq!(presented.names, ["mail.example.com"]);
    assert!(presented.ends.is_some());
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused_even_from_somebody_trusted() {
    let (stream, root) = server(&["mail.example.org"]);
    let error = shaken(stream, &Trust::with_roots([root]).unwrap()).await.unwrap_err();
    assert!(matches!(error, MailError::Untrusted { why: Distrust::OtherName, .. }), "{error:?}");
    let (stream, root) = server(&["mail.example.com"]);
    assert_eq!(shaken(stream, &Trust::with_roots([root]).unwrap()).await, Ok(()));
}

#[tokio::test]
async fn a_server_that_speaks_plainly_where_tls_should_be_is_called_that() {
    let (stream, script) = Script::plays(&[("at once", "* OK IMAP4rev1 hi\r\n")], End::Closes);
    let error = shaken(stream, &Trust::of_the_system().unwrap()).await.unwrap_err();
    assert!(matches!(error, MailError::NotTls { .. }), "{error:?}");
    drop(script);
}

#[tokio::test]
async fn where_starttls_is_not_offered_nothing_more_is_said() {
    let trust = Trust::of_the_system().unwrap();
    let greeting = "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hi\r\n";
    let (stream, script) = Script::plays(&[("at once", greeting)], End::Hangs);
    let imap = Imap::greeted(wire(stream, "mail.example.com", true)).await.unwrap();
    let error = imap.under_tls(&trust).await.err().unwrap();
    assert!(matches!(error, MailError::NoTls { .. }), "{error:?}");
    assert_eq!(script.heard().await, Vec::<String>::new());

    let turns = [("at once", "220 hi\r\n"), ("EHLO", "250-hi\r\n250 AUTH PLAIN\r\n")];
    let (stream, script) = Script::plays(&turns, End::Hangs);
    let smtp = Smtp::greeted(wire(stream, "mail.example.com", false)).await.unwrap();
    let error = smtp.under_tls(&trust).await.err().unwrap();
    assert!(matches!(error, MailError::NoTls { .. }), "{error:?}");
    assert_eq!(script.heard().await, ["EHLO [127.0.0.1]"]);
}

#[tokio::test]
async fn words_that_were_slipped_in_before_tls_are_not_taken_for_the_servers() {
    let turns = [
        ("at once", "* OK [CAPABILITY IMAP4rev1 STARTTLS] hi\r\n"),
        ("p1 STARTTLS", "p1 OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"),
    ];
    let (stream, script) = Script::plays(&turns, End::Hangs);
    let imap = Imap::greeted(wire(stream, "mail.example.com", true)).await.unwrap();
    let error = imap.under_tls(&Trust::of_the_system().unwrap()).await.err().unwrap();
    assert!(matches!(error, MailError::Nonsense { .. }), "{error:?}");
    assert_eq!(script.heard().await, ["p1 STARTTLS"]);
}
