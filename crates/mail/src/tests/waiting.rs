//! Waiting for news.

use std::future::{pending, ready};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::script::{End, Script, Turn, mailbox};
use crate::{MailError, Mailbox, RENEW_AFTER, Woken};

const OPEN: Turn<'_> = ("p2 EXAMINE", "* 1 EXISTS\r\np2 OK\r\n");
const WAITS: &str = "+ idling\r\n";

async fn opened(able: &str, turns: &[Turn<'_>]) -> (Mailbox, Script) {
    let turns = [&[OPEN][..], turns].concat();
    let (mut mailbox, script) = mailbox(able, &turns, End::Hangs).await;
    mailbox.examine("INBOX").await.unwrap();
    (mailbox, script)
}

fn never(_: Duration) -> impl Future<Output = ()> {
    pending()
}

#[tokio::test]
async fn news_end_the_waiting_and_signs_of_life_do_not() {
    let news = "+ idling\r\n* OK still here\r\n* 2 EXISTS\r\n";
    let turns = [("p3 IDLE", news), ("DONE", "p3 OK\r\n"), ("p4 NOOP", "p4 OK\r\n")];
    let (mut mailbox, _script) = opened("IDLE", &turns).await;
    assert_eq!(mailbox.wait(pending(), never).await, Ok(Woken::ByNews));
    assert_eq!(mailbox.still_there().await, Ok(()));
}

#[tokio::test]
async fn whoever_waits_can_stop_waiting() {
    let turns = [("p3 IDLE", WAITS), ("DONE", "p3 OK\r\n"), ("p4 NOOP", "p4 OK\r\n")];
    let (mut mailbox, _script) = opened("IDLE", &turns).await;
    assert_eq!(mailbox.wait(ready(()), never).await, Ok(Woken::ByTheEnd));
    assert_eq!(mailbox.still_there().await, Ok(()));
}

#[tokio::test]
async fn the_waiting_is_begun_anew_before_the_server_ends_it() {
    let turns = [
        ("p3 IDLE", WAITS),
        ("DONE", "p3 OK\r\n"),
        ("p4 IDLE", WAITS),
        ("DONE", "p4 OK\r\n"),
        ("p5 IDLE", "+ idling\r\n* 1 EXPUNGE\r\n"),
        ("DONE", "p5 OK\r\n"),
    ];
    let (mut mailbox, _script) = opened("IDLE", &turns).await;
    let renewed = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&renewed);
    let renew = move |time| {
        assert_eq!(time, RENEW_AFTER);
        assert!(time < Duration::from_secs(29 * 60));
        let over = counted.fetch_add(1, Ordering::Relaxed) < 2;
        async move { if over { ready(()).await } else { pending().await } }
    };
    assert_eq!(mailbox.wait(pending(), renew).await, Ok(Woken::ByNews));
    assert_eq!(renewed.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn what_was_told_before_the_waiting_is_not_waited_for() {
    let turns = [("p3 NOOP", "* 2 EXISTS\r\np3 OK\r\n")];
    let (mut mailbox, _script) = opened("IDLE", &turns).await;
    mailbox.still_there().await.unwrap();
    assert_eq!(mailbox.wait(pending(), never).await, Ok(Woken::ByNews));
}

#[tokio::test]
async fn a_server_that_ends_the_waiting_or_cannot_wait_is_told_apart() {
    let (mut bye, _script) = {
        let turns = [&[OPEN][..], &[("p3 IDLE", "+ idling\r\n* BYE restarting\r\n")]].concat();
        let (mut bye, script) = mailbox("IDLE", &turns, End::Closes).await;
        bye.examine("INBOX").await.unwrap();
        (bye, script)
    };
    let error = bye.wait(pending(), never).await.unwrap_err();
    assert!(matches!(error, MailError::Refused(_)), "{error:?}");
    let (mut other, _script) = opened("", &[]).await;
    let error = other.wait(pending(), never).await.unwrap_err();
    assert!(matches!(error, MailError::NotOffered { what: "IDLE", .. }), "{error:?}");
}
