//! One app for one data folder: a second start hands over its link and ends.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use patchbay_desktop::IDENTIFIER;
use tauri::plugin::TauriPlugin;
use tauri::{Manager, Wry};

use crate::core::Core;
use crate::{deep_link, window};

/// The plugin that finds the first instance. A data folder of one's own is an
/// installation of one's own, with its own first instance — on Linux; elsewhere the
/// plugin knows one instance a program, and the folder's lock keeps the rest apart.
pub(crate) fn only_one(own_folder: Option<&Path>) -> TauriPlugin<Wry> {
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(name_on_the_bus(own_folder))
        .callback(|app, arguments, _folder| {
            tracing::info!("a second start was answered by this window");
            // One that is still getting up comes to the front by itself, with something in it.
            if app.state::<Core>().may_be_shown() {
                window::bring_to_front(app);
            }
            deep_link::second_start(app, arguments);
        })
        .build()
}

/// Hands what this start was given to an app that has the folder already, if there is one.
/// Asked before anything is up; what it cannot tell, the plugin finds out.
#[cfg(target_os = "linux")]
pub(crate) fn another_took_over(own_folder: Option<&Path>) -> bool {
    crate::knock::hand_over(&name_on_the_bus(own_folder), std::env::args_os())
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn another_took_over(_own_folder: Option<&Path>) -> bool {
    false
}

fn name_on_the_bus(own_folder: Option<&Path>) -> String {
    match own_folder {
        None => IDENTIFIER.into(),
        Some(folder) => {
            // The hasher's keys are fixed: both starts must come to the same name.
            let mut hasher = DefaultHasher::new();
            folder.hash(&mut hasher);
            format!("{IDENTIFIER}.p{:016x}", hasher.finish())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_folder_goes_by_the_plain_identifier() {
        assert_eq!(name_on_the_bus(None), IDENTIFIER);
    }

    #[test]
    fn two_folders_never_meet_and_one_folder_always_does() {
        let name = |folder: &str| name_on_the_bus(Some(Path::new(folder)));
        assert_eq!(name("/a"), name("/a"));
        assert_ne!(name("/a"), name("/b"));
    }
}
