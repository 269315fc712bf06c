//! The wire between a computer and the firm's server: every byte of both ways goes through here
//! and is kept. It may lose the answers to what is told.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// The wire.
pub(crate) struct Wire {
    pub(crate) base: String,
    seen: Arc<Mutex<Vec<u8>>>,
    loses: Arc<AtomicBool>,
}

/// One connection over it.
#[derive(Clone)]
struct Line {
    seen: Arc<Mutex<Vec<u8>>>,
    /// Whether the wire loses answers.
    loses: Arc<AtomicBool>,
    /// Whether this one is such an answer.
    is_lost: Arc<AtomicBool>,
}

impl Wire {
    /// To the server at this address, for as long as the test runs.
    pub(crate) async fn to(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let loses = Arc::new(AtomicBool::new(false));
        let (all, losing) = (Arc::clone(&seen), Arc::clone(&loses));
        let server = server.strip_prefix("http://").unwrap().to_owned();
        tokio::spawn(async move {
            while let Ok((visitor, _)) = listener.accept().await {
                let Ok(there) = TcpStream::connect(&server).await else { continue };
                let (from, to) = visitor.into_split();
                let (back, forth) = there.into_split();
                let line = Line {
                    seen: Arc::clone(&all),
                    loses: Arc::clone(&losing),
                    is_lost: Arc::default(),
                };
                tokio::spawn(there_and(from, forth, line.clone()));
                tokio::spawn(and_back(back, to, line));
            }
        });
        Self { base, seen, loses }
    }

    /// From now on the answers to what is told do not arrive; or they do again.
    pub(crate) fn loses_answers(&self, loses: bool) {
        self.loses.store(loses, Ordering::Relaxed);
    }

    /// Whether these words went over it.
    pub(crate) fn saw(&self, words: &str) -> bool {
        self.count(words) > 0
    }

    /// How often these words did.
    pub(crate) fn count(&self, words: &str) -> usize {
        let seen = self.seen.lock().unwrap();
        seen.windows(words.len()).filter(|window| *window == words.as_bytes()).count()
    }

    /// How much went over it.
    pub(crate) fn length(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
}

async fn there_and(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, line: Line) {
    let mut piece = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut piece).await {
        line.seen.lock().unwrap().extend_from_slice(&piece[..read]);
        if line.loses.load(Ordering::Relaxed) && piece.starts_with(b"POST /api/changes") {
            line.is_lost.store(true, Ordering::Relaxed);
        }
        if to.write_all(&piece[..read]).await.is_err() {
            break;
        }
    }
}

async fn and_back(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, line: Line) {
    let mut piece = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut piece).await {
        line.seen.lock().unwrap().extend_from_slice(&piece[..read]);
        let is_lost = line.is_lost.load(Ordering::Relaxed);
        if is_lost || to.write_all(&piece[..read]).await.is_err() {
            break;
        }
    }
}
