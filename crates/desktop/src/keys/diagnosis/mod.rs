//! Diagnosis: what a connection needs, looked at one after the other, from the network to the
//! data, with what to do about each that is not well.
//!
//! Nothing about the connection changes by it: nothing is renewed, and what is found is
//! written nowhere. Whoever wants that has it tested ([`Keys::test`]). Only what an AI used to
//! answer is counted and entered, as whatever uses a credential is. What a failure means is in
//! `judged`, how the provider is reached in `reached`.

mod judged;
mod reached;
mod sheet;

use patchbay_contract::{
    Diagnosis, DiagnosisCheck, NotChecked, ProbeAsker, Problem, SignInAt, Verdict,
};
use patchbay_gateway::{Found, Party, Values};
use patchbay_store::{Connection, Store};

use super::conditions::OpenedBy;
use super::place::Place;
use super::proving::Ticks;
use super::test::at;
use super::{Keys, Opened, Proof, folder};
use crate::ai::Purpose;
use crate::hub::title;
use crate::problems::{
    Meant, company_changed, connection_unknown, credential_missing, key_failed, permission_lacks,
    permission_over, store_did_not_open,
};
use sheet::Sheet;

/// What opens a connection, as it is kept.
struct AsKept {
    values: Values,
    found: Found,
    by: OpenedBy,
    /// Whether what it calls with has ended, so that it would have to be renewed first.
    has_ended: bool,
}

impl Keys {
    /// Looks at all that a connection needs, now.
    ///
    /// # Errors
    /// When there is no such connection, or the database cannot be read. What is wrong with
    /// the connection is no error of the diagnosis.
    pub async fn diagnose(&self, id: &str) -> Result<Diagnosis, Problem> {
        let store = self.installation.opened().await?;
        let row = store.connection(id).await.map_err(|error| store_did_not_open(&error))?;
        let row = row.ok_or_else(connection_unknown)?;
        Ok(self.diagnosed(&store, &row).await)
    }

    /// The same for every connection, one after the other.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn diagnose_all(&self) -> Result<Vec<Diagnosis>, Problem> {
        let store = self.installation.opened().await?;
        let rows = store.connections().await.map_err(|error| store_did_not_open(&error))?;
        let mut all = Vec::new();
        for row in &rows {
            all.push(self.diagnosed(&store, row).await);
        }
        Ok(all)
    }

    async fn diagnosed(&self, store: &Store, row: &Connection) -> Diagnosis {
        let mut sheet = Sheet::begin(&self.notices, &row.id);
        let place = at(row).and_then(|at| self.place(&at).ok());
        let kept = self.as_kept(store, row, place.as_ref()).await;
        match &place {
            Some(place) if place.is_mailbox() || folder::target(&place.sign_in().how).is_some() => {
                self.without_calls(&mut sheet, row, place, kept).await;
            }
            place => self.by_calls(&mut sheet, store, row, place.as_ref(), kept).await,
        }
        Diagnosis {
            connection: row.id.clone(),
            provider: row.provider.clone(),
            title: title(row),
            at: self.installation.now(),
            checks: sheet.checks(),
        }
    }

    /// What opens it, without renewing anything.
    async fn as_kept(
        &self,
        store: &Store,
        row: &Connection,
        place: Option<&Place>,
    ) -> Result<AsKept, Problem> {
        let at = at(row).ok_or_else(credential_missing)?;
        self.installation.open_vault().await?;
        if place.is_some() {
            let values = self.key_of(store, row).await?;
            let (found, by) = (Found::default(), OpenedBy::Key);
            return Ok(AsKept { values, found, by, has_ended: false });
        }
        let has_ended = self.sign_ins.has_ended(row);
        let (values, found) = self.sign_ins.permission_as_it_is(store, row, &at).await?;
        Ok(AsKept { values, found, by: OpenedBy::Permission, has_ended })
    }

    /// A mailbox or a folder: its own checks say everything.
    async fn without_calls(
        &self,
        sheet: &mut Sheet<'_>,
        row: &Connection,
        place: &Place,
        kept: Result<AsKept, Problem>,
    ) {
        let of_the_network: &[DiagnosisCheck] = if place.is_mailbox() {
            // No mail server tells the time, and proxies do not know mail.
            &[DiagnosisCheck::Proxy, DiagnosisCheck::Clock, DiagnosisCheck::Company]
        } else {
            &judged::ONLY_OUTSIDE
        };
        sheet.all_of(of_the_network, &Verdict::NotChecked(NotChecked::NotNeeded));
        let Some(kept) = sheet.kept(kept) else { return };
        let ticks = Ticks::quiet(&self.installation);
        let found = Found::default();
        match self.checked(place, &row.id, &kept.values, &found, &ticks, false).await {
            Ok(proof) => judged::fill_in(sheet, &proof, OpenedBy::Key, &place.provider.name),
            Err(problem) => sheet.trouble_in(DiagnosisCheck::Tls, problem),
        }
    }

    /// Everything else: calls to the provider.
    async fn by_calls(
        &self,
        sheet: &mut Sheet<'_>,
        store: &Store,
        row: &Connection,
        place: Option<&Place>,
        kept: Result<AsKept, Problem>,
    ) {
        let nothing = Values::default();
        let values = kept.as_ref().map_or(&nothing, |kept| &kept.values).clone();
        let opened = at(row).and_then(|at| self.party_at(&at, &row.id, values));
        let Some(opened) = opened else {
            let problem = kept.err().unwrap_or_else(credential_missing);
            return sheet.trouble_in(DiagnosisCheck::Kept, problem);
        };
        let party = opened.party();
        let is_reached = self.reach(sheet, party).await;
        let Some(kept) = sheet.kept(kept) else { return };
        if !is_reached {
            return sheet.rest(NotChecked::BehindAnother);
        }
        let name = &party.provider.name;
        if row.condition == "reconnect_needed" && kept.has_ended {
            let why = row.condition_about.as_deref().unwrap_or_default();
            let nobody_asked = Verdict::NotChecked(NotChecked::RenewedFirst);
            sheet.all_of(&[DiagnosisCheck::Service, DiagnosisCheck::Limits], &nobody_asked);
            return sheet.trouble_in(DiagnosisCheck::Valid, permission_over(name, why));
        }
        if kept.has_ended {
            return sheet.rest(NotChecked::RenewedFirst);
        }
        let proof = match self.checked_by_calls(row, place, &kept).await {
            Ok(proof) => proof,
            Err(problem) => return sheet.trouble_in(judged::of_code(problem.code), problem),
        };
        if let Some(used) = &proof.used {
            let asked_by = ProbeAsker::Person;
            self.installation.count_checks(store, row, used, Purpose::Diagnosis, asked_by).await;
        }
        judged::fill_in(sheet, &proof, kept.by, name);
        if proof.failure().is_none() {
            self.same_company(sheet, row, party, &kept.found, &proof).await;
            self.lacks(sheet, row);
        }
    }

    /// The same checks that a test makes, renewing nothing.
    async fn checked_by_calls(
        &self,
        row: &Connection,
        place: Option<&Place>,
        kept: &AsKept,
    ) -> Result<Proof, Problem> {
        let (values, found) = (&kept.values, &kept.found);
        if let Some(place) = place {
            let ticks = Ticks::quiet(&self.installation);
            return self.checked(place, &row.id, values, found, &ticks, false).await;
        }
        let at = at(row).ok_or_else(credential_missing)?;
        self.sign_ins.checked_as_it_is(row, &at, values, found).await
    }

    fn party_at(&self, at: &SignInAt, account: &str, values: Values) -> Option<Opened> {
        let (provider, _) = self.catalogue.find(&at.provider)?;
        Opened::by(provider, &at.sign_in, at.environment, account, values)
    }

    /// Whether it is still the one that was connected: by what its checks name, or among
    /// those that it may use.
    async fn same_company(
        &self,
        sheet: &mut Sheet<'_>,
        row: &Connection,
        party: Party<'_>,
        found: &Found,
        proof: &Proof,
    ) {
        let Some(expected) = &row.account_id else {
            return sheet.set(DiagnosisCheck::Company, Verdict::NotChecked(NotChecked::NotTold));
        };
        let name = &party.provider.name;
        let changed = |other: &str| Verdict::Trouble(company_changed(name, &title(row), other));
        let other = proof.account_name.as_deref().or(proof.account_id.as_deref());
        let verdict = match &proof.account_id {
            _ if party.sign_in.discovery.is_some() => {
                match self.gateway.discover(party, found).await {
                    Ok(all) if all.iter().any(|one| one.id == *expected) => {
                        Verdict::Fine(row.account_name.clone())
                    }
                    Ok(all) => {
                        changed(&all.first().map(|one| one.name.clone()).unwrap_or_default())
                    }
                    Err(error) => Verdict::Trouble(key_failed(&error, name, Meant::Testing)),
                }
            }
            Some(id) if id == expected => Verdict::Fine(row.account_name.clone()),
            Some(_) => changed(other.unwrap_or_default()),
            None => Verdict::NotChecked(NotChecked::NotTold),
        };
        sheet.set(DiagnosisCheck::Company, verdict);
    }

    /// What a permission lacks that no check shows.
    fn lacks(&self, sheet: &mut Sheet<'_>, row: &Connection) {
        if row.condition != "more_permission_needed" {
            return;
        }
        let name = self.catalogue.find(&row.provider).map(|(provider, _)| provider.name);
        let about = row.condition_about.as_deref().unwrap_or_default();
        let problem = permission_lacks(&name.unwrap_or_default(), about);
        sheet.set(DiagnosisCheck::Permission, Verdict::Trouble(problem));
    }
}
