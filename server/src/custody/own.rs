//! The server's own key, as it was found. It is looked for when the server begins, and by its rounds
//! for as long as it is away: so no request waits for a keychain.

use std::sync::{Arc, Mutex, PoisonError};

use patchbay_vault::Key;

use super::KeyTrouble;
use crate::config::OwnKey;

/// The own key, where one is set.
pub(super) struct Own {
    set: Option<OwnKey>,
    found: Mutex<Found>,
}

enum Found {
    There(Arc<Key>),
    /// Why not, in the words that stand in the log; none yet where it was not looked for.
    Away(String),
}

impl Own {
    pub(super) fn of(set: Option<OwnKey>) -> Self {
        Self { set, found: Mutex::new(Found::Away(String::new())) }
    }

    /// This one, which was read.
    pub(super) fn there(key: Arc<Key>) -> Self {
        Self { set: None, found: Mutex::new(Found::There(key)) }
    }

    /// Whether there should be one.
    pub(super) fn is_set(&self) -> bool {
        self.set.is_some()
    }

    /// Looks for it where it is not there yet. Says whether it was found just now.
    pub(super) async fn find(&self) -> bool {
        let Some(set) = &self.set else { return false };
        if self.key().is_ok() {
            return false;
        }
        let read = set.read().await;
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        match read {
            Ok(key) => {
                tracing::info!(place = set.place(), "the server\u{2019}s own key is there");
                *found = Found::There(key);
                true
            }
            Err(trouble) => {
                let why = trouble.to_string();
                // Once, and not again at every round.
                if !matches!(&*found, Found::Away(before) if *before == why) {
                    tracing::error!(error = why, "the server\u{2019}s own key is away");
                }
                *found = Found::Away(why);
                false
            }
        }
    }

    /// The key, as it was found.
    pub(super) fn key(&self) -> Result<Arc<Key>, KeyTrouble> {
        match &*self.found.lock().unwrap_or_else(PoisonError::into_inner) {
            Found::There(key) => Ok(Arc::clone(key)),
            Found::Away(_) if self.set.is_none() => Err(KeyTrouble::None),
            Found::Away(why) => Err(KeyTrouble::Away(why.clone())),
        }
    }
}
