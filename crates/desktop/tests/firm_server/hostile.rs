//! Whoever answers in the place of a firm server: nothing of it is kept, and the code is told
//! to nobody who does not answer as one.

use std::sync::{Arc, Mutex};

use patchbay_contract::ErrorCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::desk::Desk;
use crate::server::Clock;

const CODE: &str = "canary-code-of-a-link";
const HEALTHY: &str = r#"{"program":"patchbay-server","version":"1.0.0"}"#;

/// Answers each connection by what comes of its path, and remembers what it was told.
struct Stranger {
    base: String,
    heard: Arc<Mutex<Vec<u8>>>,
    serving: JoinHandle<()>,
}

fn answer(status: &str, kind: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{body}",
        body.len()
    )
}

impl Stranger {
    async fn says(health: String, enrolment: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let heard = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&heard);
        let serving = tokio::spawn(async move {
            while let Ok((mut visitor, _)) = listener.accept().await {
                let mut asked = vec![0; 64 * 1024];
                let read = visitor.read(&mut asked).await.unwrap_or_default();
                all.lock().unwrap().extend_from_slice(&asked[..read]);
                let is_health = asked.starts_with(b"GET /healthz");
                let said = if is_health { &health } else { &enrolment };
                // Who asked may have had enough of it.
                let _ = visitor.write_all(said.as_bytes()).await;
                let _ = visitor.shutdown().await;
            }
        });
        Self { base, heard, serving }
    }

    fn was_told_the_code(&self) -> bool {
        let heard = self.heard.lock().unwrap();
        heard.windows(CODE.len()).any(|window| window == CODE.as_bytes())
    }
}

impl Drop for Stranger {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

#[tokio::test]
async fn whoever_does_not_answer_as_a_firm_server_is_told_no_code() {
    let json = "application/json";
    for (health, refused) in [
        (answer("200 OK", "text/html", "<h1>Welcome to the hotel</h1>"), ErrorCode::NotAFirmServer),
        (answer("200 OK", json, r#"{"program":"nginx","version":"1"}"#), ErrorCode::NotAFirmServer),
        (answer("200 OK", json, "[1,2,3]"), ErrorCode::NotAFirmServer),
        (answer("200 OK", json, "not json"), ErrorCode::NotAFirmServer),
        (
            answer("302 Found\r\nlocation: http://127.0.0.1:1/", json, "{}"),
            ErrorCode::NotAFirmServer,
        ),
        (answer("404 Not Found", "text/plain", "nothing"), ErrorCode::NotAFirmServer),
        (answer("500 No", json, r#"{"code":"Bearer CANARY"}"#), ErrorCode::NotAFirmServer),
        (answer("200 OK", json, &" ".repeat(5 * 1024 * 1024)), ErrorCode::NotAFirmServer),
        ("SSH-2.0-OpenSSH_9.2\r\n".to_owned(), ErrorCode::ServerNotReached),
        (String::new(), ErrorCode::ServerNotReached),
    ] {
        let told = health.chars().take(120).collect::<String>();
        let stranger = Stranger::says(health, String::new()).await;
        let desk = Desk::by(&Clock::new());
        assert_eq!(desk.is_refused(&stranger.base, CODE).await, refused, "{told}");
        assert!(!stranger.was_told_the_code(), "{told}");
    }
}

#[tokio::test]
async fn an_answer_that_does_not_fit_lets_nobody_in() {
    let good = r#"{"server":"0a","epoch":"0b","member":"0c","name":"Ana","role":"owner",
        "device":"0d","token":"pbd_0123456789abcdef","token_expires_at":"2027-01-01T00:00:00Z"}"#;
    let json = "application/json";
    for (body, kind) in [
        (good.replace("\"0d\"", "\"../../members\""), json),
        (good.replace("owner", "emperor"), json),
        (good.replace("pbd_0123456789abcdef", "a\\r\\nset-cookie: x"), json),
        (good.replace("\"Ana\"", "[]"), json),
        (good.replace("2027-01-01T00:00:00Z", "never"), json),
        (good.to_owned(), "text/html"),
        ("{}".to_owned(), json),
        ("[".repeat(100_000), json),
    ] {
        let health = answer("200 OK", json, HEALTHY);
        let stranger = Stranger::says(health, answer("201 Created", kind, &body)).await;
        let desk = Desk::by(&Clock::new());
        let refused = desk.is_refused(&stranger.base, CODE).await;
        assert_eq!(refused, ErrorCode::NotAFirmServer, "{}", &body[..body.len().min(200)]);
        assert!(stranger.was_told_the_code(), "it got that far");
    }
}
