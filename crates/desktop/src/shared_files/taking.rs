//! Taking a provider file that the firm shares, and wanting none of it. A person decides about the
//! text that they looked at, by its digest.
//!
//! The file is on the disk before anything is noted; then the trail says that it is taken, then
//! it gets its name, and then that is noted. So no file comes into use that the trail does not
//! know; and wherever this is cut off, the folder says whether it is in use, and it can be taken
//! again.

use patchbay_contract::{
    AuditAction, AuditOutcome, Problem, SharedFileChoice, SharedFileState, SharedFiles,
};
use patchbay_store::Change;
use patchbay_store::audit::NewEntry;

use super::entered::detail;
use super::placing::stage;
use super::view::Known;
use crate::Installation;
use crate::catalogue::Catalogue;
use crate::problems::{
    file_changed, file_in_use_here, file_not_placed, file_unfit, store_did_not_open,
};

impl Installation {
    /// Takes it: it is in use from now on, in the place of the one of its id, which is kept.
    ///
    /// # Errors
    /// When it is another one by now or shared no more, cannot be used by this version, or could
    /// not be put into its folder or noted.
    pub async fn take_file(
        &self,
        catalogue: &Catalogue,
        choice: &SharedFileChoice,
    ) -> Result<SharedFiles, Problem> {
        let known = self.looked_at(catalogue, choice).await?;
        self.take_known(catalogue, &known).await?;
        self.shared_files(catalogue).await
    }

    pub(super) async fn take_known(
        &self,
        catalogue: &Catalogue,
        known: &Known,
    ) -> Result<(), Problem> {
        let id = known.row.provider.as_str();
        if known.state == SharedFileState::Unusable {
            return Err(file_unfit(id, &known.looked.mistakes, false));
        }
        let folder = catalogue.folder();
        // It may lie there already: taking was cut off, or somebody brought it by hand.
        let is_there = known.state == SharedFileState::InUse;
        let staged = (!is_there).then(|| stage(folder, id, &known.row.text)).transpose();
        let staged = staged.map_err(|error| file_not_placed(id, folder, &error))?;
        self.note_taking(known).await?;
        if let Some(staged) = staged
            && let Err(error) = staged.put_in_place()
        {
            self.enter(self.of_file(AuditAction::FileTaken, known).ended(AuditOutcome::Failed))
                .await?;
            return Err(file_not_placed(id, folder, &error));
        }
        self.note_taken(known).await?;
        catalogue.read_own();
        Ok(())
    }

    /// Wants none of it, as it is now. One that is offered after it is asked about again.
    ///
    /// # Errors
    /// When it is another one by now or shared no more, is in use here, or that cannot be noted.
    pub async fn decline_file(
        &self,
        catalogue: &Catalogue,
        choice: &SharedFileChoice,
    ) -> Result<SharedFiles, Problem> {
        let known = self.looked_at(catalogue, choice).await?;
        if known.state == SharedFileState::InUse {
            return Err(file_in_use_here(&choice.provider, catalogue.folder()));
        }
        let entry = self.of_file(AuditAction::FileDeclined, &known);
        self.say_to_file(&known, "declined", &[entry]).await?;
        self.shared_files(catalogue).await
    }

    /// What the firm shares, where it is what the person looked at.
    async fn looked_at(
        &self,
        catalogue: &Catalogue,
        choice: &SharedFileChoice,
    ) -> Result<Known, Problem> {
        let known = self.shared_file(catalogue, &choice.provider).await?;
        if known.digest == choice.digest { Ok(known) } else { Err(file_changed(&choice.provider)) }
    }

    /// Says in the trail that it is taken, before it is.
    pub(super) async fn note_taking(&self, known: &Known) -> Result<(), Problem> {
        self.say_to_file(known, "taking", &[self.of_file(AuditAction::FileTaken, known)]).await
    }

    /// Notes that it has its name. That it was taken is entered already.
    pub(super) async fn note_taken(&self, known: &Known) -> Result<(), Problem> {
        self.say_to_file(known, "taken", &[]).await
    }

    fn of_file(&self, action: AuditAction, known: &Known) -> NewEntry {
        let detail = detail(&known.digest, &known.hosts().0);
        self.entry(action).provider(&known.row.provider).detail(detail)
    }

    async fn say_to_file(
        &self,
        known: &Known,
        said: &str,
        entries: &[NewEntry],
    ) -> Result<(), Problem> {
        let at = self.now().to_string();
        let store = self.opened().await?;
        let change = Change { at: &at, entries };
        let done = store.choose_file(&known.row.provider, &known.digest, said, change).await;
        done.map_err(|error| store_did_not_open(&error))?;
        if !entries.is_empty() {
            self.sign_what_was_entered().await;
        }
        Ok(())
    }
}
