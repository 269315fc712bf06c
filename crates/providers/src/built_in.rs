//! The files of the catalogue, embedded.

use crate::{Provider, read_named};

/// The name and text of every file in `assets/providers`, by name.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

/// The name and text of every file of the catalogue.
pub fn built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied()
}

/// Whether a provider of the catalogue has this id. None is read for it: each file is called
/// after its id.
#[must_use]
pub fn is_built_in(id: &str) -> bool {
    built_in().any(|(file, _)| file.strip_suffix(".toml") == Some(id))
}

/// Every provider of the catalogue. The tests have read each file, so one that
/// cannot be read here is a defect of this build.
///
/// # Panics
/// When a file of the catalogue has a mistake.
#[must_use]
pub fn catalogue() -> Vec<Provider> {
    built_in()
        .map(|(file, text)| {
            read_named(file, text).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]))
        })
        .collect()
}
