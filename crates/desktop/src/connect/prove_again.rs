//! Making the checks of a connection again with the permission that is kept. What is found
//! is judged and written down by whoever asked ([`crate::keys`]); a permission that has to
//! be renewed for it is.

use std::sync::Arc;

use patchbay_contract::{Problem, SignInAt};
use patchbay_custody::{Checks, KeptGrant, Spot, from_bytes};
use patchbay_gateway::{Found, Values};
use patchbay_store::vault::{SealedRow, SealedTable};
use patchbay_store::{Connection, Store};
use patchbay_vault::Secret;

use super::SignIns;
use super::apps::told;
use super::prove::credential_of;
use super::renew::{Renewal, standing};
use crate::keys::{Failure, Made, Proof, Step, Ticks};
use crate::problems::{connection_busy, credential_missing, not_kept, store_did_not_open};

impl SignIns {
    /// What the checks say now; or why there is nothing to make them with any more, which is
    /// written down then.
    pub(crate) async fn prove_again(
        self: &Arc<Self>,
        store: &Store,
        row: &Connection,
        at: &SignInAt,
    ) -> Result<Result<Made, Problem>, Problem> {
        if self.is_renewed_first(row) {
            match self.renew(&row.id).await? {
                Renewal::Over(problem) | Renewal::Later(problem) => return Ok(Err(problem)),
                Renewal::Elsewhere => return Ok(Err(connection_busy())),
                Renewal::Renewed | Renewal::NotDue => {}
            }
        }
        let made = self.with_permission(store, row, at).await?;
        // A token may die before its time. Whether the permission did, a renewal shows.
        if !made.proof.failure().is_some_and(Failure::is_of_the_token) {
            return Ok(Ok(made));
        }
        match self.renew(&row.id).await? {
            Renewal::Renewed => Ok(Ok(self.with_permission(store, row, at).await?)),
            Renewal::Over(problem) | Renewal::Later(problem) => Ok(Err(problem)),
            // A token that somebody else is just replacing says nothing of the permission.
            Renewal::Elsewhere => Ok(Err(connection_busy())),
            Renewal::NotDue => Ok(Ok(made)),
        }
    }

    /// Whether a token that still works would say less than a renewal.
    pub(super) fn is_renewed_first(&self, row: &Connection) -> bool {
        standing(row).is_renewed_first(self.installation.now())
    }

    /// What calls with a permission need. One whose token has ended is renewed first.
    ///
    /// # Errors
    /// When nothing is kept, it does not open, or it could not be renewed.
    pub(crate) async fn permission(
        self: &Arc<Self>,
        store: &Store,
        row: &Connection,
        at: &SignInAt,
    ) -> Result<Values, Problem> {
        if self.is_renewed_first(row) {
            self.renewed(&row.id).await?;
        }
        Ok(self.opened(store, row, at).await?.values)
    }

    /// Whether what it calls with has ended.
    pub(crate) fn has_ended(&self, row: &Connection) -> bool {
        standing(row).has_ended(self.installation.now())
    }

    /// What the checks say of a permission as it is, for whoever must not renew it. Nobody is
    /// told of each.
    ///
    /// # Errors
    /// When the provider does not say whose mailbox it opens, mail servers cannot be talked to
    /// from here, or the database cannot be read.
    pub(crate) async fn checked_as_it_is(
        &self,
        row: &Connection,
        at: &SignInAt,
        values: &Values,
        found: &Found,
    ) -> Result<Proof, Problem> {
        let place = self.spot(at).map_err(|_| credential_missing())?;
        self.checked(&place, &row.id, values, found, &|_| ()).await
    }

    /// What calls with a permission need, for whoever must not renew it.
    ///
    /// # Errors
    /// When nothing is kept, or it does not open.
    pub(crate) async fn permission_as_it_is(
        &self,
        store: &Store,
        row: &Connection,
        at: &SignInAt,
    ) -> Result<(Values, Found), Problem> {
        let opened = self.opened(store, row, at).await?;
        Ok((opened.values, opened.found))
    }

    async fn with_permission(
        &self,
        store: &Store,
        row: &Connection,
        at: &SignInAt,
    ) -> Result<Made, Problem> {
        let Opened { place, values, found, credential, generation } =
            self.opened(store, row, at).await?;
        let ticks = Ticks::of(&self.installation, &self.notices, &row.id, place.sign_in());
        let tell = |step: &_| ticks.tick(step);
        let proof = self.checked(&place, &row.id, &values, &found, &tell).await?;
        let (checks, steps) = (ticks.checks(), ticks.steps());
        Ok(Made { checks, steps, proof, credential, generation })
    }

    /// Makes the checks of a permission. `told` hears of each as it ends.
    ///
    /// # Errors
    /// As whoever makes them says, and when the database cannot be read.
    pub(super) async fn checked(
        &self,
        spot: &Spot,
        account: &str,
        values: &Values,
        found: &Found,
        told: &(dyn Fn(&Step) + Sync),
    ) -> Result<Proof, Problem> {
        let values = &self.installation.with_chosen_model(&spot.provider, values).await?;
        let checks = Checks { spot, account, values, found, known: None, in_sight: false };
        self.custodian.checked(checks, told).await
    }

    /// Opens what is kept of a permission.
    pub(super) async fn opened(
        &self,
        store: &Store,
        row: &Connection,
        at: &SignInAt,
    ) -> Result<Opened, Problem> {
        let place = self.spot(at).map_err(|_| credential_missing())?;
        let credential = credential_of(&row.id);
        let sealed: Option<SealedRow> = store
            .sealed_credential(&credential)
            .await
            .map_err(|error| store_did_not_open(&error))?;
        let sealed = sealed.ok_or_else(|| not_kept(row))?;
        let bytes = told(self.installation.vault().unseal(SealedTable::Credentials, &sealed))?;
        let grant: Secret<KeptGrant> = told(from_bytes(&bytes))?;
        let mut values = grant.expose_secret().values();
        if let Some(app) = self.app(store, at).await? {
            values.set("client_id", app.client_id);
        }
        let found = told(grant.expose_secret().found())?;
        Ok(Opened { place, values, found, credential, generation: sealed.generation })
    }
}

/// A permission that was opened, and where it is good for.
pub(super) struct Opened {
    pub(super) place: Spot,
    pub(super) values: Values,
    found: Found,
    pub(super) credential: String,
    pub(super) generation: i64,
}
