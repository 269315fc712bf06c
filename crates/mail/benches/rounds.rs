//! What the minute's round over a mailbox of 10,000 messages costs, beside the first one:
//! printed as JSON for `cargo xtask bench`, one row a line. Bytes are counted by an onlooker
//! before a real Dovecot.

#![allow(clippy::unwrap_used, reason = "a measurement ends by panicking")]

// The tests' own, of which some servers are not needed here.
#[allow(dead_code, unused_imports, reason = "nobody sends here")]
#[path = "../tests/real/support/mod.rs"]
mod support;

use std::time::Instant;

use patchbay_mail::Mail;
use patchbay_mail::sync::{Known, News, Plan, Round};

use support::{Dovecot, Onlooker, PASSWORD, login, mail};

const MESSAGES: u32 = 10_000;
const MINUTES: usize = 31;

/// As far as the app reads.
const PLAN: Plan = Plan { reach_back: 500, page: 100, window: 500 };

/// One round as the app makes it, and what it took.
struct Made {
    known: Known,
    headers: usize,
    bytes: f64,
    ms: f64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut dovecot = Dovecot::start().await;
    dovecot.deliver("INBOX", MESSAGES);
    let onlooker = Onlooker::before(dovecot.plain()).await;
    let mail = mail(&dovecot.certificates);
    // The server indexes what was delivered before anybody is measured.
    drop(round(&mail, &onlooker, None).await);
    let first = round(&mail, &onlooker, None).await;
    assert_eq!(first.headers, 500);
    let mut known = first.known;
    let (mut quiet, mut one) = (Vec::new(), Vec::new());
    let mut times = Vec::new();
    for _ in 0..MINUTES {
        let made = round(&mail, &onlooker, Some(known)).await;
        assert_eq!(made.headers, 0);
        quiet.push(made.bytes);
        dovecot.deliver("INBOX", 1);
        let made = round(&mail, &onlooker, Some(made.known)).await;
        assert_eq!(made.headers, 1);
        one.push(made.bytes);
        times.push(made.ms);
        known = made.known;
    }
    print("quiet", median(quiet), first.bytes);
    print("one", median(one), first.bytes);
    print("time", median(times), first.ms);
}

async fn round(mail: &Mail, onlooker: &Onlooker, known: Option<Known>) -> Made {
    onlooker.take();
    let began = Instant::now();
    let mut mailbox = mail.open(&onlooker.server, &login(PASSWORD)).await.unwrap();
    let mut round = Round::new("INBOX", PLAN, known);
    let mut headers = 0;
    while let Some(news) = round.next(&mut mailbox).await.unwrap() {
        for one in news {
            if let News::Came(came) = one {
                headers += came.len();
            }
        }
    }
    let known = round.known().clone();
    mailbox.end().await;
    let ms = began.elapsed().as_secs_f64() * 1000.0;
    let (asked, answered) = onlooker.take();
    let bytes = asked.iter().map(String::len).sum::<usize>() + answered.len();
    let bytes = f64::from(u32::try_from(bytes).unwrap());
    Made { known, headers, bytes, ms }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn print(name: &str, figure: f64, limit: f64) {
    println!(r#"{{"name":"{name}","figure":{figure},"limit":{limit},"runs":{MINUTES}}}"#);
}
