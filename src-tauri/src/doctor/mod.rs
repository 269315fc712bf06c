//! The doctor in the running app: what only the app can try, and the one repair.
//!
//! What is looked at and what it means is the core's.

#[cfg(target_os = "linux")]
mod claim;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use patchbay_contract::{ErrorCode, Problem, WayCheck, WayChecked};
use patchbay_desktop::doctor::{Asked, Here, Session, delivery, look_around, look_outside, word};
use patchbay_desktop::{DATA_FOLDER_VARIABLE, data_folder};
use tauri::{AppHandle, Manager};

use crate::browser;
use crate::core::Core;

/// How long a link may be on its way: a program is started for it.
const ARRIVES_WITHIN: Duration = Duration::from_secs(10);

/// Looks at everything.
pub(crate) async fn examine(app: &AppHandle) -> Result<Vec<WayChecked>, Problem> {
    let core = app.state::<Core>();
    let within = async {
        let mut found = around(app).await?;
        found.push(delivered(&core, &found).await?);
        Ok(found)
    };
    let outside = async {
        let asked = match core.sign_ins() {
            Ok(sign_ins) => sign_ins.ask_the_time().await,
            Err(_) => Asked::Nobody,
        };
        look_outside(&session(), &asked)
    };
    let (found, outside) = tokio::join!(within, outside);
    let mut found: Vec<WayChecked> = found.map_err(not_well)?;
    found.extend(outside);
    found.sort_by_key(|checked| checked.check);
    Ok(found)
}

/// Puts right what can be, and looks again.
pub(crate) async fn repair(app: &AppHandle, check: WayCheck) -> Result<Vec<WayChecked>, Problem> {
    if check == WayCheck::Links {
        let core = app.state::<Core>();
        let repaired = match core.scheme.try_to_take(app).await {
            Ok(()) => claimed(app).await,
            Err(error) => Err(error),
        };
        core.installation.links_repaired(repaired).await?;
    }
    examine(app).await
}

/// Where a package registered our scheme, another program may still be asked first.
#[cfg(target_os = "linux")]
async fn claimed(app: &AppHandle) -> Result<(), String> {
    let here = here(app);
    let claiming = move || claim::for_the_package(&session(), &here);
    let claimed = tauri::async_runtime::spawn_blocking(claiming).await;
    claimed.map_err(|error| error.to_string())?.map_err(|error| error.to_string())
}

#[cfg(not(target_os = "linux"))]
async fn claimed(_: &AppHandle) -> Result<(), String> {
    Ok(())
}

async fn around(app: &AppHandle) -> Result<Vec<WayChecked>, String> {
    let (here, catalogue) = (here(app), Arc::clone(&app.state::<Core>().catalogue));
    let looking = move || look_around(&session(), &here, &catalogue.built_in());
    tauri::async_runtime::spawn_blocking(looking).await.map_err(|error| error.to_string())
}

async fn delivered(core: &Core, around: &[WayChecked]) -> Result<WayChecked, String> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| error.to_string())?;
    let too_late = tokio::time::sleep(ARRIVES_WITHIN);
    Ok(delivery(around, &core.links, &word(random), browser::open, too_late).await)
}

/// The doctor himself is not well.
fn not_well(error: String) -> Problem {
    Problem::new(
        ErrorCode::Internal,
        "Patchbay could not look into this.",
        "What keeps answers from coming back is not known. Nothing was changed.",
        "Start Patchbay again. If it stays, send the details to support.",
    )
    .with_details(error)
}

fn session() -> Session<'static> {
    Session { root: Path::new("/"), variable: &|name| std::env::var_os(name) }
}

/// This very program, as links have to open it.
fn here(app: &AppHandle) -> Here {
    let own_folder = std::env::var_os(DATA_FOLDER_VARIABLE)
        .filter(|folder| !folder.is_empty())
        .map(|folder| data_folder(Some(folder)));
    let image = app.env().appimage.map(PathBuf::from);
    let program = image.or_else(|| std::env::current_exe().ok());
    Here { program, own_folder, registered: registered(app) }
}

/// Whether the system says so, where it can only be asked.
#[cfg(windows)]
fn registered(app: &AppHandle) -> Option<bool> {
    use tauri_plugin_deep_link::DeepLinkExt;
    app.deep_link().is_registered(patchbay_desktop::link::SCHEME).ok()
}

#[cfg(not(windows))]
fn registered(_app: &AppHandle) -> Option<bool> {
    None
}
