//! A file to be handed on: readable by its owner only, with its name only when it is whole,
//! and never over another one. What is in it is not known here.

use std::io;
use std::path::{Path, PathBuf};

use patchbay_store::make_private;
use tempfile::NamedTempFile;

/// A file without a name, which is gone when anything goes wrong.
pub(crate) fn begin(folder: &Path) -> io::Result<NamedTempFile> {
    make_private(folder)?;
    tempfile::Builder::new().prefix(".patchbay-export-").tempfile_in(folder)
}

/// Gives the whole file a name that no other has.
pub(crate) fn keep(
    mut file: NamedTempFile,
    folder: &Path,
    stem: &str,
    ending: &str,
) -> io::Result<PathBuf> {
    file.as_file().sync_all()?;
    for n in 1.. {
        let nth = if n == 1 { String::new() } else { format!("-{n}") };
        let path = folder.join(format!("{stem}{nth}.{ending}"));
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => file = taken.file,
            Err(failed) => return Err(failed.error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}
