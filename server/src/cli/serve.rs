//! `serve`: listens, and ends in good order.

use std::io::ErrorKind;
use std::net::SocketAddr;

use anyhow::{Context, anyhow};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::settings::Settings;

pub(super) async fn serve(settings: Settings) -> anyhow::Result<()> {
    let config = settings.read().context("the configuration has a mistake")?;
    if config.database.is_some() {
        patchbay_server::administration::migrate(&config).await?;
    }
    let listener = bind(config.listen).await?;
    let shutdown = CancellationToken::new();
    cancel_when_told(shutdown.clone())?;
    patchbay_server::serve(listener, config, shutdown).await.context("the server stopped")
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

/// From here on Ctrl-C and SIGTERM end the server in good order, and a second one at once.
fn cancel_when_told(shutdown: CancellationToken) -> anyhow::Result<()> {
    #[cfg(unix)]
    let mut terminate = {
        use tokio::signal::unix::{SignalKind, signal};
        signal(SignalKind::terminate()).context("SIGTERM cannot be listened to")?
    };
    tokio::spawn(async move {
        loop {
            #[cfg(unix)]
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            #[cfg(not(unix))]
            let _ = tokio::signal::ctrl_c().await;
            if shutdown.is_cancelled() {
                tracing::warn!("told again to stop: the open requests are left");
                std::process::exit(1);
            }
            shutdown.cancel();
            tracing::info!("told to stop: no new requests, the open ones are finished");
        }
    });
    Ok(())
}
