//! Which servers a mail address has: for the page while somebody types, and for a form whose
//! servers were left empty.

use patchbay_contract::{MailAddress, MailServers, Problem};
use patchbay_gateway::Values;
use patchbay_providers::Provider;

use super::Keys;
use super::place::Place;
use crate::mailboxes::{fill_in, found};

impl Keys {
    /// The servers of an address, as far as they can be found. Nobody signs in there.
    ///
    /// # Errors
    /// When there is no such form, or mail servers cannot be talked to from here.
    pub async fn mail_servers(&self, typed: &MailAddress) -> Result<MailServers, Problem> {
        let place = self.place(&typed.at)?;
        let mail = self.custodian.mail().of_provider(&place.provider.id)?;
        let (all, form) = (self.every_provider(), place.sign_in());
        Ok(found(self.custodian.mail(), mail, &all, &place.provider, form, &typed.address).await)
    }

    /// Fills in what a mailbox's form leaves to be found.
    pub(super) async fn find_what_was_left_empty(
        &self,
        place: &Place,
        values: &mut Values,
    ) -> Result<(), Problem> {
        if !place.is_mailbox() {
            return Ok(());
        }
        let mail = self.custodian.mail().of_provider(&place.provider.id)?;
        fill_in(self.custodian.mail(), mail, &self.every_provider(), place.sign_in(), values).await
    }

    fn every_provider(&self) -> Vec<Provider> {
        self.catalogue.built_in().iter().cloned().collect()
    }
}
