//! The machine around the app, for the cases in which no window can open to say so.

use std::ffi::OsString;
use std::path::Path;

use patchbay_contract::{ErrorCode, Problem};

/// Reads one variable of the environment; passed in so that a test can play it.
pub type Variable<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// Everything around the app that would keep its window from opening or links from
/// arriving. Empty when all is well. Only Linux leaves these to chance.
#[must_use]
pub fn findings(root: &Path, variable: Variable<'_>) -> Vec<Problem> {
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    [webkit(root), display(variable), session_bus(root, variable)].into_iter().flatten().collect()
}

/// The problem of a session without a display, if this is one.
#[must_use]
pub fn display(variable: Variable<'_>) -> Option<Problem> {
    let set = |name| variable(name).is_some_and(|value| !value.is_empty());
    (!set("DISPLAY") && !set("WAYLAND_DISPLAY"))
        .then(|| no_display("neither DISPLAY nor WAYLAND_DISPLAY is set"))
}

/// The problem of a display that is named and cannot be opened.
#[must_use]
pub fn no_display(details: &str) -> Problem {
    Problem::new(
        ErrorCode::DisplayAbsent,
        "There is no display to open a window on.",
        "Patchbay cannot be shown here. Nothing was changed.",
        "Start it from a desktop session. Over SSH, use “patchbayctl status” instead, or \
         connect with “ssh -X”.",
    )
    .with_details(details)
}

/// The problem of a session without a bus, if this is one.
pub(crate) fn session_bus(root: &Path, variable: Variable<'_>) -> Option<Problem> {
    let named = variable("DBUS_SESSION_BUS_ADDRESS").is_some_and(|value| !value.is_empty());
    let usual = variable("XDG_RUNTIME_DIR").is_some_and(|folder| {
        let folder = Path::new(&folder);
        root.join(folder.strip_prefix("/").unwrap_or(folder)).join("bus").exists()
    });
    (!named && !usual).then(|| {
        Problem::new(
            ErrorCode::SessionBusAbsent,
            "This session has no message bus (D-Bus).",
            "The keychain cannot be reached, a second start does not find the first window, and \
             links from the browser do not arrive.",
            "Sign in to a desktop session, or start Patchbay with “dbus-run-session patchbay”.",
        )
    })
}

fn webkit(root: &Path) -> Option<Problem> {
    const LIBRARY: &str = "libwebkit2gtk-4.1.so.0";
    let here = |folder: &Path| folder.join(LIBRARY).exists();
    let found = ["usr/lib", "usr/lib64", "lib", "lib64", "usr/local/lib"].iter().any(|folder| {
        let folder = root.join(folder);
        here(&folder)
            || std::fs::read_dir(&folder)
                .is_ok_and(|inside| inside.flatten().any(|entry| here(&entry.path())))
    });
    (!found).then(|| {
        Problem::new(
            ErrorCode::WebviewAbsent,
            "WebKitGTK 4.1 is not installed.",
            "Patchbay cannot draw its window and ends before it starts.",
            "Install it: “apt-get install libwebkit2gtk-4.1-0” on Debian and Ubuntu, \
             “dnf install webkit2gtk4.1” on Fedora, “pacman -S webkit2gtk-4.1” on Arch.",
        )
        .with_details(format!("{LIBRARY} was not found"))
    })
}

#[cfg(test)]
#[cfg(target_os = "linux")]
mod tests {
    use super::*;

    fn desktop(name: &str) -> Option<OsString> {
        match name {
            "DISPLAY" => Some(":0".into()),
            "DBUS_SESSION_BUS_ADDRESS" => Some("unix:path=/run/bus".into()),
            _ => None,
        }
    }

    fn machine_with_webkit() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("usr/lib/x86_64-linux-gnu");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("libwebkit2gtk-4.1.so.0"), "").unwrap();
        root
    }

    #[test]
    fn a_whole_desktop_has_no_findings() {
        assert_eq!(findings(machine_with_webkit().path(), &desktop), []);
    }

    #[test]
    fn a_bare_machine_is_told_all_three_things_with_their_remedies() {
        let root = tempfile::tempdir().unwrap();
        let found = findings(root.path(), &|_| None);
        let whats: Vec<_> = found.iter().map(|problem| problem.what.as_str()).collect();
        assert_eq!(
            whats,
            [
                "WebKitGTK 4.1 is not installed.",
                "There is no display to open a window on.",
                "This session has no message bus (D-Bus).",
            ]
        );
    }

    #[test]
    fn the_bus_of_a_systemd_session_is_found_without_a_variable() {
        let root = machine_with_webkit();
        let runtime = root.path().join("run/user/1000");
        std::fs::create_dir_all(&runtime).unwrap();
        std::fs::write(runtime.join("bus"), "").unwrap();
        let session = |name: &str| match name {
            "DISPLAY" => Some(":0".into()),
            "XDG_RUNTIME_DIR" => Some("/run/user/1000".into()),
            _ => None,
        };
        assert_eq!(findings(root.path(), &session), []);
    }
}
