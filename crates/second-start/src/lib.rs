//! How a second start finds the app that runs already, with nothing of the app loaded.
//!
//! The plugin that keeps one app a folder asks only when GTK, the core and Tauri are up: a
//! third of a second, for a link that somebody waits for at the end of a sign-in. Here the
//! same question is put by itself. What the plugin says on the bus is its own matter
//! (`org.SingleInstance.DBus`); where nobody answers to it, the app starts, and the plugin
//! has the last word. Only Linux has that bus; elsewhere nobody is ever there.

#[cfg(target_os = "linux")]
mod bus;

use std::ffi::OsString;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::time::Duration;

/// What came of asking for the first app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It is there, and has the arguments.
    TookOver,
    /// Nobody knows of one: this start is the first.
    NobodyThere,
    /// Somebody has its name, and said nothing in time.
    Silent,
}

/// Under which name the app of a folder is found. A data folder of one's own is an
/// installation of one's own, with a name of its own; the usual one goes by the identifier.
#[must_use]
pub fn name_on_the_bus(identifier: &str, own_folder: Option<&Path>) -> String {
    match own_folder {
        None => identifier.into(),
        Some(folder) => {
            // The hasher's keys are fixed: both starts must come to the same name.
            let mut hasher = DefaultHasher::new();
            folder.hash(&mut hasher);
            format!("{identifier}.p{:016x}", hasher.finish())
        }
    }
}

/// Hands these arguments, the program's name first, to the app of that name.
#[cfg(target_os = "linux")]
pub fn hand_over(
    name: &str,
    arguments: impl Iterator<Item = OsString>,
    patience: Duration,
) -> Answer {
    bus::ask(name, arguments, patience)
}

/// Hands these arguments, the program's name first, to the app of that name.
#[cfg(not(target_os = "linux"))]
pub fn hand_over(_: &str, _: impl Iterator<Item = OsString>, _: Duration) -> Answer {
    Answer::NobodyThere
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_folder_goes_by_the_plain_identifier() {
        assert_eq!(name_on_the_bus("app.x", None), "app.x");
    }

    #[test]
    fn two_folders_never_meet_and_one_folder_always_does() {
        let name = |folder: &str| name_on_the_bus("app.x", Some(Path::new(folder)));
        assert_eq!(name("/a"), name("/a"));
        assert_ne!(name("/a"), name("/b"));
    }
}
