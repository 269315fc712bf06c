//! A desktop entry for our scheme, written by ourselves.
//!
//! The plugin would write `Exec="/path/to/patchbay" %u`, which xdg-open's generic
//! path (any session without a known desktop's name) cannot run. A path that needs no
//! quotes gets none.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use patchbay_desktop::{DATA_FOLDER_VARIABLE, data_folder, link::SCHEME};
use tauri::{AppHandle, Manager};

const ENTRY: &str = "patchbay-links.desktop";
const PACKAGED: &str = "/usr/share/applications/Patchbay.desktop";

/// Registers this very program for our scheme, unless its package has.
pub(crate) fn register(app: &AppHandle) -> io::Result<()> {
    let own_folder = std::env::var_os(DATA_FOLDER_VARIABLE)
        .filter(|folder| !folder.is_empty())
        .map(|folder| data_folder(Some(folder)).into_os_string());
    // Inside an AppImage the program's own path is gone when it ends; the image's is not.
    let program = match app.env().appimage {
        Some(image) => PathBuf::from(image),
        None => std::env::current_exe()?,
    };
    if own_folder.is_none() && program.starts_with("/usr") && Path::new(PACKAGED).exists() {
        return Ok(());
    }
    let applications = app.path().data_dir().map_err(io::Error::other)?.join("applications");
    let entry = entry(&program, own_folder.as_deref())?;
    write_if_different(&applications, &entry)?;
    // Without the first the entry is one of several candidates; without the second
    // some desktops do not see it at all.
    run("xdg-mime", &["default".as_ref(), ENTRY.as_ref(), scheme_type().as_ref()])?;
    run("update-desktop-database", &[applications.as_os_str()])
        .or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

fn scheme_type() -> String {
    format!("x-scheme-handler/{SCHEME}")
}

/// The entry's text. A data folder of one's own goes with the link, so that the
/// answer arrives where the question was asked.
fn entry(program: &Path, own_folder: Option<&OsStr>) -> io::Result<String> {
    let program = quoted(program.as_os_str())?;
    let exec = match own_folder {
        None => program,
        Some(folder) => {
            let mut setting = std::ffi::OsString::from(format!("{DATA_FOLDER_VARIABLE}="));
            setting.push(folder);
            format!("env {} {program}", quoted(&setting)?)
        }
    };
    Ok(format!(
        "[Desktop Entry]\nType=Application\nName=Patchbay\nExec={exec} %u\nTerminal=false\n\
         NoDisplay=true\nMimeType={};\n",
        scheme_type()
    ))
}

/// One argument of `Exec`, in quotes only where the Desktop Entry Specification wants
/// them.
fn quoted(argument: &OsStr) -> io::Result<String> {
    let text =
        argument.to_str().filter(|text| !text.chars().any(char::is_control)).ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidInput, "a path that no desktop entry can hold")
        })?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=,@:".contains(c);
    if text.chars().all(plain) {
        return Ok(text.into());
    }
    let mut escaped = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match c {
            // Two layers: the quoting rule's backslash, itself escaped as a value.
            '"' | '`' | '$' | '\\' => escaped.extend(["\\\\", &c.to_string()]),
            '%' => escaped.push_str("%%"),
            other => escaped.push(other),
        }
    }
    Ok(format!("\"{escaped}\""))
}

fn write_if_different(applications: &Path, entry: &str) -> io::Result<PathBuf> {
    let path = applications.join(ENTRY);
    if std::fs::read_to_string(&path).is_ok_and(|there| there == entry) {
        return Ok(path);
    }
    std::fs::create_dir_all(applications)?;
    // Renamed into place, so that no desktop reads half an entry.
    let draft = applications.join(format!(".{ENTRY}.{}", std::process::id()));
    std::fs::write(&draft, entry)?;
    std::fs::rename(&draft, &path)?;
    Ok(path)
}

fn run(program: &str, arguments: &[&OsStr]) -> io::Result<()> {
    let output = Command::new(program).args(arguments).output().map_err(|error| {
        io::Error::new(error.kind(), format!("{program} could not be run: {error}"))
    })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(io::Error::other(format!("{program} failed: {}", said.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_path_is_written_without_quotes() {
        let entry = entry(Path::new("/opt/patchbay-1.0/patchbay"), None).unwrap();
        assert!(entry.contains("\nExec=/opt/patchbay-1.0/patchbay %u\n"), "{entry}");
        assert!(entry.contains("\nMimeType=x-scheme-handler/app.patchbay;\n"), "{entry}");
    }

    #[test]
    fn a_path_with_spaces_and_signs_is_quoted_as_the_specification_wants() {
        let entry = entry(Path::new("/home/a b/100%/$x"), None).unwrap();
        assert!(entry.contains("Exec=\"/home/a b/100%%/\\\\$x\" %u"), "{entry}");
    }

    #[test]
    fn a_data_folder_of_ones_own_goes_with_the_link() {
        let entry = entry(Path::new("/opt/patchbay"), Some(OsStr::new("/srv/two"))).unwrap();
        assert!(entry.contains("Exec=env PATCHBAY_DATA_DIR=/srv/two /opt/patchbay %u"), "{entry}");
    }

    #[test]
    fn a_path_that_would_add_lines_to_the_entry_is_refused() {
        assert!(entry(Path::new("/opt/x\nExec=evil"), None).is_err());
    }

    #[test]
    fn an_entry_that_is_right_already_is_not_written_again() {
        let home = tempfile::tempdir().unwrap();
        let path = write_if_different(home.path(), "entry").unwrap();
        let mut read_only = std::fs::metadata(&path).unwrap().permissions();
        read_only.set_readonly(true);
        std::fs::set_permissions(&path, read_only).unwrap();
        let before = std::fs::metadata(&path).unwrap().modified().unwrap();
        write_if_different(home.path(), "entry").unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().modified().unwrap(), before);
        write_if_different(home.path(), "another entry").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "another entry");
    }
}
