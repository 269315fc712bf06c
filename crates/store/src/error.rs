//! Why a store did not open: one case for each different remedy.

use std::io;
use std::path::{Path, PathBuf};

/// What stood in the way of opening the store.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder or a file in it cannot be written.
    #[error("{} cannot be written", path.display())]
    NotWritable {
        /// The folder or file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another program has the folder open.
    #[error("{} is open in another program", folder.display())]
    InUse {
        /// The folder.
        folder: PathBuf,
        /// The other program's process number, when it left one.
        process: Option<u32>,
    },
    /// No room left on the disk.
    #[error("the disk that holds {} is full", path.display())]
    DiskFull {
        /// What could not be written.
        path: PathBuf,
    },
    /// The disk reported an error of its own.
    #[error("the disk that holds {} reported an error", path.display())]
    DiskFailing {
        /// What could not be read or written.
        path: PathBuf,
        /// What it said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Somebody reads in the database and keeps its log from being emptied.
    #[error("something still reads in {}", file.display())]
    StillRead {
        /// The file.
        file: PathBuf,
    },
    /// A newer program has changed the database.
    #[error("the database has schema {found}, this program knows up to {known}")]
    Newer {
        /// The newest migration in the file.
        found: i64,
        /// The newest this program has.
        known: i64,
        /// The version that last opened it, when it says so.
        last_opened_by: Option<String>,
    },
    /// The file is not a SQLite database, or not a whole one.
    #[error("{} is damaged", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What SQLite said.
        source: sqlx::Error,
    },
    /// The file is a database, and another program's.
    #[error("{} is a database of another program", file.display())]
    Foreign {
        /// The file.
        file: PathBuf,
    },
    /// A migration failed. It took nothing with it; the copy has what was before all.
    #[error("the database could not be brought up to date")]
    Migration(#[source] sqlx::migrate::MigrateError),
    /// SQLite failed in a way with no remedy of its own.
    #[error("the database could not be opened")]
    Sqlite(#[source] sqlx::Error),
}

impl OpenError {
    /// Sorts an error of the file system by its remedy.
    pub(crate) fn from_io(path: &Path, source: io::Error) -> Self {
        // The system's number for an error of the device, for which Rust has no kind.
        const DEVICE: i32 = 5;
        if cfg!(unix) && source.raw_os_error() == Some(DEVICE) {
            return Self::DiskFailing { path: path.into(), source: source.into() };
        }
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::DiskFull { path: path.into() }
            }
            _ => Self::NotWritable { path: path.into(), source },
        }
    }

    /// Sorts an error of SQLite by its remedy, using SQLite's primary result codes.
    pub(crate) fn from_sqlite(file: &Path, source: sqlx::Error) -> Self {
        const CORRUPT: i32 = 11;
        const DEVICE: i32 = 10;
        const FULL: i32 = 13;
        const NOT_A_DATABASE: i32 = 26;
        const READ_ONLY: i32 = 8;
        const CANNOT_OPEN: i32 = 14;
        // An extended code: the file that readers and the writer share could not be
        // given its size, which is how a nearly full disk shows first, and a failing one.
        const SHARED_MEMORY_WITHOUT_SIZE: i32 = 4874;

        let code = source
            .as_database_error()
            .and_then(|error| error.code())
            .and_then(|code| code.parse::<i32>().ok());
        if code == Some(SHARED_MEMORY_WITHOUT_SIZE) && !has_room_beside(file) {
            return Self::DiskFull { path: file.into() };
        }
        match code.map(|extended| extended & 0xff) {
            Some(CORRUPT | NOT_A_DATABASE) => Self::Damaged { file: file.into(), source },
            Some(FULL) => Self::DiskFull { path: file.into() },
            // SQLite takes a folder in the file's place for a disk that cannot be read.
            Some(DEVICE) if file.is_dir() => Self::Damaged { file: file.into(), source },
            Some(DEVICE) => Self::DiskFailing { path: file.into(), source: source.into() },
            Some(READ_ONLY | CANNOT_OPEN) => Self::NotWritable {
                path: file.into(),
                source: io::Error::new(io::ErrorKind::PermissionDenied, source),
            },
            _ => Self::Sqlite(source),
        }
    }
}

/// Whether a little more than that shared file fits on the disk: tried, since a quota or a
/// disk in memory says otherwise than a count of free blocks.
fn has_room_beside(file: &Path) -> bool {
    const A_LITTLE: usize = 65_536;
    let probe = file.with_extension("room");
    let tried = std::fs::write(&probe, vec![0; A_LITTLE]);
    // One that is left behind is written over by the next.
    let _ = std::fs::remove_file(&probe);
    tried.is_ok()
}
