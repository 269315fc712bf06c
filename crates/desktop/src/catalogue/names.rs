//! What providers are called, for whoever has a connection in hand and no catalogue: the names
//! that came with Patchbay, and those that this program last read from the firm's own files.

use std::collections::BTreeMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use super::OwnFiles;

type Names = BTreeMap<String, String>;

static BUILT_IN: LazyLock<Names> = LazyLock::new(|| {
    patchbay_providers::catalogue().into_iter().map(|one| (one.id, one.name)).collect()
});
static OWN: RwLock<Names> = RwLock::new(Names::new());

/// What the provider of this id is called, where anybody knows.
pub(crate) fn name_of(provider: &str) -> Option<String> {
    BUILT_IN
        .get(provider)
        .cloned()
        .or_else(|| OWN.read().unwrap_or_else(PoisonError::into_inner).get(provider).cloned())
}

/// Remembers what the firm's own are called. One that is gone keeps its name: connections of it
/// may be there for longer.
pub(super) fn remember(own: &OwnFiles) {
    let names = own.good.iter().map(|file| (file.provider.id.clone(), file.provider.name.clone()));
    OWN.write().unwrap_or_else(PoisonError::into_inner).extend(names);
}
