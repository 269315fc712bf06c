//! What a permission opens a mailbox with, for whoever reads it. A token that has ended, or
//! that a server does not take, is renewed as any other is: by one at a time, and not before
//! a failure is waited out.

use std::sync::Arc;

use patchbay_contract::{Problem, SignInAt};
use patchbay_custody::Spot;
use patchbay_gateway::Values;
use patchbay_providers::{Provider, SignIn};
use patchbay_store::{Connection, Store};

use super::SignIns;
use super::renew::Renewal;
use crate::problems::{
    connection_unknown, mail_permission_ended, mail_permission_waits, no_address, not_read,
    store_did_not_open,
};
use patchbay_custody::ADDRESS;

/// A mailbox that a permission opens.
pub(crate) struct ByPermission {
    place: Spot,
    /// What its servers want to hear.
    pub(crate) values: Values,
    /// Under which id the permission is sealed.
    pub(crate) credential: String,
    /// Its generation.
    pub(crate) generation: i64,
}

/// Why a mailbox cannot be opened.
#[derive(Debug)]
pub(crate) enum Unopened {
    /// It passes, or is put right elsewhere: it is tried again.
    Later(Problem),
    /// A person has to sign in again, and was told.
    Over(Problem),
}

impl From<Problem> for Unopened {
    fn from(problem: Problem) -> Self {
        Self::Later(problem)
    }
}

impl ByPermission {
    /// Whose it is.
    pub(crate) fn provider(&self) -> &Provider {
        &self.place.provider
    }

    /// The way that was signed in by.
    pub(crate) fn sign_in(&self) -> &SignIn {
        self.place.sign_in()
    }
}

impl SignIns {
    /// Whether mail is read by a sign-in in the browser of this kind.
    pub(crate) fn reads_mail(&self, at: &SignInAt) -> bool {
        self.spot(at).is_ok_and(|place| place.sign_in().reads_mail())
    }

    /// Opens what is kept. A token that has ended is renewed first.
    ///
    /// # Errors
    /// When nothing is kept, it does not open, or it could not be renewed.
    pub(crate) async fn mailbox(
        self: &Arc<Self>,
        store: &Store,
        row: &Connection,
        at: &SignInAt,
    ) -> Result<ByPermission, Unopened> {
        if self.has_ended(row) {
            self.renewed_in_its_time(store, row).await?;
        }
        let opened = self.opened(store, row, at).await?;
        let provider = &opened.place.provider.name;
        let address = row.account_name.clone().ok_or_else(|| no_address(provider))?;
        let mut values = opened.values;
        values.set(ADDRESS, address);
        let (place, credential) = (opened.place, opened.credential);
        Ok(ByPermission { place, values, credential, generation: opened.generation })
    }

    /// Renews a permission whose token a server did not take. Says whether there is another
    /// token now.
    ///
    /// # Errors
    /// When it is over, cannot be renewed now, or somebody else is at it.
    pub(crate) async fn renewed_for_mail(
        self: &Arc<Self>,
        row: &Connection,
    ) -> Result<bool, Unopened> {
        self.unless_over(self.renew(&row.id).await?, &row.provider)
    }

    /// Renews one whose token has ended, unless that was tried just now, or somebody did.
    async fn renewed_in_its_time(
        self: &Arc<Self>,
        store: &Store,
        row: &Connection,
    ) -> Result<(), Unopened> {
        let renewal = self.renew_when_due(&row.id).await?;
        if self.unless_over(renewal, &row.provider)? {
            return Ok(());
        }
        let now = store.connection(&row.id).await.map_err(|error| store_did_not_open(&error))?;
        let now = now.ok_or_else(connection_unknown)?;
        match now.condition.as_str() {
            _ if !self.has_ended(&now) => Ok(()),
            "reconnect_needed" => {
                Err(Unopened::Over(mail_permission_ended(&self.name_of(&row.provider))))
            }
            _ => Err(mail_permission_waits(&self.name_of(&row.provider)).into()),
        }
    }

    fn unless_over(&self, renewal: Renewal, provider: &str) -> Result<bool, Unopened> {
        match renewal {
            Renewal::Renewed => Ok(true),
            Renewal::NotDue => Ok(false),
            Renewal::Over(problem) => Err(Unopened::Over(not_read(problem))),
            Renewal::Later(problem) => Err(not_read(problem).into()),
            Renewal::Elsewhere => Err(mail_permission_waits(&self.name_of(provider)).into()),
        }
    }

    /// What people call the provider.
    pub(crate) fn name_of(&self, provider: &str) -> String {
        let found = self.catalogue.find(provider);
        found.map_or_else(|| provider.to_owned(), |(provider, _)| provider.name)
    }
}
