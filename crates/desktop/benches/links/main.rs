//! How long a sign-in takes from the link that brings its answer, handed to the running app
//! as the operating system hands it, to the painted word “Connected”; beside the bare
//! exchange, which is the same calls by a plain client. Printed as JSON for
//! `cargo xtask bench`.
//!
//! Told the app's program and the number of rounds.

#![allow(clippy::unwrap_used, reason = "a measurement ends by panicking")]

mod app;
mod bare;
mod provider;

use std::path::PathBuf;
use std::time::Duration;

use provider::Provider;

#[tokio::main]
async fn main() {
    // Cargo adds words of its own.
    let mut told = std::env::args().skip(1).filter(|word| !word.starts_with("--"));
    let program = PathBuf::from(told.next().expect("the app's program is named"));
    let rounds: usize = told.next().map_or(7, |rounds| rounds.parse().unwrap());

    let provider = Provider::play().await;
    let app = app::Opened::over(&provider, &program).await;
    let (mut ours, mut bare, mut handing) = (Vec::new(), Vec::new(), Vec::new());
    // Once each without counting: the first of all reads the disk.
    for round in 0..=rounds {
        let exchanged = bare::exchange(&provider, round).await;
        let connected = app.connects(&provider, round).await;
        if round > 0 {
            bare.push(exchanged);
            ours.push(connected.whole);
            handing.push(connected.handing);
        }
    }
    app.close().await;
    let (figure, limit) = (median(ours), median(bare));
    eprintln!(
        "links: {:.1} ms of it until the link had come through the system to the app",
        median(handing)
    );
    let row = serde_json::json!({ "figure": figure, "limit": limit, "runs": rounds });
    println!("{row}");
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The middle one.
fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
