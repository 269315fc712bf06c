//! One app for one data folder: a second start hands over its link and ends.

use std::path::Path;
use std::time::Duration;

use patchbay_desktop::IDENTIFIER;
use patchbay_second_start::{Answer, hand_over, name_on_the_bus};
use tauri::plugin::TauriPlugin;
use tauri::{Manager, Wry};

use crate::core::Core;
use crate::{deep_link, window};

/// Longer than [`crate::patience`], which ends a start that meets an app that hangs.
const BUS_TIME: Duration = Duration::from_secs(25);

/// The plugin that finds the first instance. A data folder of one's own is an
/// installation of one's own, with its own first instance — on Linux; elsewhere the
/// plugin knows one instance a program, and the folder's lock keeps the rest apart.
pub(crate) fn only_one(own_folder: Option<&Path>) -> TauriPlugin<Wry> {
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(name(own_folder))
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
pub(crate) fn another_took_over(own_folder: Option<&Path>) -> bool {
    hand_over(&name(own_folder), std::env::args_os(), BUS_TIME) == Answer::TookOver
}

fn name(own_folder: Option<&Path>) -> String {
    name_on_the_bus(IDENTIFIER, own_folder)
}
