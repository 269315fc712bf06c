//! Checks that are being made, as the core tells of them one by one.

use std::collections::HashMap;

use leptos::prelude::*;
use patchbay_contract::{Check, Proving};

/// By what they are of.
#[derive(Clone, Copy, Default)]
pub struct Proofs(RwSignal<HashMap<String, Vec<Check>>>);

impl Proofs {
    /// One has ended.
    pub fn take_in(self, proving: Proving) {
        self.0.update(|all| {
            all.insert(proving.subject, proving.checks);
        });
    }

    /// They begin anew.
    pub fn forget(self, subject: &str) {
        self.0.update(|all| {
            all.remove(subject);
        });
    }

    /// How far they are. Tracks.
    #[must_use]
    pub fn of(self, subject: &str) -> Vec<Check> {
        self.0.with(|all| all.get(subject).cloned().unwrap_or_default())
    }
}
