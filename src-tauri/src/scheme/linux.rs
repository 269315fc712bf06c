//! A desktop entry for our scheme, written by ourselves.
//!
//! The plugin would write `Exec="/path/to/patchbay" %u`, which xdg-open's generic
//! path (any session without a known desktop's name) cannot run. A path that needs no
//! quotes gets none.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use patchbay_desktop::link::{PROGRAM_FOR_LINKS, SCHEME};
use patchbay_desktop::{DATA_FOLDER_VARIABLE, data_folder};
use tauri::{AppHandle, Manager};

const ENTRY: &str = "patchbay-links.desktop";
const PACKAGED: &str = "/usr/share/applications/Patchbay.desktop";

/// What our scheme led to before this program had it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Before {
    applications: PathBuf,
    /// The entry that we wrote.
    ours: String,
    /// The one that stood in its place.
    entry: Option<String>,
    /// The entry that the desktop took for our links.
    default: Option<String>,
}

/// Registers this very program for our scheme, unless its package has. Whatever the links
/// led to before is the answer, if it was something else.
pub(crate) fn register(app: &AppHandle) -> io::Result<Option<Before>> {
    let own_folder = std::env::var_os(DATA_FOLDER_VARIABLE)
        .filter(|folder| !folder.is_empty())
        .map(|folder| data_folder(Some(folder)).into_os_string());
    // Inside an AppImage the program's own path is gone when it ends; the image's is not.
    let program = match app.env().appimage {
        Some(image) => PathBuf::from(image),
        None => for_links(std::env::current_exe()?),
    };
    if own_folder.is_none() && program.starts_with("/usr") && Path::new(PACKAGED).exists() {
        return Ok(None);
    }
    let applications = app.path().data_dir().map_err(io::Error::other)?.join("applications");
    let entry = entry(&program, own_folder.as_deref())?;
    let before = before(&applications, &entry, || default_entry().unwrap_or_default());
    write_if_different(&applications, &entry)?;
    make_default(&applications, ENTRY)?;
    Ok(before)
}

/// Lets our links lead to where they did, unless somebody else has taken them meanwhile.
pub(crate) fn give_back(before: &Before) -> io::Result<()> {
    if !put_back(before)? {
        return Ok(());
    }
    match &before.default {
        Some(default) => make_default(&before.applications, default),
        None => refresh(&before.applications),
    }
}

fn before(
    applications: &Path,
    ours: &str,
    default: impl FnOnce() -> Option<String>,
) -> Option<Before> {
    let entry = std::fs::read_to_string(applications.join(ENTRY)).ok();
    (entry.as_deref() != Some(ours)).then(|| Before {
        applications: applications.into(),
        ours: ours.to_owned(),
        entry,
        default: default(),
    })
}

/// Says whether it was ours to put back.
fn put_back(before: &Before) -> io::Result<bool> {
    let path = before.applications.join(ENTRY);
    if !std::fs::read_to_string(&path).is_ok_and(|there| there == before.ours) {
        return Ok(false);
    }
    match &before.entry {
        Some(entry) => write_if_different(&before.applications, entry).map(drop)?,
        None => std::fs::remove_file(path)?,
    }
    Ok(true)
}

/// The entry that the desktop takes for our links, if it has one.
fn default_entry() -> io::Result<Option<String>> {
    let said = run("xdg-mime", &["query".as_ref(), "default".as_ref(), scheme_type().as_ref()])?;
    let said = said.trim();
    Ok((!said.is_empty()).then(|| said.to_owned()))
}

fn make_default(applications: &Path, entry: &str) -> io::Result<()> {
    // Without the first the entry is one of several candidates; without the second
    // some desktops do not see it at all. Where one of them is missing, the other may do.
    let preferred = run("xdg-mime", &["default".as_ref(), entry.as_ref(), scheme_type().as_ref()]);
    let listed = refresh(applications);
    preferred.and(listed)
}

fn refresh(applications: &Path) -> io::Result<()> {
    match run("update-desktop-database", &[applications.as_os_str()]) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn scheme_type() -> String {
    format!("x-scheme-handler/{SCHEME}")
}

/// The small program for links that stands beside the app, if it does.
fn for_links(app: PathBuf) -> PathBuf {
    let small = app.with_file_name(PROGRAM_FOR_LINKS);
    if small.is_file() { small } else { app }
}

/// The entry's text. A data folder of one's own goes with the link, so that the
/// answer arrives where the question was asked.
fn entry(program: &Path, own_folder: Option<&OsStr>) -> io::Result<String> {
    // GLib looks for a program with the doubled % in its name, and finds env.
    let has_percent = program.as_os_str().to_string_lossy().contains('%');
    let program = quoted(program.as_os_str())?;
    let exec = match own_folder {
        None if has_percent => format!("env {program}"),
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
            '"' | '`' | '$' => escaped.extend(["\\\\", &c.to_string()]),
            '\\' => escaped.push_str("\\\\\\\\"),
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

/// What it said.
fn run(program: &str, arguments: &[&OsStr]) -> io::Result<String> {
    let output = Command::new(program).args(arguments).output().map_err(|error| {
        io::Error::new(error.kind(), format!("{program} could not be run: {error}"))
    })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
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
    fn links_go_to_the_small_program_where_it_stands_beside_the_app() {
        let folder = tempfile::tempdir().unwrap();
        let app = folder.path().join("patchbay");
        assert_eq!(for_links(app.clone()), app);
        let small = folder.path().join("patchbay-link");
        std::fs::write(&small, "").unwrap();
        assert_eq!(for_links(app), small);
    }

    #[test]
    fn a_path_with_spaces_and_signs_is_quoted_as_the_specification_wants() {
        let entry = entry(Path::new("/home/a b/100%/$x"), None).unwrap();
        assert!(entry.contains("Exec=env \"/home/a b/100%%/\\\\$x\" %u"), "{entry}");
        let entry = self::entry(Path::new("/home/a\\b"), None).unwrap();
        assert!(entry.contains(r#"Exec="/home/a\\\\b" %u"#), "{entry}");
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

    #[test]
    fn what_stood_there_before_is_put_back_once_and_never_over_somebody_elses() {
        let home = tempfile::tempdir().unwrap();
        let there = || std::fs::read_to_string(home.path().join(ENTRY)).ok();
        let default = || Some("other.desktop".to_owned());
        let nothing = before(home.path(), "ours", default).unwrap();
        assert_eq!((&nothing.entry, nothing.default.as_deref()), (&None, Some("other.desktop")));
        write_if_different(home.path(), "ours").unwrap();
        assert_eq!(before(home.path(), "ours", default), None, "it is ours already");
        assert!(put_back(&nothing).unwrap());
        assert_eq!(there(), None);

        write_if_different(home.path(), "the real one").unwrap();
        let real = before(home.path(), "ours", default).unwrap();
        write_if_different(home.path(), "ours").unwrap();
        assert!(put_back(&real).unwrap());
        assert_eq!(there().as_deref(), Some("the real one"));
        assert!(!put_back(&nothing).unwrap(), "the real one has it again");
        assert_eq!(there().as_deref(), Some("the real one"));
    }
}
