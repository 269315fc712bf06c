//! The firm server inside the app: on loopback, on a port the system picks, started
//! and stopped with the app. Nobody but this process is told the port.
//!
//! It has a database for as long as this computer is in at no other server: which one, is found out
//! once the window shows something. When this computer comes in at it, is `sync`'s.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use patchbay_desktop::{
    EmbeddedDatabase, EmbeddedTrouble, FirmServer, Installation, ServerLife, server_not_started,
};
use patchbay_server::embedded::{self, NotPrepared};
use patchbay_vault::Secret;

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
            is_not_there(&core.installation, &error);
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
    let (config, preparing) = embedded::config(installation.folder());
    // It is started once.
    let _ = core.embedded.set((config.clone(), preparing));
    let serving = tauri::async_runtime::spawn(async move {
        let served = async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            patchbay_server::serve(listener, config, shutdown).await
        };
        if let Err(error) = served.await {
            tracing::error!(%error, "the embedded firm server stopped");
            is_not_there(&installation, &error);
            notices.installation_changed();
        }
    });
    core.keep_firm_server(serving);
}

fn is_not_there(installation: &Installation, error: &io::Error) {
    let why = error.to_string();
    installation.set_firm_server(FirmServer::Failed(server_not_started(&why)));
    installation.set_embedded_database(Err(EmbeddedTrouble::NotAtThisStart(why)));
}

/// Has the database ready that fits what this computer is in at, or says that there is none.
/// Answers to sign-ins are handed on without it.
pub(crate) async fn have_its_database_ready(core: &Core) {
    let Some((_, preparing)) = core.embedded.get() else { return };
    let installation = &core.installation;
    // It ended before, which is said already.
    if installation.embedded_server().is_none() {
        return preparing.ended(false);
    }
    let folder = installation.folder();
    let wanted = match core.practice {
        Some(_) => Ok(EmbeddedDatabase::None),
        None => installation.embedded_database().await,
    };
    let prepared = match wanted {
        Ok(EmbeddedDatabase::Current { known }) => Some(prepared(folder, known.as_ref()).await),
        Ok(EmbeddedDatabase::Former) => {
            match embedded::set_aside(folder, Timestamp::now()) {
                Ok(aside) => tell_where(aside.as_deref()),
                Err(error) => tracing::warn!(%error, "the former database was not set aside"),
            }
            None
        }
        Ok(EmbeddedDatabase::None) => None,
        Err(problem) => Some(Err(EmbeddedTrouble::NotAtThisStart(problem.what))),
    };
    preparing.ended(matches!(prepared, Some(Ok(_))));
    if let Some(life) = prepared {
        if let Err(trouble) = &life {
            tracing::warn!(?trouble, "the embedded firm server has no database");
        }
        installation.set_embedded_database(life);
    }
}

async fn prepared(
    folder: &Path,
    known: Option<&ServerLife>,
) -> Result<ServerLife, EmbeddedTrouble> {
    let known = known.map(|known| (known.server.as_str(), known.epoch.as_str()));
    let prepared = embedded::prepare(folder, known).await.map_err(|error| match error {
        NotPrepared::Newer => EmbeddedTrouble::Newer,
        NotPrepared::Moved(to) => EmbeddedTrouble::Moved(to),
        NotPrepared::Failed(error) => {
            let place = embedded::folder(folder);
            EmbeddedTrouble::NotAtThisStart(format!("{}: {error}", place.display()))
        }
    })?;
    tell_where(prepared.set_aside.as_deref());
    Ok(ServerLife { server: prepared.server, epoch: prepared.epoch })
}

fn tell_where(aside: Option<&Path>) {
    if let Some(aside) = aside {
        tracing::info!(aside = %aside.display(), "the former database is set aside");
    }
}

/// Comes in at it, where it is time for that.
pub(crate) async fn come_in(core: &Core) {
    let Some((config, _)) = core.embedded.get() else { return };
    let installation = &core.installation;
    match installation.wants_in_at_embedded().await {
        Ok(false) => return,
        Ok(true) => {}
        Err(problem) => return tracing::warn!(code = %problem.code, "nobody knows who is in"),
    }
    let code = async || {
        let name = installation.person().unwrap_or_else(|| "Owner".into());
        let code = embedded::code(config, &name).await;
        code.map(Secret::new).map_err(|error| EmbeddedTrouble::ForNow(error.to_string()))
    };
    if let Err(problem) = installation.come_in_at_embedded(code).await {
        tracing::warn!(code = %problem.code, details = ?problem.details, "not let in by ourselves");
    }
}
