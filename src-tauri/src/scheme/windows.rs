//! The command line that Windows starts for one of our links, in the registry of the account.
//!
//! The answer to a sign-in of a practice firm has to come back to that: there the command line
//! says that it is for practice, and what stood there before is put back behind it.

use std::path::Path;

use crate::practice::ARGUMENT;

#[cfg(windows)]
pub(super) use registry::{Before, give_back, register};

/// With the link as the last word. No path of Windows has a quotation mark in it.
pub(super) fn command_line(program: &Path, practises: bool) -> String {
    let program = program.display();
    if practises {
        format!("\"{program}\" {ARGUMENT} \"%1\"")
    } else {
        format!("\"{program}\" \"%1\"")
    }
}

#[cfg(windows)]
mod registry {
    use std::io;

    use patchbay_desktop::link::SCHEME;
    use tauri::{AppHandle, Manager};
    use tauri_plugin_deep_link::DeepLinkExt;
    use windows_registry::CURRENT_USER;

    use super::command_line;
    use crate::core::Core;

    /// What our links started before this run.
    #[derive(Debug)]
    pub(in crate::scheme) struct Before {
        ours: String,
        command: Option<String>,
    }

    /// Registers this very program for our scheme. What practice took the place of is the
    /// answer.
    pub(in crate::scheme) fn register(app: &AppHandle) -> io::Result<Option<Before>> {
        let practises = app.state::<Core>().practice.is_some();
        let (ours, command) = (command_line(&std::env::current_exe()?, practises), there());
        // It writes the names and the icon, and the command line of every day.
        app.deep_link().register_all().map_err(io::Error::other)?;
        put(&ours)?;
        let changed = practises && command.as_deref() != Some(ours.as_str());
        Ok(changed.then_some(Before { ours, command }))
    }

    /// Lets our links start what they did, unless somebody else has taken them meanwhile.
    pub(in crate::scheme) fn give_back(before: &Before) -> io::Result<()> {
        if there().as_ref() != Some(&before.ours) {
            return Ok(());
        }
        match &before.command {
            Some(command) => put(command),
            None => CURRENT_USER.remove_tree(scheme()).map_err(io::Error::other),
        }
    }

    fn scheme() -> String {
        format!("Software\\Classes\\{SCHEME}")
    }

    fn command() -> String {
        format!("{}\\shell\\open\\command", scheme())
    }

    fn there() -> Option<String> {
        CURRENT_USER.open(command()).and_then(|key| key.get_string("")).ok()
    }

    fn put(line: &str) -> io::Result<()> {
        let key = CURRENT_USER.create(command());
        key.and_then(|key| key.set_string("", line)).map_err(io::Error::other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_of_a_practice_firm_starts_the_program_for_practice_and_others_do_not() {
        let program = Path::new("C:\\Program Files\\Patchbay\\patchbay.exe");
        let practice = "\"C:\\Program Files\\Patchbay\\patchbay.exe\" --practice \"%1\"";
        assert_eq!(command_line(program, true), practice);
        let usual = "\"C:\\Program Files\\Patchbay\\patchbay.exe\" \"%1\"";
        assert_eq!(command_line(program, false), usual);
    }
}
