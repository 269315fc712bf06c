//! A second start that asks for the first before anything else, on Linux.
//!
//! The plugin that keeps one app a folder asks only when GTK, the core and Tauri are up: a
//! third of a second, for a link that somebody waits for at the end of a sign-in. Here the
//! same question is put with nothing up. What the plugin says on the bus is its own matter
//! (`org.SingleInstance.DBus`); where nobody answers to it the start goes on, and the plugin
//! has the last word.

use std::ffi::OsString;

use gtk::gio::{BusType, Cancellable, DBusCallFlags, bus_get_sync};
use gtk::glib;
use gtk::glib::variant::ToVariant;

const INTERFACE: &str = "org.SingleInstance.DBus";

/// The bus's own: longer than [`crate::patience`], which ends a start that meets an app
/// that hangs.
const USUAL_TIME: i32 = -1;

/// Hands these arguments to the app that has this name on the bus. Says whether it took
/// them; where it did not, this start is the first, or nobody knows.
pub(crate) fn hand_over(name: &str, arguments: impl Iterator<Item = OsString>) -> bool {
    let told: Vec<String> =
        arguments.map(|argument| argument.to_string_lossy().into_owned()).collect();
    match ask(name, &told) {
        Ok(()) => true,
        Err(error) => {
            tracing::debug!(%error, "no app took the arguments over");
            false
        }
    }
}

fn ask(name: &str, arguments: &[String]) -> Result<(), glib::Error> {
    let bus = bus_get_sync(BusType::Session, Cancellable::NONE)?;
    let name = format!("{name}.SingleInstance");
    let folder = std::env::current_dir().unwrap_or_default();
    bus.call_sync(
        Some(&name),
        &path(&name),
        INTERFACE,
        "ExecuteCallback",
        Some(&(arguments, folder.to_string_lossy().as_ref()).to_variant()),
        None,
        DBusCallFlags::NO_AUTO_START,
        USUAL_TIME,
        Cancellable::NONE,
    )?;
    Ok(())
}

/// Where the plugin answers, under that name.
fn path(name: &str) -> String {
    format!("/{}", name.replace('.', "/").replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plugin_answers_under_its_name_with_strokes_for_points() {
        assert_eq!(path("app.patch-bay.SingleInstance"), "/app/patch_bay/SingleInstance");
    }
}
