//! The question on the session bus, as the plugin puts it.

use std::ffi::OsString;
use std::time::Duration;

use gio::glib::variant::ToVariant;
use gio::{BusType, Cancellable, DBusCallFlags, IOErrorEnum, bus_get_sync};

use crate::Answer;

const INTERFACE: &str = "org.SingleInstance.DBus";

pub(super) fn ask(
    name: &str,
    arguments: impl Iterator<Item = OsString>,
    patience: Duration,
) -> Answer {
    let told: Vec<String> =
        arguments.map(|argument| argument.to_string_lossy().into_owned()).collect();
    match call(name, &told, patience) {
        Ok(()) => Answer::TookOver,
        Err(error) if error.matches(IOErrorEnum::TimedOut) => Answer::Silent,
        Err(_) => Answer::NobodyThere,
    }
}

fn call(name: &str, arguments: &[String], patience: Duration) -> Result<(), gio::glib::Error> {
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
        i32::try_from(patience.as_millis()).unwrap_or(i32::MAX),
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
