//! A data folder for practice: a profile of its own, with its own key in the keychain, in
//! which every provider is played on this computer. The folder says so by a file in it,
//! so that a link that starts the program for this folder starts it for practice too.
//!
//! What plays the providers is not here, and nothing else in this crate knows.

use std::io;
use std::path::{Path, PathBuf};

use url::Url;

/// The file that makes a data folder one for practice. When there is an address in it,
/// the providers are played there; otherwise the app plays them itself.
pub const MARK: &str = "practice-firm";

/// Where the providers of a practice folder are played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Played {
    /// By the app itself.
    Here,
    /// By a server that runs already.
    At(Url),
}

/// Where the providers are played, if this folder is for practice.
///
/// # Errors
/// When there is a mark and it says no address of this computer: rather than with the real
/// vendors, nothing is done then.
pub fn played(folder: &Path) -> io::Result<Option<Played>> {
    let text = match std::fs::read_to_string(folder.join(MARK)) {
        Ok(text) => text,
        // What is no folder is told by whoever opens the data in it.
        Err(error)
            if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
        {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    if text.trim().is_empty() {
        return Ok(Some(Played::Here));
    }
    let own = |url: &Url| url.scheme() == "http" && url.host_str() == Some("127.0.0.1");
    match text.trim().parse::<Url>().ok().filter(own) {
        Some(url) => Ok(Some(Played::At(url))),
        None => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("{MARK} is not an address of this computer"),
        )),
    }
}

/// Makes the practice folder beside a data folder, unless it is there.
///
/// # Errors
/// When it cannot be written.
pub fn beside(folder: &Path) -> io::Result<PathBuf> {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(".practice");
    let practice = folder.with_file_name(name);
    std::fs::create_dir_all(&practice)?;
    let mark = practice.join(MARK);
    if !mark.exists() {
        std::fs::write(mark, "")?;
    }
    Ok(practice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_for_practice_when_it_says_so_and_stays_it() {
        let home = tempfile::tempdir().unwrap();
        let real = home.path().join("app.patchbay.desktop");
        assert_eq!(played(&real).unwrap(), None);
        let practice = beside(&real).unwrap();
        assert_eq!(practice.file_name().unwrap(), "app.patchbay.desktop.practice");
        assert_eq!(played(&practice).unwrap(), Some(Played::Here));
        assert_eq!(played(&real).unwrap(), None, "the real one is as it was");
        std::fs::write(practice.join(MARK), "http://127.0.0.1:4711/\n").unwrap();
        beside(&real).unwrap();
        let url = "http://127.0.0.1:4711/".parse().unwrap();
        assert_eq!(played(&practice).unwrap(), Some(Played::At(url)));
    }

    #[test]
    fn a_mark_that_leads_anywhere_else_is_no_reason_to_ask_the_real_vendors() {
        let home = tempfile::tempdir().unwrap();
        for elsewhere in ["https://evil.example", "http://127.0.0.1.evil.example", "yes"] {
            std::fs::write(home.path().join(MARK), elsewhere).unwrap();
            assert!(played(home.path()).is_err(), "{elsewhere}");
        }
    }
}
