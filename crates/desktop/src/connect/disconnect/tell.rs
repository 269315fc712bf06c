//! Telling the provider that its permission is to end.

use patchbay_custody::{Ended, Unended, can_be_told};
use patchbay_store::{Connection, Store};

use crate::connect::SignIns;

impl SignIns {
    /// Tells the provider, where it takes that by a call, and proves that nothing works any
    /// more.
    ///
    /// No two connections here live on one permission: each sign-in brings one of its own,
    /// for the one company that was chosen. What a vendor ends along with it on its own side
    /// is said in its file, and shown before.
    pub(super) async fn tell(&self, store: &Store, row: &Connection) -> Result<Ended, Unended> {
        let Some(place) = self.place_of(row).map_err(Unended::here)? else {
            return Ok(Ended::by_hand());
        };
        if !can_be_told(&place) {
            return Ok(Ended::by_hand());
        }
        let holding = self.holding(store, row, place).await.map_err(Unended::here)?;
        self.custodian.end(&row.id, &holding, self.installation.now()).await
    }
}
