//! The firm server inside the app: on loopback, on a port the system picks, started
//! and stopped with the app. Nobody but this process is told the port.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;

use patchbay_desktop::{FirmServer, server_not_started};

use crate::core::Core;

/// Starts it, and tells the installation where it is or why it is not.
pub(crate) fn start(core: &Core) {
    match listen() {
        Ok((listener, address)) => {
            core.installation.set_firm_server(FirmServer::Embedded(address));
            serve(core, listener);
        }
        Err(error) => {
            tracing::error!(%error, "the embedded firm server could not be started");
            let problem = server_not_started(&error.to_string());
            core.installation.set_firm_server(FirmServer::Failed(problem));
        }
    }
}

/// Bound before the window opens, so that the page's first question finds it.
fn listen() -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

fn serve(core: &Core, listener: TcpListener) {
    let installation = Arc::clone(&core.installation);
    let notices = Arc::clone(&core.notices);
    let shutdown = core.shutdown.clone();
    let serving = tauri::async_runtime::spawn(async move {
        let served = async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            patchbay_server::serve(listener, patchbay_server::Config::embedded(), shutdown).await
        };
        if let Err(error) = served.await {
            tracing::error!(%error, "the embedded firm server stopped");
            let problem = server_not_started(&error.to_string());
            installation.set_firm_server(FirmServer::Failed(problem));
            notices.installation_changed();
        }
    });
    core.keep_firm_server(serving);
}
