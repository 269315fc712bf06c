//! The receipts of one provider's connections that were ended.

use patchbay_contract::Receipt;
use patchbay_contract::command::GetReceipts;

use super::{Latest, Look};
use crate::Bridge;

/// What is known of them.
#[derive(Clone, Copy)]
pub struct Receipts(Latest<Vec<Receipt>>);

impl Receipts {
    /// Those of a provider, asked for now.
    #[must_use]
    pub fn of(bridge: Bridge, provider: String) -> Self {
        let receipts = Self(Latest::nothing());
        receipts.0.wait(bridge.call::<GetReceipts>(provider));
        receipts
    }

    /// How they look. Tracks.
    #[must_use]
    pub fn look(self) -> Look<Vec<Receipt>> {
        self.0.look()
    }
}
