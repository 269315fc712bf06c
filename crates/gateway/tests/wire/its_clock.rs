//! What a host's clock shows.

use patchbay_gateway::{Limits, NoAnswer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::Stage;

/// What a host is understood to say that answers with this, and what it was asked.
async fn asked(answer: &'static str) -> (Result<Option<jiff::Timestamp>, NoAnswer>, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address: url::Url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
    let host = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut heard = vec![0; 1024];
        let count = stream.read(&mut heard).await.unwrap();
        stream.write_all(answer.as_bytes()).await.unwrap();
        String::from_utf8_lossy(&heard[..count]).into_owned()
    };
    let stage = Stage::within(&address, Limits::default());
    let vendor = "https://login.vendor.example/".parse().unwrap();
    tokio::join!(stage.gateway.clock_of(Some("vendor"), &vendor), host)
}

#[tokio::test]
async fn a_host_tells_its_time_whatever_else_it_says() {
    let (its, heard) = asked(
        "HTTP/1.1 404 Not Found\r\ndate: Sat, 21 Nov 2026 09:00:30 GMT\r\ncontent-length: 0\r\n\r\n",
    )
    .await;
    assert_eq!(its.unwrap(), Some("2026-11-21T09:00:30Z".parse().unwrap()));
    assert!(heard.starts_with("HEAD /vendor/login.vendor.example/ HTTP/1.1\r\n"), "{heard}");
    assert!(!heard.to_lowercase().contains("authorization"), "{heard}");
}

#[tokio::test]
async fn a_host_that_tells_no_time_or_nonsense_is_not_believed() {
    for answer in [
        "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ndate: yesterday\r\ncontent-length: 0\r\n\r\n",
    ] {
        assert_eq!(asked(answer).await.0.unwrap(), None, "{answer}");
    }
}
