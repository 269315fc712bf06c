//! The folder of one installation, held by one program at a time.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::OpenError;

/// The database's name inside the folder.
pub const DATABASE_FILE: &str = "patchbay.db";

/// The folder of the copies, inside the folder.
pub(crate) const BACKUPS: &str = "backups";

const LOCK_FILE: &str = "patchbay.lock";

/// A data folder that exists, can be written, and is ours until it is released.
///
/// The lock is the operating system's, so it goes with the process however that
/// ends. The number inside the file is only for telling people who holds it.
#[derive(Debug)]
pub struct DataFolder {
    path: PathBuf,
    lock: Mutex<Option<File>>,
}

impl DataFolder {
    /// Makes the folder if need be, and takes it.
    pub fn take(path: &Path) -> Result<Self, OpenError> {
        make_private(path).map_err(|error| OpenError::from_io(path, error))?;
        let lock_path = path.join(LOCK_FILE);
        let as_io = |error| OpenError::from_io(&lock_path, error);
        let mut lock = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&lock_path)
            .map_err(as_io)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(OpenError::InUse { folder: path.into(), process: holder(&mut lock) });
            }
            Err(TryLockError::Error(error)) => return Err(as_io(error)),
        }
        lock.set_len(0)
            .and_then(|()| lock.rewind())
            .and_then(|()| write!(lock, "{}", std::process::id()))
            .map_err(as_io)?;
        Ok(Self { path: path.into(), lock: Mutex::new(Some(lock)) })
    }

    /// Lets another program have it. A program that was just started from here has a copy
    /// of our handle for a moment; the lock does not wait for that.
    pub(crate) fn release(&self) {
        if let Some(lock) = self.lock.lock().unwrap_or_else(PoisonError::into_inner).take()
            && let Err(error) = lock.unlock()
        {
            tracing::warn!(%error, "the lock of the data folder ends with this program");
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The database file in it.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.path.join(DATABASE_FILE)
    }

    /// The copies that are kept before migrations.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        self.path.join(BACKUPS)
    }
}

impl Drop for DataFolder {
    fn drop(&mut self) {
        self.release();
    }
}

fn holder(lock: &mut File) -> Option<u32> {
    let mut text = String::new();
    lock.read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

/// Makes a folder that only its owner may enter; one that was there is left as it is.
pub fn make_private(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_made_and_taken() {
        let home = tempfile::tempdir().unwrap();
        let folder = DataFolder::take(&home.path().join("new/deep")).unwrap();
        assert!(folder.path().is_dir());
    }

    #[test]
    fn a_folder_in_use_names_the_process_that_has_it() {
        let home = tempfile::tempdir().unwrap();
        let _first = DataFolder::take(home.path()).unwrap();
        match DataFolder::take(home.path()) {
            Err(OpenError::InUse { process, .. }) => {
                // Windows lets nobody read a locked file.
                let readable = cfg!(unix).then(std::process::id);
                assert_eq!(process, readable);
            }
            other => panic!("expected the folder to be in use, got {other:?}"),
        }
    }

    #[test]
    fn a_folder_is_free_again_once_its_holder_is_gone() {
        let home = tempfile::tempdir().unwrap();
        drop(DataFolder::take(home.path()).unwrap());
        DataFolder::take(home.path()).unwrap();
    }

    #[test]
    fn a_folder_is_free_also_while_a_program_that_was_started_has_a_copy_of_the_handle() {
        let home = tempfile::tempdir().unwrap();
        let folder = DataFolder::take(home.path()).unwrap();
        let copy = folder.lock.lock().unwrap().as_ref().unwrap().try_clone().unwrap();
        folder.release();
        DataFolder::take(home.path()).unwrap();
        drop(copy);
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_named_and_kept() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("taken");
        std::fs::write(&file, "mine").unwrap();
        assert!(matches!(
            DataFolder::take(&file),
            Err(OpenError::NotWritable { path, .. }) if path == file
        ));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    }

    #[cfg(unix)]
    #[test]
    fn a_new_folder_is_private_to_its_owner() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("new");
        let _folder = DataFolder::take(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
