//! The text of a provider file: one that is shared, and the one of its id at this computer.

use std::path::{Path, PathBuf};

use patchbay_contract::line_with_secret;
use patchbay_providers::{Provider, is_built_in, read_named};
use patchbay_store::audit::hex;
use sha2::{Digest, Sha256};

use super::LARGEST;
use crate::catalogue::read_text;
use crate::label::nobody_sees;

/// A text, as this version of Patchbay reads it.
#[derive(Debug)]
pub(super) struct Looked {
    /// What it says, as far as it can be read.
    pub(super) provider: Option<Provider>,
    /// Why it cannot be shared or used.
    pub(super) mistakes: Vec<String>,
}

/// Looks at the text of the file of this id. What a mistake repeats of it is no secret.
pub(super) fn look(id: &str, text: &str) -> Looked {
    if let Some(line) = line_with_secret(text) {
        let what = format!("line {line}: something here looks like a secret, and none belongs in");
        return Looked { provider: None, mistakes: vec![format!("{what} a provider file")] };
    }
    let mut mistakes = Vec::new();
    if text.len() > LARGEST {
        mistakes.push(format!("it is larger than {} kB", LARGEST / 1024));
    }
    if is_built_in(id) {
        mistakes.push(format!("“{id}” came with Patchbay; give this provider an id of its own"));
    }
    match read_named(&format!("{id}.toml"), text) {
        Ok(provider) => Looked { provider: Some(provider), mistakes },
        Err(all) => {
            let line = |what: &str| what.lines().map(in_sight).collect::<Vec<_>>().join(" ");
            mistakes
                .extend(all.iter().map(|one| format!("line {}: {}", one.line, line(&one.what))));
            Looked { provider: None, mistakes }
        }
    }
}

/// Words of somebody else's file, without what nobody sees: that could turn around what stands
/// beside them.
pub(super) fn in_sight(words: &str) -> String {
    words.replace(|c: char| c.is_control() || nobody_sees(c), "")
}

/// The file of an id at this computer.
#[derive(Debug)]
pub(super) struct Here {
    /// Its text, or why there is none.
    pub(super) text: Result<String, String>,
}

impl Here {
    /// The digest of its text. What cannot be read has that of no other.
    pub(super) fn digest(&self) -> String {
        self.text.as_ref().map(|text| digest(text)).unwrap_or_default()
    }
}

/// Where the file of this id lies, or would.
pub(super) fn place(folder: &Path, id: &str) -> PathBuf {
    folder.join(format!("{id}.toml"))
}

/// What lies there, if anything does.
pub(super) fn here(folder: &Path, id: &str) -> Option<Here> {
    let path = place(folder, id);
    let is_there = path.symlink_metadata().is_ok();
    is_there.then(|| Here { text: read_text(&path) })
}

/// By which a text is known.
pub(super) fn digest(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// What a person reads of a text where two differ: its name and its hosts.
pub(crate) fn told(id: &str, text: &str) -> String {
    match look(id, text).provider {
        Some(provider) => {
            format!("{}: {}", in_sight(&provider.name), provider.hosts().join(", "))
        }
        None => format!("{id}.toml, which this Patchbay cannot read"),
    }
}
