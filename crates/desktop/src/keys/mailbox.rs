//! A mailbox that is connected, opened for whoever reads it: with the password that is kept,
//! or with the permission. And what a round over it says about the connection.

use std::sync::Arc;

use patchbay_contract::Problem;
use patchbay_gateway::Values;
use patchbay_mail::Mail;
use patchbay_providers::{Provider, SignIn};
use patchbay_store::vault::SealedTable;
use patchbay_store::{Connection, Store};

use super::conditions::OpenedBy;
use super::kept::{self, credential_of};
use super::noting::{Asker, Noted};
use super::schedule::PATIENCE;
use super::test::at;
use super::{Failure, Keys, Made, Proof, Step};
use crate::connect::{Unopened, told};
use crate::problems::{
    MailFailure, Meant, credential_missing, no_randomness, not_kept, store_did_not_open,
};
use crate::{Installation, Notices};
use patchbay_custody::Servers;

/// What reads a mailbox.
pub(crate) struct OpenedMailbox {
    /// Its provider.
    pub(crate) provider: Provider,
    /// Who talks to its servers.
    pub(crate) mail: Mail,
    /// They, and what opens it there.
    pub(crate) servers: Servers,
    credential: String,
    generation: i64,
    by: OpenedBy,
}

impl OpenedMailbox {
    /// Whether a token opens it, which can be renewed.
    pub(crate) fn by_permission(&self) -> bool {
        self.by == OpenedBy::Permission
    }
}

impl Keys {
    pub(crate) const fn installation(&self) -> &Arc<Installation> {
        &self.installation
    }

    pub(crate) const fn notices(&self) -> &Arc<Notices> {
        &self.notices
    }

    /// A number that nobody can guess.
    pub(crate) fn chance(&self) -> Result<u64, Problem> {
        let bytes = self.gateway.random::<8>().map_err(|error| no_randomness(&error))?;
        Ok(u64::from_le_bytes(bytes))
    }

    /// Whether mail is read from it.
    pub(crate) fn is_read(&self, row: &Connection) -> bool {
        at(row).is_some_and(|at| match self.place(&at) {
            Ok(place) => place.sign_in().reads_mail(),
            Err(_) => self.sign_ins.reads_mail(&at),
        })
    }

    /// Opens what is kept of it. A token that has ended is renewed first.
    ///
    /// # Errors
    /// When nothing is kept, the vault is shut, or the permission could not be renewed.
    pub(crate) async fn mailbox_of(
        &self,
        store: &Store,
        row: &Connection,
    ) -> Result<OpenedMailbox, Unopened> {
        let at = at(row).ok_or_else(credential_missing)?;
        let Ok(place) = self.place(&at) else {
            let by = self.sign_ins.mailbox(store, row, &at).await?;
            let servers = self.servers(by.provider(), by.sign_in(), &by.values)?;
            return Ok(OpenedMailbox {
                provider: by.provider().clone(),
                mail: self.custodian.mail().of_provider(&by.provider().id)?,
                servers,
                credential: by.credential,
                generation: by.generation,
                by: OpenedBy::Permission,
            });
        };
        let credential = credential_of(&row.id);
        let sealed = store.sealed_credential(&credential).await;
        let sealed = sealed.map_err(|error| store_did_not_open(&error))?;
        let sealed = sealed.ok_or_else(|| not_kept(row))?;
        let bytes = told(self.installation.vault().unseal(SealedTable::Credentials, &sealed))?;
        let values = kept::opened(&bytes)?;
        let servers = self.servers(&place.provider, place.sign_in(), &values)?;
        let (mail, by) = (self.custodian.mail().of_provider(&place.provider.id)?, OpenedBy::Key);
        let generation = sealed.generation;
        Ok(OpenedMailbox {
            provider: place.provider.clone(),
            mail,
            servers,
            credential,
            generation,
            by,
        })
    }

    fn servers(
        &self,
        provider: &Provider,
        form: &SignIn,
        values: &Values,
    ) -> Result<Servers, Problem> {
        Servers::of(form, values).map_err(|error| {
            MailFailure::of(provider, error).problem(&provider.name, Meant::Testing)
        })
    }

    /// Renews the permission that opens a mailbox: a server did not take its token. Says
    /// whether there is another now.
    ///
    /// # Errors
    /// When it is over, cannot be renewed now, or somebody else is at it.
    pub(crate) async fn renewed_for_mail(&self, row: &Connection) -> Result<bool, Unopened> {
        self.sign_ins.renewed_for_mail(row).await
    }

    /// Writes down what a round says about the connection: that it works again, or that a
    /// person has to do something.
    pub(crate) async fn note_round_of(
        &self,
        store: &Store,
        row: &Connection,
        opened: &OpenedMailbox,
        failure: Option<MailFailure>,
    ) -> Result<(), Problem> {
        let outcome = match failure {
            None => Ok(()),
            Some(failure) => Err(Failure::Mail(Box::new(failure))),
        };
        let step = Step { name: "mail".to_owned(), outcome: Some(outcome), sums: None };
        let proof = Proof { steps: vec![step], ..Proof::default() };
        let failed = |failure: &Failure| failure.problem(&opened.provider.name, Meant::Testing);
        let problem = proof.failure().map(failed);
        let made = Made {
            proof,
            checks: Vec::new(),
            steps: Vec::new(),
            credential: opened.credential.clone(),
            generation: opened.generation,
        };
        let (opened, patience) = (opened.by, PATIENCE);
        let noted = Noted { made: &made, opened, problem: problem.as_ref(), patience };
        self.note(store, row, Asker::Patchbay, &noted).await?;
        self.notices.hub_changed();
        Ok(())
    }
}
