//! Providers of the catalogue, for tests.

use patchbay_providers::{Provider, built_in, read_named};

/// The provider with this id. The others are not read.
pub(crate) fn provider(id: &str) -> Provider {
    let (file, text) =
        built_in().find(|(_, text)| text.contains(&format!("\nid = \"{id}\""))).unwrap();
    read_named(file, text).unwrap()
}
