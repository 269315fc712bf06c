//! Practice: the app over providers that are played on this computer. Everything else is
//! the same program; only where providers are is different.

use std::ffi::OsString;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use jiff::Timestamp;
use patchbay_contract::{NewFirmApp, Problem};
use patchbay_desktop::catalogue::Catalogue;
use patchbay_desktop::connect::{Reach, SignIns};
use patchbay_desktop::practice_folder::{self, Played};
use patchbay_desktop::{DATA_FOLDER_VARIABLE, Installation, data_folder};
use patchbay_practice::Practice;
use tokio_util::sync::CancellationToken;

use crate::again;

/// How the program is told to practise.
pub(crate) const ARGUMENT: &str = "--practice";

/// The practice firm that this run is for.
pub(crate) struct PracticeFirm {
    pub(crate) reach: Reach,
    practice: Practice,
}

/// Starts the program anew over the practice folder when it was told to practise. Comes
/// back otherwise, or when that cannot be done.
pub(crate) fn start_over_practice_folder(asked_for: Option<OsString>) -> io::Result<()> {
    if !std::env::args_os().any(|argument| argument == ARGUMENT) {
        return Ok(());
    }
    let folder = practice_folder::beside(&data_folder(asked_for))?;
    let mut practising = Command::new(std::env::current_exe()?);
    practising
        .args(std::env::args_os().skip(1).filter(|argument| argument != ARGUMENT))
        .env(DATA_FOLDER_VARIABLE, folder);
    again::replace_this_process(&mut practising);
    Err(io::Error::other("the program could not be started over the practice folder"))
}

/// Starts another run of this program, for practice, beside this one.
pub(crate) fn open_beside() -> io::Result<()> {
    let mut beside = Command::new(std::env::current_exe()?).arg(ARGUMENT).spawn()?;
    // Whoever started a program has to hear of its end, or it stays in the system's list.
    std::thread::Builder::new().name("practice".into()).spawn(move || match beside.wait() {
        Ok(status) => tracing::info!(%status, "the practice firm was closed"),
        Err(error) => tracing::warn!(%error, "nobody knows how the practice firm ended"),
    })?;
    Ok(())
}

/// What plays the providers of this folder, if it is for practice.
pub(crate) fn of_folder(
    folder: &Path,
    catalogue: &Catalogue,
    shutdown: CancellationToken,
) -> io::Result<Option<PracticeFirm>> {
    let Some(played) = practice_folder::played(folder)? else { return Ok(None) };
    let providers = catalogue.built_in();
    let providers = providers.iter().cloned().map(Arc::new);
    let practice = Practice::of(providers, Arc::new(Timestamp::now), Arc::new(random));
    let server = match played {
        Played::At(url) => url,
        Played::Here => {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
            listener.set_nonblocking(true)?;
            let address = listener.local_addr()?;
            serve(practice.clone(), listener, shutdown);
            format!("http://{address}").parse().map_err(io::Error::other)?
        }
    };
    Ok(Some(PracticeFirm { reach: Reach::Practice(server), practice }))
}

fn serve(practice: Practice, listener: TcpListener, shutdown: CancellationToken) {
    tauri::async_runtime::spawn(async move {
        let served = async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            practice.serve(listener, shutdown.cancelled_owned()).await
        };
        if let Err(error) = served.await {
            tracing::error!(%error, "the practice providers stopped");
        }
    });
}

fn random(bytes: &mut [u8]) {
    if let Err(error) = getrandom::fill(bytes) {
        tracing::error!(%error, "no randomness for the practice providers");
    }
}

impl PracticeFirm {
    /// Makes the installation a practice firm, and gives it an app at every provider: what
    /// is practised is connecting, and whoever wants can register anew.
    pub(crate) async fn furnish(
        &self,
        installation: &Installation,
        sign_ins: &SignIns,
    ) -> Result<(), Problem> {
        installation.become_practice_firm().await?;
        for at in sign_ins.places_without_app().await? {
            let app = self.practice.app_of(&at.provider);
            let (client_id, client_secret) = (app.client_id, app.client_secret);
            sign_ins.save_firm_app(NewFirmApp { at, client_id, client_secret }).await?;
        }
        Ok(())
    }
}
