//! The folder that files are written into: whether it takes one, and putting one there. A
//! file has its name only when it is whole; until then it lies beside under another one.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::{FileTrouble, Made};

/// How files begin that are not whole yet, or are written to try the folder out.
const BEGINNING: &str = ".patchbay-";

/// Whether files can be written there: one is, renamed, read and removed again.
pub(crate) fn takes_files(folder: &Path, sample: &[u8]) -> Result<(), FileTrouble> {
    exists(folder)?;
    let place = folder.display().to_string();
    let failed = |error: io::Error| FileTrouble::of(&error, &place);
    let first = begun(folder, sample).map_err(failed)?;
    let renamed = begun(folder, b"").map_err(failed)?.into_temp_path();
    // Over one that is there, as it is done with the files that people see.
    let kept = first.persist(&renamed).map_err(|error| failed(error.error))?;
    drop(kept);
    synced(folder);
    let back = fs::read(&renamed).map_err(failed);
    renamed.close().map_err(failed)?;
    if back? == sample { Ok(()) } else { Err(FileTrouble::NotAsWritten) }
}

/// Puts a file there, in the place of one that has its name.
pub(crate) fn keep(folder: &Path, made: &Made) -> Result<PathBuf, FileTrouble> {
    exists(folder)?;
    let path = folder.join(&made.name);
    let failed = |error: io::Error, at: &Path| FileTrouble::of(&error, &at.display().to_string());
    let whole = begun(folder, &made.bytes).map_err(|error| failed(error, folder))?;
    whole.persist(&path).map_err(|error| failed(error.error, &path))?;
    synced(folder);
    let back = fs::read(&path).map_err(|error| failed(error, &path))?;
    if back == made.bytes { Ok(path) } else { Err(FileTrouble::NotAsWritten) }
}

fn exists(folder: &Path) -> Result<(), FileTrouble> {
    let place = folder.display().to_string();
    if !folder.is_absolute() {
        return Err(FileTrouble::NotWhole(place));
    }
    match fs::metadata(folder) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(FileTrouble::NotAFolder(place)),
        Err(error) => Err(FileTrouble::of(&error, &place)),
    }
}

/// A file without its name, on the disk to the last byte.
fn begun(folder: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut making = Builder::new();
    making.prefix(BEGINNING).suffix(".tmp");
    // The others who prepare returns read it too: it is for them.
    #[cfg(unix)]
    making.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = making.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// That the name is on the disk too. Not every system can say so of a folder, and the file is
/// there all the same.
fn synced(folder: &Path) {
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}
