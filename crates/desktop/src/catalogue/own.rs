//! The firm's own provider files: reading the folder they lie in.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use patchbay_contract::BrokenFile;
use patchbay_providers::{Mistake, Provider};

/// The folder's name within the data folder.
pub const FOLDER: &str = "providers";

/// Longer than any honest provider file: the longest of ours is a tenth of it.
const LARGEST: u64 = 256 * 1024;

/// More than any firm writes; a folder full of strays must not keep the app busy.
const MOST: usize = 2_000;

/// What was found in the folder.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OwnFiles {
    /// The providers that were read.
    pub good: Vec<OwnFile>,
    /// The files that were not, with their mistakes.
    pub broken: Vec<BrokenFile>,
}

/// A provider of the firm's own.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnFile {
    /// Its file.
    pub path: PathBuf,
    /// What it says.
    pub provider: Provider,
}

impl OwnFiles {
    /// Reads every `.toml` of the folder. A folder that is not there holds nothing;
    /// `taken` says which ids came with Patchbay.
    pub(super) fn read(folder: &Path, taken: impl Fn(&str) -> bool) -> Self {
        let mut found = Self::default();
        let mut seen = BTreeMap::new();
        let paths = match files(folder) {
            Ok(paths) => paths,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return found,
            Err(error) => {
                found.broken.push(broken(folder, vec![format!("it cannot be read: {error}")]));
                return found;
            }
        };
        if paths.len() > MOST {
            let what = format!("only the first {MOST} files of this folder are read");
            found.broken.push(broken(folder, vec![what]));
        }
        for path in paths.into_iter().take(MOST) {
            match read(&path) {
                Err(mistakes) => found.broken.push(broken(&path, mistakes)),
                Ok(provider) if taken(&provider.id) => {
                    let what = format!(
                        "“{}” came with Patchbay; give this provider an id of its own",
                        provider.id
                    );
                    found.broken.push(broken(&path, vec![what]));
                }
                Ok(provider) => {
                    // Only differing case can make two files with one id.
                    if let Some(other) = seen.insert(provider.id.clone(), path.clone()) {
                        let what = format!("{} already has this id", other.display());
                        found.broken.push(broken(&path, vec![what]));
                    } else {
                        found.good.push(OwnFile { path, provider });
                    }
                }
            }
        }
        found
    }
}

/// The `.toml` files of the folder, by name.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        // What begins with a dot is an editor's.
        .filter(|path| {
            path.extension().is_some_and(|extension| extension == "toml")
                && path.file_name().is_some_and(|name| !name.as_encoded_bytes().starts_with(b"."))
        })
        .collect();
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<Provider, Vec<String>> {
    read_file(path).map_err(|mistakes| {
        mistakes.iter().map(|mistake| format!("line {}: {}", mistake.line, mistake.what)).collect()
    })
}

/// Reads one provider file, by the rules that hold for the firm's folder.
///
/// # Errors
/// Every mistake in it; a file that cannot be read at all has one, at its first line.
pub fn read_file(path: &Path) -> Result<Provider, Vec<Mistake>> {
    let file = path.display().to_string();
    match read_text(path) {
        Ok(text) => patchbay_providers::read_named(&file, &text),
        Err(what) => Err(vec![Mistake { file, line: 1, what }]),
    }
}

/// The text of such a file, or why there is none.
pub(crate) fn read_text(path: &Path) -> Result<String, String> {
    let unreadable = |error: io::Error| format!("it cannot be read: {error}");
    // Looked at before it is opened: opening a pipe waits for whoever writes into it.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err("it is not a file".into());
    }
    let file = fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("it is larger than {} kB", LARGEST / 1024));
    }
    // Some editors begin a file with a mark that TOML does not know.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(bytes);
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text; save it as UTF-8".into())
}

fn broken(path: &Path, mistakes: Vec<String>) -> BrokenFile {
    BrokenFile {
        file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        path: path.display().to_string(),
        mistakes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = include_str!("../../../providers/tests/fixtures/small.toml");

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        folder
    }

    fn nothing_taken(_: &str) -> bool {
        false
    }

    #[test]
    fn a_folder_that_is_not_there_holds_nothing() {
        let read = OwnFiles::read(Path::new("/nonexistent/providers"), nothing_taken);
        assert_eq!(read, OwnFiles::default());
    }

    #[test]
    fn a_broken_file_is_told_and_harms_no_other() {
        let folder = folder(&[
            ("small.toml", GOOD.as_bytes()),
            ("broken.toml", b"format = 1\nid = 7\n"),
            ("notes.txt", b"not a provider"),
            (".small.toml.swp.toml", b"an editor's"),
        ]);
        let read = OwnFiles::read(folder.path(), nothing_taken);
        assert_eq!(read.good.len(), 1);
        assert_eq!(read.broken.len(), 1);
        assert_eq!(read.broken[0].file, "broken.toml");
        assert!(read.broken[0].mistakes[0].starts_with("line 2: "), "{:?}", read.broken[0]);
    }

    #[test]
    fn a_file_cannot_take_the_id_of_a_provider_that_came_with_patchbay() {
        let folder = folder(&[("small.toml", GOOD.as_bytes())]);
        let read = OwnFiles::read(folder.path(), |id| id == "small");
        assert!(read.good.is_empty());
        assert!(read.broken[0].mistakes[0].contains("came with Patchbay"));
    }

    #[test]
    fn text_in_another_encoding_and_files_without_end_are_told_in_words() {
        let large = vec![b'#'; LARGEST as usize + 1];
        let folder = folder(&[("latin.toml", b"name = \"Caf\xe9\""), ("large.toml", &large)]);
        let read = OwnFiles::read(folder.path(), nothing_taken);
        assert!(read.broken[0].mistakes[0].contains("larger than"), "{:?}", read.broken);
        assert!(read.broken[1].mistakes[0].contains("UTF-8"), "{:?}", read.broken);
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_or_a_device_in_the_folder_is_told_and_not_waited_for() {
        let folder = folder(&[("small.toml", GOOD.as_bytes())]);
        let pipe = folder.path().join("pipe.toml");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero.toml")).unwrap();
        let read = OwnFiles::read(folder.path(), nothing_taken);
        assert_eq!(read.good.len(), 1);
        assert_eq!(read.broken.len(), 2);
        assert!(read.broken.iter().all(|file| file.mistakes[0].contains("it is not a file")));
    }

    #[test]
    fn a_file_with_a_byte_order_mark_is_read() {
        let marked = [b"\xef\xbb\xbf", GOOD.as_bytes()].concat();
        let folder = folder(&[("small.toml", &marked)]);
        assert_eq!(OwnFiles::read(folder.path(), nothing_taken).good.len(), 1);
    }
}
