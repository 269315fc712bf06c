//! Desktops at a firm server over the loopback: one that tells a thousand changes, a hundred in a
//! question as desktops do, beside the same bytes each by itself over bare HTTP into SQLite; and
//! fifty that take them all at once. Run by `cargo xtask bench`, which sets the limits; it says its figures
//! as lines of JSON.

#![allow(clippy::unwrap_used, reason = "a bench ends by panicking")]

mod bare;
mod firm;

use std::time::{Duration, Instant};

use reqwest::{Client, Method};
use serde_json::{Value, json};

use firm::Firm;

/// How many things are changed.
const RECORDS: usize = 1000;

/// How many desktops take them.
const DESKTOPS: usize = 50;

/// A connection, as a desktop tells it.
fn facts(n: usize) -> Value {
    json!({
        "provider": "xero", "environment": "live", "label": format!("Client {n}"),
        "account_id": format!("a-{n}"), "account_name": "Miller & Co", "owner": "Ana",
        "custodian": "this_computer", "status": "connected",
        "last_success": "2026-11-22T09:00:00Z", "made_at": "2026-11-20T09:00:00Z",
        "entities": [
            { "entity": "invoices", "synced": n, "pending": 0, "errors": 0 },
            { "entity": "bills", "synced": n, "pending": 0, "errors": 0 },
        ],
    })
}

/// How many a desktop tells in one question.
const AT_ONCE: usize = 100;

/// What a desktop sends of one.
fn change(n: usize) -> Value {
    json!({
        "key": format!("k{n}"), "kind": "connection", "id": format!("c{n:04}"), "version": null,
        "connection": facts(n),
    })
}

/// One after the other, each answered when it is on the disk.
async fn kept(client: &Client, base: &str) -> Duration {
    let since = Instant::now();
    for n in 0..RECORDS {
        let request = client.request(Method::PUT, format!("{base}/api/connections/c{n:04}"));
        let answer = request.json(&change(n)).send().await.unwrap();
        assert_eq!(answer.status(), 201, "{}", answer.text().await.unwrap());
        answer.bytes().await.unwrap();
    }
    since.elapsed()
}

/// As a desktop tells its changes, each answered when all of its question are on the disk.
async fn told(client: &Client, base: &str, token: &str) -> Duration {
    let since = Instant::now();
    for first in (0..RECORDS).step_by(AT_ONCE) {
        let changes: Vec<Value> = (first..first + AT_ONCE).map(change).collect();
        let request = client.post(format!("{base}/api/changes")).bearer_auth(token);
        let answer = request.json(&json!({ "changes": changes })).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        let results = answer["results"].as_array().unwrap();
        assert_eq!(results.len(), AT_ONCE);
        assert!(results.iter().all(|one| one["status"] == 201), "{answer}");
    }
    since.elapsed()
}

/// Takes every change, and says how long each answer took.
async fn pulled(base: String, token: String) -> Vec<Duration> {
    let client = Client::builder().no_proxy().build().unwrap();
    let (mut took, mut cursor, mut seen) = (Vec::new(), "0".to_owned(), 0);
    loop {
        let since = Instant::now();
        let request = client.get(format!("{base}/api/changes?cursor={cursor}")).bearer_auth(&token);
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let page = answer.bytes().await.unwrap();
        took.push(since.elapsed());
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&page));
        let page: Value = serde_json::from_slice(&page).unwrap();
        seen += page["items"].as_array().unwrap().len();
        cursor = page["cursor"].as_str().unwrap().to_owned();
        if page["more"] == false {
            assert_eq!(seen, RECORDS);
            return took;
        }
    }
}

fn say(name: &str, figure: f64, limit: Option<f64>, runs: usize) {
    println!("{}", json!({ "name": name, "figure": figure, "limit": limit, "runs": runs }));
}

#[tokio::main]
async fn main() {
    let client = Client::builder().no_proxy().build().unwrap();
    let bare = bare::Bare::start().await;
    let limit = kept(&client, &bare.base).await;
    let firm = Firm::start().await;
    let tokens = firm.desktops(DESKTOPS).await;
    let took = told(&client, &firm.base, &tokens[0]).await;
    let each = |all: Duration| all.as_secs_f64() * 1000.0 / RECORDS as f64;
    say("told", each(took), Some(each(limit)), RECORDS);

    let since = Instant::now();
    let pulling: Vec<_> =
        tokens.iter().map(|token| tokio::spawn(pulled(firm.base.clone(), token.clone()))).collect();
    let mut answers = Vec::new();
    for one in pulling {
        answers.extend(one.await.unwrap());
    }
    let all = since.elapsed();
    answers.sort();
    let p99 = answers[(answers.len() * 99).div_ceil(100) - 1];
    say("p99", p99.as_secs_f64() * 1000.0, None, answers.len());
    say("all", all.as_secs_f64() * 1000.0, None, DESKTOPS);
}
