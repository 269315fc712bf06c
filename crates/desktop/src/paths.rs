//! Where this installation keeps its files.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::IDENTIFIER;

/// Names another data folder, for a second profile or a portable installation.
pub const DATA_FOLDER_VARIABLE: &str = "PATCHBAY_DATA_DIR";

/// The data folder: the one asked for, else the system's place for our identifier.
///
/// A home folder that cannot be found yields a path that cannot be written, which
/// the store then reports in words; it is not a reason to stop here.
#[must_use]
pub fn data_folder(asked_for: Option<OsString>) -> PathBuf {
    match asked_for {
        Some(folder) if !folder.is_empty() => {
            // One folder has one name, from wherever the program is started.
            let folder = PathBuf::from(folder);
            std::path::absolute(&folder).unwrap_or(folder)
        }
        _ => dirs::data_dir()
            .unwrap_or_else(|| PathBuf::from("/nonexistent (no home folder)"))
            .join(IDENTIFIER),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_asked_for_wins() {
        assert_eq!(data_folder(Some("/somewhere".into())), PathBuf::from("/somewhere"));
    }

    #[test]
    fn an_empty_wish_is_no_wish() {
        assert!(data_folder(Some(OsString::new())).ends_with(IDENTIFIER));
    }
}
