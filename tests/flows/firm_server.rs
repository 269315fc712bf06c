//! The installation and the firm server inside the app.

use std::net::SocketAddr;

use patchbay_contract::{ErrorCode, InstallationState, Part};
use patchbay_desktop::{FirmServer, Installation};
use patchbay_vault::Keychain;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

async fn state_with_server_at(address: SocketAddr) -> InstallationState {
    let folder = tempfile::tempdir().unwrap();
    let installation = Installation::in_folder(folder.path(), None, Keychain::of_this_system());
    installation.set_firm_server(FirmServer::Embedded(address));
    let state = installation.state().await;
    installation.close().await;
    state
}

fn server_code(state: &InstallationState) -> Option<ErrorCode> {
    state.server.problem().map(|problem| problem.code)
}

async fn loopback() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

#[tokio::test]
async fn the_embedded_server_is_found_with_its_address_and_version() {
    let (listener, address) = loopback().await;
    let shutdown = CancellationToken::new();
    let serving = tokio::spawn(patchbay_server::serve(
        listener,
        patchbay_server::Config::embedded(),
        shutdown.clone(),
    ));
    match state_with_server_at(address).await.server {
        Part::Working(facts) => {
            assert_eq!(facts.address, format!("http://{address}"));
            assert_eq!(facts.version, patchbay_server::VERSION);
        }
        Part::Failed(problem) => panic!("{problem}"),
    }
    shutdown.cancel();
    serving.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_server_that_stopped_is_reported_with_what_to_do() {
    let (listener, address) = loopback().await;
    drop(listener);
    assert_eq!(
        server_code(&state_with_server_at(address).await),
        Some(ErrorCode::ServerUnreachable)
    );
}

#[tokio::test]
async fn a_stranger_on_the_port_is_not_taken_for_the_firm_server() {
    let (listener, address) = loopback().await;
    let stranger = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 1024]).await.unwrap();
        let page = "HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n<h1>Hello</h1>";
        stream.write_all(page.as_bytes()).await.unwrap();
    });
    let state = state_with_server_at(address).await;
    let problem = state.server.problem().expect("a stranger is a problem");
    assert!(problem.what.contains("not a firm server"), "{}", problem.what);
    stranger.await.unwrap();
}
