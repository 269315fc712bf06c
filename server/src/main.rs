//! `patchbay-server`: the firm server on its own, for a firm that outgrew the one
//! inside the app.

use std::io::ErrorKind;
use std::net::SocketAddr;

use anyhow::{Context, anyhow};
use clap::{Parser, Subcommand};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

#[derive(Parser)]
#[command(version, about = "The Patchbay firm server")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Answer requests until stopped by Ctrl-C or SIGTERM
    Serve {
        /// Where to listen
        #[arg(long, env = "PATCHBAY_SERVER_LISTEN", default_value = "127.0.0.1:8640")]
        listen: SocketAddr,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // A log nobody reads any more is no reason to panic.
        .log_internal_errors(false)
        .init();
    match Arguments::parse().command {
        Command::Serve { listen } => {
            let listener = bind(listen).await?;
            let shutdown = CancellationToken::new();
            cancel_when_told(shutdown.clone())?;
            patchbay_server::serve(listener, shutdown).await.context("the server stopped")
        }
    }
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!(
            "{address} is already taken by another program. Stop that program, or choose \
             another address with --listen or PATCHBAY_SERVER_LISTEN."
        ),
        ErrorKind::PermissionDenied => anyhow!(
            "this account may not listen on {address}. Ports below 1024 need more rights: \
             choose a higher one with --listen and put a proxy in front."
        ),
        ErrorKind::AddrNotAvailable => anyhow!(
            "{address} is not an address of this machine. Choose one with --listen; \
             127.0.0.1 always works, 0.0.0.0 means every address."
        ),
        _ => anyhow!(error).context(format!("cannot listen on {address}")),
    })
}

/// From here on Ctrl-C and SIGTERM end the server in good order.
fn cancel_when_told(shutdown: CancellationToken) -> anyhow::Result<()> {
    #[cfg(unix)]
    let mut terminate = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate()).context("SIGTERM cannot be listened to")?
    };
    tokio::spawn(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
        shutdown.cancel();
        tracing::info!("told to stop: no new requests, the open ones are finished");
    });
    Ok(())
}
