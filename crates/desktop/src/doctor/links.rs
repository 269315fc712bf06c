//! Whom the system gives our links to.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use patchbay_contract::{Finding, Problem, WayCheck, WayChecked};

use super::Here;
use super::entry::Entry;
use super::handlers::{handler, is_in_cache};
use super::session::Session;
use crate::link::{PROGRAM_FOR_LINKS, SCHEME};
use crate::problems::doctor as problems;
use crate::{DATA_FOLDER_VARIABLE, data_folder};

/// The entries that Patchbay and its packages write.
const OURS: [&str; 2] = ["patchbay-links.desktop", "Patchbay.desktop"];

/// What says who opens what, and where it is to be had.
const CHOOSES: (&str, &str) = ("xdg-mime", "xdg-utils");
/// What tells desktops of entries, and where it is to be had.
const TELLS: (&str, &str) = ("update-desktop-database", "desktop-file-utils");

pub(super) fn check(session: &Session<'_>, here: &Here) -> WayChecked {
    if !cfg!(target_os = "linux") {
        return as_the_system_says(here.registered);
    }
    let kind = format!("x-scheme-handler/{SCHEME}");
    let found = handler(session, &kind);
    let wrong = match &found {
        None => Some(problems::links_unclaimed()),
        Some(entry) => wrong_with(session, here, entry),
    };
    let missing = |tool: (&str, &str)| session.program(Path::new(tool.0)).is_none();
    match (wrong, found) {
        (Some(wrong), _) => trouble(session, wrong, missing(CHOOSES)),
        (None, Some(entry)) if missing(TELLS) && !is_in_cache(session, &kind, &entry.id) => {
            let unseen = problems::links_not_told(TELLS.0, TELLS.1);
            WayChecked::new(WayCheck::Links, Finding::Trouble(unseen))
        }
        (None, found) => {
            WayChecked::new(WayCheck::Links, Finding::Fine(found.map(|entry| entry.id)))
        }
    }
}

/// On Windows the registry says, on macOS the bundle, which nobody can ask.
fn as_the_system_says(registered: Option<bool>) -> WayChecked {
    use patchbay_contract::Untried;
    let finding = match registered {
        Some(true) => Finding::Fine(None),
        Some(false) => Finding::Trouble(problems::links_unclaimed()),
        None => Finding::Untried(Untried::NotHere),
    };
    let repairable = registered == Some(false);
    WayChecked { repairable, ..WayChecked::new(WayCheck::Links, finding) }
}

/// What keeps it from being put right stands before what is wrong.
fn trouble(session: &Session<'_>, wrong: Problem, no_tool: bool) -> WayChecked {
    let folders = [session.data_folders(), session.config_folders()];
    let own = folders.into_iter().filter_map(|folders| folders.into_iter().next());
    let in_the_way = if no_tool {
        Some(problems::links_tool_missing(CHOOSES.0, CHOOSES.1))
    } else {
        own.map(|folder| (may_write(&folder), folder)).find_map(|(may, folder)| {
            may.err().map(|error| problems::links_not_writable(&folder, &error.to_string()))
        })
    };
    let repairable = in_the_way.is_none();
    let problem = match in_the_way {
        None => wrong,
        Some(in_the_way) => {
            let details = [Some(wrong.what), wrong.details, in_the_way.details.clone()];
            let details: Vec<String> = details.into_iter().flatten().collect();
            in_the_way.with_details(details.join("\n"))
        }
    };
    WayChecked { repairable, ..WayChecked::new(WayCheck::Links, Finding::Trouble(problem)) }
}

fn wrong_with(session: &Session<'_>, here: &Here, entry: &Entry) -> Option<Problem> {
    let file = entry.file.display().to_string();
    let Some(program) = entry.program() else {
        return Some(problems::links_entry_broken(&file, "it starts no program"));
    };
    let Some(started) = session.program(program) else {
        let why = format!("{} is not there, or may not be run", program.display());
        return Some(problems::links_entry_broken(&file, &why));
    };
    let is_ours = match &here.program {
        Some(ours) => same_file(ours, &started) || same_file(&beside(ours), &started),
        None => OURS.contains(&entry.id.as_str()),
    };
    if !is_ours {
        return Some(problems::links_taken(&entry.name, &file, &started));
    }
    let folder = entry.sets(DATA_FOLDER_VARIABLE).map(|set| data_folder(Some(OsString::from(set))));
    (folder != here.own_folder).then(|| problems::links_to_another_folder(&file, folder.as_deref()))
}

/// Where the small program for links stands, if it came with the app.
fn beside(app: &Path) -> PathBuf {
    let real = app.canonicalize().unwrap_or_else(|_| PathBuf::from(app));
    real.with_file_name(PROGRAM_FOR_LINKS)
}

fn same_file(ours: &Path, theirs: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| PathBuf::from(path));
    real(ours) == real(theirs)
}

/// Whether a file could be made there. None is left behind.
fn may_write(folder: &Path) -> std::io::Result<()> {
    let mut there = folder;
    while !there.exists() {
        let Some(above) = there.parent() else { break };
        there = above;
    }
    tempfile::tempfile_in(there).map(drop)
}

#[cfg(test)]
#[cfg(target_os = "linux")]
#[path = "links_tests.rs"]
mod tests;
