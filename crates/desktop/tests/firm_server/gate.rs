//! A gate between a computer and the firm's server, which stops one of the requests that go
//! through it: before the server hears it, or before its answer comes back.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// Where a request is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Where {
    /// The server never hears it.
    Before,
    /// The server has done it, and nobody hears that.
    After,
}

/// What is stopped, and what went through so far.
#[derive(Default)]
struct Watch {
    stop: Mutex<Option<(usize, Where)>>,
    passed: AtomicUsize,
    /// Whoever waits for the request that is stopped.
    reached: Notify,
    /// Whether it is held until its program ends or it is let go, or cut.
    holds: Mutex<bool>,
    /// Whether what is held may go on.
    goes_on: Notify,
}

/// The gate.
pub(crate) struct Gate {
    pub(crate) base: String,
    watch: Arc<Watch>,
}

impl Gate {
    /// To the server at this address, for as long as the test runs.
    pub(crate) async fn to(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let watch = Arc::new(Watch::default());
        let server = server.strip_prefix("http://").unwrap().to_owned();
        let all = Arc::clone(&watch);
        tokio::spawn(async move {
            while let Ok((visitor, _)) = listener.accept().await {
                let Ok(there) = TcpStream::connect(&server).await else { continue };
                tokio::spawn(line(visitor.into_split(), there.into_split(), Arc::clone(&all)));
            }
        });
        Self { base, watch }
    }

    /// Stops the nth request from now on, and holds it, or cuts it.
    pub(crate) fn stops(&self, nth: usize, at: Where, holds: bool) {
        self.watch.passed.store(0, Ordering::SeqCst);
        *self.watch.holds.lock().unwrap() = holds;
        *self.watch.stop.lock().unwrap() = Some((nth, at));
    }

    /// Stops none any more.
    pub(crate) fn opens(&self) {
        *self.watch.stop.lock().unwrap() = None;
    }

    /// Whether it came to that request.
    pub(crate) fn has_stopped(&self) -> bool {
        let stop = *self.watch.stop.lock().unwrap();
        stop.is_some_and(|(nth, _)| self.watch.passed.load(Ordering::SeqCst) >= nth)
    }

    /// Has what is held go on, with its answer if it had one.
    pub(crate) fn lets_go(&self) {
        self.watch.goes_on.notify_one();
    }

    /// Waits for the request that is held.
    pub(crate) async fn is_reached(&self) {
        self.watch.reached.notified().await;
    }
}

impl Watch {
    /// Where the request that begins now is stopped, if it is.
    fn next(&self) -> Option<Where> {
        let this = self.passed.fetch_add(1, Ordering::SeqCst) + 1;
        let (nth, at) = (*self.stop.lock().unwrap())?;
        (this == nth).then_some(at)
    }

    /// It came to that. Says whether it goes on in the end.
    async fn stop(&self) -> bool {
        self.reached.notify_one();
        let holds = *self.holds.lock().unwrap();
        if holds {
            self.goes_on.notified().await;
        }
        holds
    }
}

/// Asks and answers, one request after the other, as one client does.
async fn line(
    (mut from, mut to): (OwnedReadHalf, OwnedWriteHalf),
    (mut back, mut forth): (OwnedReadHalf, OwnedWriteHalf),
    watch: Arc<Watch>,
) {
    let mut piece = vec![0; 256 * 1024];
    let mut answer = vec![0; 256 * 1024];
    loop {
        // A request is small, and comes before its answer is read.
        let Some(asked) = message(&mut from, &mut piece).await else { return };
        let stopped = watch.next();
        if stopped == Some(Where::Before) && !watch.stop().await {
            return;
        }
        if forth.write_all(&piece[..asked]).await.is_err() {
            return;
        }
        let Some(said) = message(&mut back, &mut answer).await else { return };
        if stopped == Some(Where::After) && !watch.stop().await {
            return;
        }
        if to.write_all(&answer[..said]).await.is_err() {
            return;
        }
    }
}

/// One message of HTTP, whose length its head says.
async fn message(from: &mut OwnedReadHalf, into: &mut [u8]) -> Option<usize> {
    let mut read = 0;
    loop {
        match from.read(&mut into[read..]).await {
            Ok(more @ 1..) => read += more,
            _ => return None,
        }
        let head = into[..read].windows(4).position(|four| four == b"\r\n\r\n");
        let Some(head) = head else { continue };
        let words = String::from_utf8_lossy(&into[..head]).to_ascii_lowercase();
        let length = words
            .lines()
            .find_map(|line| line.strip_prefix("content-length:"))
            .map_or(0, |length| length.trim().parse().unwrap());
        if read >= head + 4 + length {
            return Some(read);
        }
    }
}
