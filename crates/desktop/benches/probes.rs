//! How long it takes to test everything that can be connected, at providers that answer
//! without any delay; beside the bare exchange, which is as many calls by a plain client, as
//! many at a time. Printed as JSON for `cargo xtask bench`.
//!
//! Told the number of rounds.

#![allow(clippy::unwrap_used, reason = "a measurement ends by panicking")]

#[path = "../tests/sign_in/bench_firm.rs"]
#[allow(dead_code, reason = "the stories of sign-ins use the rest of it")]
mod bench_firm;
#[path = "../tests/support/in_memory.rs"]
mod in_memory;

use std::sync::Arc;
use std::time::{Duration, Instant};

use bench_firm::{Firm, address, browser, decide, wish};
use patchbay_contract::{EnvironmentId, NewAttempt, NewKey, SignInAt};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::connect::Reach;
use patchbay_desktop::keys::Keys;
use patchbay_practice::{COMPANIES, Decision, played_at};
use patchbay_providers::{How, Provider, SignIn};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// As many are asked at the same time as when everything is tested.
const AT_ONCE: usize = 4;

/// A call that needs no more than any other.
const CALL: (&str, &str) = ("stripe", "https://api.stripe.com/v1/account");

#[tokio::main]
async fn main() {
    // Cargo adds words of its own.
    let mut told = std::env::args().skip(1).filter(|word| !word.starts_with("--"));
    let rounds: usize = told.next().map_or(7, |rounds| rounds.parse().unwrap());

    let catalogue = Catalogue::in_folder(std::path::Path::new("/nonexistent"));
    let all = catalogue.built_in();
    let ids: Vec<&str> = all.iter().map(|provider| provider.id.as_str()).collect();
    let firm = Firm::with_apps(&ids).await;
    let keys = Keys::beside(&firm.sign_ins);
    for (provider, way) in all.iter().flat_map(|one| one.sign_in.iter().map(move |way| (one, way)))
    {
        connect(&firm, &keys, provider, way).await;
    }

    let (mut ours, mut bare, mut tested, mut calls) = (Vec::new(), Vec::new(), 0, 0);
    // Once each without counting: the first of all reads the disk.
    for round in 0..=rounds {
        let before = answered(&firm, &ids);
        let begun = Instant::now();
        let found = keys.test_all().await.unwrap();
        let whole = millis(begun.elapsed());
        (tested, calls) = (found.len(), answered(&firm, &ids) - before);
        let broken: Vec<_> = found.iter().filter(|one| one.problem.is_some()).collect();
        assert!(broken.is_empty(), "{broken:#?}");
        let exchanged = exchange(&firm, calls).await;
        if round > 0 {
            ours.push(whole);
            bare.push(exchanged);
        }
    }
    assert!(tested > 60 && calls > tested, "{tested} were tested by {calls} calls");
    eprintln!("probes: {tested} connections were tested by {calls} calls");
    let each = |times: Vec<f64>| median(times) / tested as f64;
    let row = serde_json::json!({ "figure": each(ours), "limit": each(bare), "runs": rounds });
    println!("{row}");
}

/// Connects it, where anybody is called for it.
async fn connect(firm: &Firm, keys: &Arc<Keys>, provider: &Provider, way: &SignIn) {
    let fields = firm.practice.credentials_of(&provider.id, &way.id);
    let at = SignInAt {
        provider: provider.id.clone(),
        sign_in: way.id.clone(),
        environment: EnvironmentId::Live,
    };
    match &way.how {
        How::Key(_) | How::SignedToken(_) => {
            let typed = NewKey {
                at,
                connection: None,
                switch_account: false,
                label: None,
                fields,
                in_sight: false,
                mailbox: None,
            };
            keys.save(typed).await.unwrap();
        }
        How::OAuth(_) | How::ClientCredentials(_) => {
            let attempt = firm.begin(NewAttempt { at, fields, ..wish("x") }).await;
            if way.oauth().is_some() {
                let said = decide(&address(&attempt), Decision::Allow(&COMPANIES[0])).await;
                firm.bring_home(&attempt, said).await;
            }
            firm.connected(&attempt.id).await;
        }
        How::Mailbox(_) | How::PostAddress(_) | How::OpenAddress(_) | How::FileTarget(_) => {}
    }
}

/// How many calls these providers answered so far.
fn answered(firm: &Firm, providers: &[&str]) -> usize {
    let calls = providers.iter().map(|id| firm.practice.counts(id).probes as usize);
    calls.sum()
}

/// As many calls by a plain client. How many milliseconds they took.
async fn exchange(firm: &Firm, calls: usize) -> f64 {
    let (_, Reach::Practice(server)) = firm.places() else { panic!("it is practised") };
    let (provider, call) = CALL;
    let port = server.port().unwrap();
    let address = played_at(([127, 0, 0, 1], port).into(), provider, call).unwrap();
    let key = firm.practice.credentials_of(provider, "key")["api_key"].clone();
    let (http, turns) = (browser(), Arc::new(Semaphore::new(AT_ONCE)));
    let mut running = JoinSet::new();
    let begun = Instant::now();
    for _ in 0..calls {
        let asked = http.get(&address).bearer_auth(&key);
        let turns = Arc::clone(&turns);
        running.spawn(async move {
            let _turn = turns.acquire().await.unwrap();
            asked.send().await.unwrap().error_for_status().unwrap().bytes().await.unwrap()
        });
    }
    running.join_all().await;
    millis(begun.elapsed())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The middle one.
fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
