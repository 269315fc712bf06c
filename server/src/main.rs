//! `patchbay-server`: the firm server on its own, for a firm that outgrew the one
//! inside the app.

mod cli;

use clap::Parser;
use tracing_subscriber::EnvFilter;

/// What is logged where nobody says otherwise. What is with the keychain is said by whoever asked it,
/// once and with what to do, and not at each of the rounds that look for the own key.
const LOG: &str = "info,patchbay_vault::keychain=off";

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // What it has in memory is written nowhere.
    patchbay_vault::forbid_core_dumps();
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(LOG));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // A log nobody reads any more is no reason to panic.
        .log_internal_errors(false)
        .init();
    cli::Arguments::parse().run().await
}
