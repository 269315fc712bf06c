//! A real server that lets tokens in, which it shows to whoever gave them.

use patchbay_mail::{Login, MailError, Opens, Why};
use patchbay_vault::Secret;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::{Dovecot, mail};

const ADDRESS: &str = "ada@example.com";

/// Says whose token it is, to whoever asks.
async fn says_whose(listener: TcpListener) {
    let body = format!("{{\"email\":\"{ADDRESS}\"}}");
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    while let Ok((mut stream, _)) = listener.accept().await {
        let (mut asked, mut piece) = (Vec::new(), [0; 1024]);
        while !asked.ends_with(b"\r\n\r\n") {
            match stream.read(&mut piece).await {
                Ok(size @ 1..) => asked.extend_from_slice(&piece[..size]),
                _ => break,
            }
        }
        let asked = String::from_utf8_lossy(&asked).into_owned();
        assert!(asked.contains("Bearer the-token"), "{asked}");
        stream.write_all(answer.as_bytes()).await.unwrap();
    }
}

#[tokio::test]
async fn a_real_server_lets_a_token_in_for_the_mailbox_it_is_for_and_for_no_other() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let who_answers = format!("http://{}/userinfo", listener.local_addr().unwrap());
    let answering = tokio::spawn(says_whose(listener));
    let mut dovecot = Dovecot::believing(&who_answers, ADDRESS).await;
    dovecot.deliver("INBOX", 1);
    let mail = mail(&dovecot.certificates);
    let login = |user: &str| {
        let opens = Opens::Token(Secret::new("the-token".into()));
        Login { user: user.into(), opens }
    };
    let mut mailbox = mail.open(&dovecot.tls(), &login(ADDRESS)).await.unwrap();
    assert_eq!(mailbox.newest(1).await.unwrap().len(), 1);
    mailbox.end().await;
    let refused = mail.open(&dovecot.tls(), &login("bob@example.com")).await.unwrap_err();
    let MailError::Refused(no) = refused else { panic!("no no") };
    assert_eq!(no.why, Why::TokenRefused, "{no}");
    answering.abort();
}
