//! Where the server's own key is: in the environment, in a file, or in the keychain of the session
//! in which the server runs. It is read when it is needed first, and not while the configuration
//! is: a key that is away keeps nothing else from working, and is looked for again.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use patchbay_vault::{Key, Keychain, Secret};

use super::{ConfigError, Layer, OwnKeyTrouble, mistake};

/// What the names of such keys in the keychain begin with, beside those of the app's vault.
const IN_KEYCHAIN: &str = "firm-server-";

/// The longest name that a person gives one.
const LONGEST_NAME: usize = 64;

/// How long the text of a key is.
const KEY_CHARACTERS: usize = 44;

/// Larger than any file with a key.
const LARGEST: u64 = 4 * 1024;

/// Where it is.
#[derive(Clone)]
pub struct OwnKey(Source);

#[derive(Clone)]
enum Source {
    Given(Arc<Key>),
    File(PathBuf),
    Keychain { name: String, keychain: Keychain },
}

impl OwnKey {
    /// What was said of it: in one of the three ways, or in none.
    pub(super) fn from_layer(
        said: &mut Layer,
        keeps_something: bool,
    ) -> Result<Option<Self>, ConfigError> {
        let wrong = |what: &str| Err(mistake("custody_key", what.into()));
        let itself = said.custody_key.take().map(Secret::new);
        let (file, name) = (said.custody_key_file.take(), said.custody_key_keychain.take());
        let own = match (itself, file, name) {
            (None, None, None) => return Ok(None),
            (Some(text), None, None) => match Key::from_text(&text) {
                Ok(key) => Self::given(key),
                Err(_) => {
                    return wrong("it is no key: `patchbay-server new-key FILE` makes one");
                }
            },
            (None, Some(file), None) => Self::in_file(file),
            (None, None, Some(name)) => {
                match Self::in_keychain(&name, Keychain::of_this_system()) {
                    Ok(own) => own,
                    Err(what) => return Err(mistake("custody_key_keychain", what)),
                }
            }
            _ => {
                return wrong(
                    "give one of custody_key, custody_key_file and custody_key_keychain, not more",
                );
            }
        };
        match keeps_something {
            true => Ok(Some(own)),
            false => wrong("it needs database beside it"),
        }
    }

    /// This very key.
    #[must_use]
    pub fn given(key: Key) -> Self {
        Self(Source::Given(Arc::new(key)))
    }

    /// The one in this file.
    #[must_use]
    pub fn in_file(file: impl Into<PathBuf>) -> Self {
        Self(Source::File(file.into()))
    }

    /// The one of that name in this keychain.
    ///
    /// # Errors
    /// When that is no name.
    pub fn in_keychain(name: &str, keychain: Keychain) -> Result<Self, String> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !(1..=LONGEST_NAME).contains(&name.len()) || !name.chars().all(plain) {
            return Err(format!("a name has 1 to {LONGEST_NAME} small letters, digits and dashes"));
        }
        Ok(Self(Source::Keychain { name: name.to_owned(), keychain }))
    }

    /// Where it is, for people.
    #[must_use]
    pub fn place(&self) -> String {
        match &self.0 {
            Source::Given(_) => "the configuration".to_owned(),
            Source::File(file) => file.display().to_string(),
            Source::Keychain { name, .. } => format!("{name} in the keychain"),
        }
    }

    /// The setting that names this place.
    #[must_use]
    pub fn setting(&self) -> &'static str {
        match &self.0 {
            Source::Given(_) => "custody_key",
            Source::File(_) => "custody_key_file",
            Source::Keychain { .. } => "custody_key_keychain",
        }
    }

    /// The key, read now.
    ///
    /// # Errors
    /// When it cannot be had.
    pub async fn read(&self) -> Result<Arc<Key>, OwnKeyTrouble> {
        let text = match &self.0 {
            Source::Given(key) => return Ok(Arc::clone(key)),
            Source::File(file) => read_file(file)?,
            Source::Keychain { name, keychain } => {
                let found = keychain.read(&format!("{IN_KEYCHAIN}{name}")).await?;
                found.ok_or_else(|| OwnKeyTrouble::NotInKeychain(name.clone()))?
            }
        };
        let key = Key::from_text(&text);
        key.map(Arc::new).map_err(|_| OwnKeyTrouble::NoKeyIn {
            place: self.place(),
            found: looks_like(text.expose_secret().trim()),
        })
    }

    /// Makes a new key and writes it to where none is.
    ///
    /// # Errors
    /// When there is one, or it cannot be written.
    pub async fn make(&self) -> Result<(), OwnKeyTrouble> {
        let text = Key::generate()?.to_text();
        match &self.0 {
            Source::Given(_) => Err(OwnKeyTrouble::ThereAlready(self.place())),
            Source::File(file) => write_file(file, &text),
            Source::Keychain { name, keychain } => {
                let name = format!("{IN_KEYCHAIN}{name}");
                if keychain.ask(&name).await?.holds_key {
                    return Err(OwnKeyTrouble::ThereAlready(self.place()));
                }
                Ok(keychain.write(&name, text).await?)
            }
        }
    }
}

/// What stands where a key should, by its length alone.
fn looks_like(text: &str) -> String {
    match text.chars().count() {
        0 => "nothing".to_owned(),
        KEY_CHARACTERS => "signs that no key has".to_owned(),
        other => format!("{other} characters where a key has {KEY_CHARACTERS}"),
    }
}

fn read_file(file: &Path) -> Result<Secret<String>, OwnKeyTrouble> {
    let shown = || file.display().to_string();
    let read = || {
        let mut bytes = Vec::new();
        std::fs::File::open(file)?.take(LARGEST).read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    read().map(Secret::new).map_err(|error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => OwnKeyTrouble::FileMissing(shown()),
        _ => OwnKeyTrouble::FileNotReadable(shown(), error),
    })
}

/// For its owner alone.
fn write_file(file: &Path, text: &Secret<String>) -> Result<(), OwnKeyTrouble> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let shown = || file.display().to_string();
    let written = options.open(file).and_then(|mut file| {
        file.write_all(text.expose_secret().as_bytes())?;
        file.write_all(b"\n")?;
        file.sync_all()
    });
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => OwnKeyTrouble::ThereAlready(shown()),
        _ => OwnKeyTrouble::NotWritable(shown(), error),
    })
}
