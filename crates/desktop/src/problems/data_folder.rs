//! The sentences for a data folder, or a file in it, that cannot be written: each cause by
//! itself.

use std::io::{Error, ErrorKind};
use std::path::Path;

use patchbay_contract::{ErrorCode, Problem};

/// It cannot be written, for this reason.
pub(super) fn not_writable(path: &Path, source: &Error) -> Problem {
    let shown = path.display();
    let elsewhere = "start Patchbay with PATCHBAY_DATA_DIR set to a folder of your own";
    let (what, remedy) = match source.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => (
            format!("{shown} is a file, and Patchbay keeps its data in a folder."),
            format!("Move that file away, or {elsewhere}. Then check again."),
        ),
        ErrorKind::IsADirectory => (
            format!("{shown} is a folder, and Patchbay keeps a file there."),
            format!("Move that folder away, or {elsewhere}. Then check again."),
        ),
        ErrorKind::ReadOnlyFilesystem => (
            format!("The disk that holds {shown} can be read and not written."),
            format!("Have the disk made writable, or {elsewhere}. Then check again."),
        ),
        _ => (
            format!("Patchbay may not write to {shown}."),
            format!(
                "Give your account write access to that folder, or {elsewhere}. Then check again."
            ),
        ),
    };
    let effect = "Connections cannot be read or saved until it can.";
    Problem::new(ErrorCode::DataFolderNotWritable, what, effect, remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_not_to_be_written_has_words_of_its_own() {
        let said = |kind: ErrorKind| {
            let problem = not_writable(Path::new("/data"), &kind.into());
            assert_eq!(problem.code, ErrorCode::DataFolderNotWritable);
            assert!(problem.remedy.contains("PATCHBAY_DATA_DIR"), "{problem}");
            problem.what
        };
        assert!(said(ErrorKind::AlreadyExists).contains("/data is a file"));
        assert!(said(ErrorKind::NotADirectory).contains("/data is a file"));
        assert!(said(ErrorKind::IsADirectory).contains("/data is a folder"));
        assert!(said(ErrorKind::ReadOnlyFilesystem).contains("disk"));
        assert!(said(ErrorKind::PermissionDenied).contains("may not write"));
    }
}
