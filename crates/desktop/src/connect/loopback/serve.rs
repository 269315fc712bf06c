//! Answers whoever connects, until the one came who was waited for.

use std::convert::Infallible;
use std::future::{poll_fn, ready};
use std::io;
use std::sync::{Arc, OnceLock};
use std::task::Poll;
use std::time::Duration;

use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::page;
use super::visit::{Expected, Visit};

/// Within this long, a browser has said what it wants.
const HEAD_WITHIN: Duration = Duration::from_secs(5);

/// Longer than anybody needs to read a page of a kilobyte.
const VISIT_WITHIN: Duration = Duration::from_secs(10);

/// How many are answered at once. Who comes beside them waits in line, until one of them
/// is through or has run out of time.
const AT_ONCE: usize = 64;

/// More than an answer is, with all the cookies that programs on one computer leave.
const LONGEST_HEAD: usize = 64 * 1024;

/// How long to wait when the system has no connection to give.
const AGAIN_AFTER: Duration = Duration::from_millis(100);

/// The parameters of the answer.
type Answer = Vec<(String, String)>;

/// The ports, for the runtime.
pub(super) fn listening(bound: Vec<std::net::TcpListener>) -> io::Result<Vec<TcpListener>> {
    let taken_over = |listener: std::net::TcpListener| {
        listener.set_nonblocking(true)?;
        TcpListener::from_std(listener)
    };
    bound.into_iter().map(taken_over).collect()
}

/// Answers until the expected one came and has its page. With the return, the ports are
/// closed; who was let in before is answered nevertheless, so that a browser that asks
/// twice shows no error. When it was cancelled, nobody is.
pub(super) async fn answer(
    listeners: Vec<TcpListener>,
    expected: Expected,
    cancelled: &CancellationToken,
) -> Option<Answer> {
    let expected = Arc::new(expected);
    let mut visits = JoinSet::new();
    loop {
        tokio::select! {
            biased;
            () = cancelled.cancelled() => return None,
            Some(ended) = visits.join_next() => {
                if let Ok(Some(answer)) = ended {
                    visits.detach_all();
                    return Some(answer);
                }
            }
            stream = accepted(&listeners), if visits.len() < AT_ONCE => {
                visits.spawn(visited(stream, Arc::clone(&expected)));
            }
        }
    }
}

/// Whoever comes next.
async fn accepted(listeners: &[TcpListener]) -> TcpStream {
    loop {
        let next = poll_fn(|context| {
            let mut polled = listeners.iter().map(|listener| listener.poll_accept(context));
            polled.find(Poll::is_ready).unwrap_or(Poll::Pending)
        });
        match next.await {
            Ok((stream, _)) => return stream,
            Err(error) => {
                tracing::debug!(%error, "a connection could not be taken in");
                sleep(AGAIN_AFTER).await;
            }
        }
    }
}

/// One connection, one request, one answer. With what was waited for, if this was it.
async fn visited(stream: TcpStream, expected: Arc<Expected>) -> Option<Answer> {
    let found = OnceLock::new();
    let service = service_fn(|request: Request<Incoming>| {
        let visit = expected.judge(&request);
        let response = page::response(&visit, request.headers());
        if let Visit::Answer(parameters) = visit {
            // The first request of a connection is its only one.
            let _ = found.set(parameters);
        }
        ready(Ok::<_, Infallible>(response))
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_WITHIN)
        .max_buf_size(LONGEST_HEAD)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service);
    match timeout(VISIT_WITHIN, connection).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "a visit to the port of a sign-in broke off"),
        Err(_) => tracing::debug!("a visit to the port of a sign-in took too long"),
    }
    found.into_inner()
}
