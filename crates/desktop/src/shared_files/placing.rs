//! Putting a provider file into its folder: whole or not at all, for its owner's eyes, and with
//! one that it replaces kept beside it under a name that is not read. What is in it is not known
//! here.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use patchbay_store::make_private;
use tempfile::{Builder, NamedTempFile};

use super::file::place;

/// What stands behind the name of one that was replaced.
const FORMER: &str = "before";

/// A file that is on the disk to the last byte, and has no name yet. It is gone when anything
/// goes wrong.
pub(super) struct Staged {
    whole: NamedTempFile,
    folder: PathBuf,
    path: PathBuf,
}

impl Staged {
    /// Gives it its name, in the place of one that has it. What somebody has saved there since is
    /// kept as well.
    pub(super) fn put_in_place(self) -> io::Result<()> {
        keep_one_that_is_there(&self.folder, &self.path)?;
        self.whole.persist(&self.path).map_err(|error| error.error)?;
        synced(&self.folder);
        Ok(())
    }
}

/// Writes the file, and keeps the one that it will replace.
pub(super) fn stage(folder: &Path, id: &str, text: &str) -> io::Result<Staged> {
    make_private(folder)?;
    let path = place(folder, id);
    let whole = begun(folder, text.as_bytes())?;
    keep_one_that_is_there(folder, &path)?;
    Ok(Staged { whole, folder: folder.into(), path })
}

fn keep_one_that_is_there(folder: &Path, path: &Path) -> io::Result<()> {
    match path.symlink_metadata() {
        Ok(_) => keep_former(folder, path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Copies it, so that it is there under its own name until the other one is. One that is kept
/// already is not kept twice: taking may have been cut off behind this.
fn keep_former(folder: &Path, path: &Path) -> io::Result<()> {
    // Looked at before it is opened: opening a pipe waits for whoever writes into it.
    if !fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let bytes = fs::read(path)?;
    let mut copy = begun(folder, &bytes)?;
    for n in 1.. {
        let nth = if n == 1 { String::new() } else { format!("-{n}") };
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{FORMER}{nth}"));
        match copy.persist_noclobber(&name) {
            Ok(_) => {
                synced(folder);
                return Ok(());
            }
            Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => {
                if fs::read(&name).is_ok_and(|kept| kept == bytes) {
                    return Ok(());
                }
                copy = taken.file;
            }
            Err(failed) => return Err(failed.error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn begun(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = Builder::new().prefix(".patchbay-").suffix(".tmp").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// That the name is on the disk too, before anything is noted of it. Not every system can say so
/// of a folder, and the file is there all the same.
fn synced(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let all = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            all.map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_is_replaced_is_kept_once_each_and_nothing_half_is_left() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("providers");
        let put = |text: &str| stage(&folder, "acme", text).unwrap().put_in_place().unwrap();
        put("one");
        assert_eq!(names(&folder), ["acme.toml"]);
        // Cut off before it has its name: as if nothing had been done, but for what is kept.
        drop(stage(&folder, "acme", "two").unwrap());
        assert_eq!(fs::read_to_string(folder.join("acme.toml")).unwrap(), "one");
        put("two");
        put("three");
        assert_eq!(names(&folder), ["acme.toml", "acme.toml.before", "acme.toml.before-2"]);
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        assert_eq!(read("acme.toml"), "three");
        assert_eq!([read("acme.toml.before"), read("acme.toml.before-2")], ["one", "two"]);
    }

    #[test]
    fn what_somebody_saves_while_another_one_takes_its_place_is_kept_too() {
        for former in [None, Some("one")] {
            let home = tempfile::tempdir().unwrap();
            let path = home.path().join("acme.toml");
            former.iter().for_each(|text| fs::write(&path, text).unwrap());
            let staged = stage(home.path(), "acme", "three").unwrap();
            fs::write(&path, "two").unwrap();
            staged.put_in_place().unwrap();
            let all = names(home.path());
            let last = all.last().unwrap();
            assert_eq!(fs::read_to_string(home.path().join(last)).unwrap(), "two", "{all:?}");
            assert_eq!(fs::read_to_string(&path).unwrap(), "three");
            assert_eq!(all.len(), former.map_or(2, |_| 3), "{all:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_its_owners_alone_and_so_is_the_folder_that_is_made_for_it() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("providers");
        for text in ["one", "two"] {
            stage(&folder, "acme", text).unwrap().put_in_place().unwrap();
        }
        let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(folder.clone()), 0o700);
        assert_eq!(mode(folder.join("acme.toml")), 0o600);
        assert_eq!(mode(folder.join("acme.toml.before")), 0o600);
    }

    #[test]
    fn something_that_is_no_file_is_left_where_it_is() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("acme.toml")).unwrap();
        assert!(stage(home.path(), "acme", "one").is_err());
        assert_eq!(names(home.path()), ["acme.toml"]);
    }
}
