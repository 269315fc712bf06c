//! A mailbox that is connected, opened for whoever reads it; and what a round over it says
//! about the connection.

use std::sync::Arc;

use patchbay_contract::Problem;
use patchbay_mail::Mail;
use patchbay_providers::Provider;
use patchbay_providers::sign_in::How;
use patchbay_store::vault::SealedTable;
use patchbay_store::{Connection, Store};

use super::conditions::OpenedBy;
use super::kept::{KeptKey, credential_of};
use super::noting::{Asker, Noted};
use super::schedule::PATIENCE;
use super::test::at;
use super::{Failure, Keys, Made, Proof, Step};
use crate::connect::told;
use crate::mailboxes::Servers;
use crate::problems::{MailFailure, Meant, credential_missing, no_randomness, store_did_not_open};
use crate::{Installation, Notices};

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
        let place = at(row).and_then(|at| self.place(&at).ok());
        place.is_some_and(|place| match &place.sign_in().how {
            How::Mailbox(mailbox) => mailbox.incoming.is_some(),
            _ => false,
        })
    }

    /// Opens what is kept of it.
    ///
    /// # Errors
    /// When nothing is, or the vault is shut.
    pub(crate) async fn mailbox_of(
        &self,
        store: &Store,
        row: &Connection,
    ) -> Result<OpenedMailbox, Problem> {
        let place = self.place(&at(row).ok_or_else(credential_missing)?)?;
        let credential = credential_of(&row.id);
        let sealed = store.sealed_credential(&credential).await;
        let sealed = sealed.map_err(|error| store_did_not_open(&error))?;
        let sealed = sealed.ok_or_else(credential_missing)?;
        let bytes = told(self.installation.vault().unseal(SealedTable::Credentials, &sealed))?;
        let values = KeptKey::opened(&bytes)?;
        let servers = Servers::of(place.sign_in(), &values).map_err(|error| {
            let failure = MailFailure::of(&place.provider, error);
            failure.problem(&place.provider.name, Meant::Testing)
        })?;
        let mail = self.mail.of_provider(&place.provider.id)?;
        let generation = sealed.generation;
        Ok(OpenedMailbox { provider: place.provider, mail, servers, credential, generation })
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
        let (opened, patience) = (OpenedBy::Key, PATIENCE);
        let noted = Noted { made: &made, opened, problem: problem.as_ref(), patience };
        self.note(store, row, Asker::Patchbay, &noted).await?;
        self.notices.hub_changed();
        Ok(())
    }
}
