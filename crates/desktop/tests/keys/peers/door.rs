//! The door between the gateway and a server that others wrote. The gateway reaches all
//! providers of a test at one address, each host below a path of its own; the server wants
//! to be asked as its vendor is. Nothing else of a call is touched: it may be signed.

use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, copy};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

/// Opens a door to the server at this port, for as long as the test runs. Where it is.
pub(super) async fn to(port: u16) -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((visitor, _)) = listener.accept().await {
            tokio::spawn(async move {
                // A visitor that goes away in the middle is its own matter.
                let _ = let_in(visitor, ([127, 0, 0, 1], port).into()).await;
            });
        }
    });
    address.parse().unwrap()
}

/// One call: the connection is not used for another.
async fn let_in(visitor: TcpStream, server: SocketAddr) -> std::io::Result<()> {
    let (from_visitor, mut to_visitor) = visitor.into_split();
    let mut from_visitor = BufReader::new(from_visitor);
    let mut head = String::new();
    let mut length = 0;
    let mut host = String::new();
    loop {
        let mut line = String::new();
        if from_visitor.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        if head.is_empty() {
            (line, host) = without_the_way_here(&line);
        } else if name == "host" || name == "connection" {
            continue;
        } else if name == "content-length" {
            length = line.split_once(':').map_or(0, |(_, of)| of.trim().parse().unwrap_or(0));
        }
        if line == "\r\n" {
            break;
        }
        head.push_str(&line);
    }
    head.push_str(&format!("host: {host}\r\nconnection: close\r\n\r\n"));
    let (mut from_server, mut to_server) = TcpStream::connect(server).await?.into_split();
    to_server.write_all(head.as_bytes()).await?;
    copy(&mut from_visitor.take(length), &mut to_server).await?;
    copy(&mut from_server, &mut to_visitor).await?;
    Ok(())
}

/// `GET /provider/host/path HTTP/1.1` as the host itself is asked, and the host.
fn without_the_way_here(line: &str) -> (String, String) {
    let mut words = line.splitn(3, ' ');
    let (method, path, rest) = (words.next(), words.next(), words.next());
    let mut steps = path.unwrap_or_default().splitn(4, '/').skip(2);
    let host = steps.next().unwrap_or_default().to_owned();
    let path = steps.next().unwrap_or_default();
    let line = format!("{} /{path} {}", method.unwrap_or_default(), rest.unwrap_or_default());
    (line, host)
}

#[test]
fn a_call_is_asked_of_the_host_itself() {
    let (line, host) = without_the_way_here("GET /stripe/api.stripe.com/v1/account HTTP/1.1\r\n");
    assert_eq!((line.as_str(), host.as_str()), ("GET /v1/account HTTP/1.1\r\n", "api.stripe.com"));
}
