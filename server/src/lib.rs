//! The firm server.
//!
//! [`serve`] takes its listener, its configuration and its shutdown from whoever calls it, so
//! that the same server runs inside the desktop app on a loopback port nobody chose, and
//! alone under `patchbay-server`. It says how it is, and hands providers' answers from the
//! browser to the app; with a database, it also keeps what the firm agreed on, and answers
//! the firm's devices and software, tidies what has ended, and keeps alive the connections that it
//! holds. Invariant: it binds nothing by itself and ends when it is
//! told to, with every open request answered or its time for that over.

pub mod administration;
mod api;
mod asked;
mod auth;
pub mod config;
mod custody;
mod database;
mod directory;
mod duties;
pub mod embedded;
mod entrance;
mod frame;
mod house;
mod paper;
mod problem;
mod random;
mod relay;
mod routes;
mod sign_in;
mod state;

use std::io;
use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

pub use config::Config;
pub use database::Preparing;

/// The version this server says it has.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Answers on this listener until the token is cancelled, then lets open requests end.
pub async fn serve(
    listener: TcpListener,
    config: Config,
    shutdown: CancellationToken,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    tracing::info!(%address, "the firm server is listening");
    let drain = config.drain;
    let house = house::House::new(config, shutdown.clone());
    house.keys.find().await;
    let (leading, led) = watch::channel(None);
    let mut duties = Vec::new();
    if house.keeps_something() {
        duties.push(duty(&house, duties::keep(house.clone(), leading)));
        duties.push(duty(&house, custody::keep(house.clone(), led.clone())));
        duties.push(duty(&house, custody::mail::keep(house.clone(), led)));
    }
    duties.push(AbortOnDropHandle::new(tokio::spawn(relay::keep(house.clone()))));
    let routes = routes::all(house.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let over = shutdown.clone();
    let serving = axum::serve(listener, routes).with_graceful_shutdown(over.cancelled_owned());
    tokio::select! {
        served = serving => served?,
        () = too_late(drain, &shutdown) => {
            tracing::warn!(%address, "some requests were not answered in their time");
        }
    }
    for duty in duties {
        // One that panicked has said so in the log, and keeps nobody from ending.
        let _ = duty.await;
    }
    house.close().await;
    tracing::info!(%address, "the firm server has stopped");
    Ok(())
}

/// What a server with a database does by itself, from when that is there.
fn duty(
    house: &house::House,
    keep: impl Future<Output = ()> + Send + 'static,
) -> AbortOnDropHandle<()> {
    let house = house.clone();
    AbortOnDropHandle::new(tokio::spawn(async move {
        if house.has_its_database().await {
            keep.await;
        }
    }))
}

/// The description of the API, OpenAPI 3.1, as it is published.
#[must_use]
pub fn openapi() -> String {
    // What describes the API is made of what JSON has.
    let mut text = api::document().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// Once the time is over that open requests had, counted from when it was told to end.
async fn too_late(drain: Option<std::time::Duration>, shutdown: &CancellationToken) {
    shutdown.cancelled().await;
    match drain {
        Some(drain) => tokio::time::sleep(drain).await,
        None => std::future::pending().await,
    }
}

#[cfg(test)]
mod tests {
    use patchbay_contract::Health;

    use super::*;

    async fn started() -> (String, CancellationToken, tokio::task::JoinHandle<io::Result<()>>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let shutdown = CancellationToken::new();
        let serving = tokio::spawn(serve(listener, Config::embedded(), shutdown.clone()));
        (base, shutdown, serving)
    }

    #[tokio::test]
    async fn a_healthy_server_says_which_program_and_version_it_is() {
        let (base, _shutdown, _serving) = started().await;
        for path in ["/healthz", "/version"] {
            let health: Health =
                reqwest::get(format!("{base}{path}")).await.unwrap().json().await.unwrap();
            assert_eq!(health, Health::of_version(VERSION));
        }
    }

    #[tokio::test]
    async fn every_answer_carries_the_security_headers_even_a_refusal() {
        let (base, _shutdown, _serving) = started().await;
        for path in ["/healthz", "/no-such-page"] {
            let answer = reqwest::get(format!("{base}{path}")).await.unwrap();
            assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{path}");
            assert_eq!(answer.headers()["cache-control"], "no-store", "{path}");
        }
    }

    #[tokio::test]
    async fn a_server_told_to_stop_frees_its_port() {
        let (base, shutdown, serving) = started().await;
        shutdown.cancel();
        serving.await.unwrap().unwrap();
        assert!(reqwest::get(format!("{base}/healthz")).await.is_err());
    }
}
