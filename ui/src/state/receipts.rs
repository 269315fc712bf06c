//! The receipts of one provider's connections that were ended.

use leptos::prelude::*;
use leptos::task::spawn_local;
use patchbay_contract::Receipt;
use patchbay_contract::command::GetReceipts;

use super::Look;
use crate::Bridge;

/// What is known of them.
#[derive(Clone, Copy)]
pub struct Receipts(RwSignal<Look<Vec<Receipt>>>);

impl Receipts {
    /// Those of a provider, asked for now.
    #[must_use]
    pub fn of(bridge: Bridge, provider: String) -> Self {
        let receipts = Self(RwSignal::new(Look::Loading));
        let answer = bridge.call::<GetReceipts>(provider);
        spawn_local(async move {
            let look = match answer.await {
                Ok(all) => Look::Full(all),
                Err(problem) => Look::Failed(problem),
            };
            receipts.0.try_set(look);
        });
        receipts
    }

    /// How they look. Tracks.
    #[must_use]
    pub fn look(self) -> Look<Vec<Receipt>> {
        self.0.get()
    }
}
