//! What a person does while an attempt waits for the browser: opens its page, or takes
//! another way home.

use std::sync::Arc;

use patchbay_contract::{Attempt, AttemptStep, ChosenWay, Problem};
use patchbay_store::vault::SealedTable;
use patchbay_store::{Change, Waiting};
use patchbay_vault::Secret;

use super::apps::told;
use super::begin::{digest, land};
use super::kept::KeptAttempt;
use super::shown::as_shown;
use super::{SignIns, WAITS};
use crate::hub::title;
use crate::problems::{attempt_over, store_did_not_open};
use patchbay_custody::{from_bytes, to_bytes};

impl SignIns {
    /// Whether the answer to an attempt is still to come by a link.
    #[must_use]
    pub fn waits_for_a_link(&self) -> bool {
        self.running.any_by_link()
    }

    /// The page of an attempt is opened: its window goes on from there, at the next start of
    /// the program too. That it could not be kept is no reason not to open the page.
    pub async fn page_opened(&self, id: &str) {
        if !self.running.open(id) {
            return;
        }
        self.notices.attempt_changed(id);
        if let Err(problem) = self.keep_opened(id).await {
            tracing::warn!(code = %problem.code, "that a page was opened could not be kept");
        }
    }

    async fn keep_opened(&self, id: &str) -> Result<(), Problem> {
        let store = self.installation.open_vault().await?;
        let failed = |error| store_did_not_open(&error);
        let Some(read) = store.sealed_attempt(id).await.map_err(failed)? else { return Ok(()) };
        let vault = self.installation.vault();
        let bytes = told(vault.unseal(SealedTable::Attempts, &read))?;
        let kept: Secret<KeptAttempt> = told(from_bytes(&bytes))?;
        let kept = KeptAttempt { opened: true, ..kept.expose_secret().clone() };
        let bytes = told(to_bytes(Secret::new(kept).expose_secret()))?;
        let at = self.installation.now().to_string();
        let change = Change { at: &at, entries: &[] };
        let sealing = |generation| vault.seal(SealedTable::Attempts, id, generation, &bytes);
        let kept = store.keep_while_waiting(&read, change, sealing).await.map_err(failed)?;
        // Where its answer is there already, nobody asks any more.
        told(kept).map(drop)
    }

    /// Begins an attempt again by another way home. It is the same wish in the same window;
    /// an answer by the way before is refused from here on.
    ///
    /// # Errors
    /// When that way does not work here, or the attempt does not wait any more.
    pub async fn choose_way(self: &Arc<Self>, chosen: ChosenWay) -> Result<(), Problem> {
        let store = self.installation.open_vault().await?;
        let failed = |error| store_did_not_open(&error);
        let id = chosen.attempt;
        let row = store.attempt(&id).await.map_err(failed)?;
        let sealed = store.sealed_attempt(&id).await.map_err(failed)?;
        let (Some(row), Some(sealed)) = (row, sealed) else { return Err(attempt_over()) };
        if row.phase != "waiting" {
            return Err(attempt_over());
        }
        let under_way = self.under_way(&store, row, &sealed).await?;
        let (place, app) = under_way.by_browser()?;
        let relay = self.installation.relay_address().await?;
        let practice = self.installation.is_practice_firm().await?;
        let before = self.before(&store, &under_way).await?;
        let landing = land(&place, Some(chosen.way), relay.as_ref())?;
        let kept = self.with_new_proofs(KeptAttempt {
            redirect_address: landing.redirect_address.clone(),
            opened: true,
            ..under_way.kept.expose_secret().clone()
        })?;
        let address = self.address(&place, app, &id, kept.expose_secret())?;

        let bytes = told(to_bytes(kept.expose_secret()))?;
        let now = self.installation.now();
        let ends_at = now.checked_add(WAITS).unwrap_or(now);
        let waiting = Waiting {
            state_digest: &digest(&kept.expose_secret().state),
            way: landing.way.as_str(),
            ends_at: &ends_at.to_string(),
        };
        let (at, vault) = (now.to_string(), self.installation.vault());
        let asked = store
            .ask_anew(&sealed, &waiting, Change { at: &at, entries: &[] }, |generation| {
                vault.seal(SealedTable::Attempts, &id, generation, &bytes)
            })
            .await
            .map_err(failed)?;
        if !told(asked)? {
            return Err(attempt_over());
        }
        let wanted = &kept.expose_secret().wanted;
        let shown = Attempt {
            step: AttemptStep::Waiting { address },
            practice,
            connection: before.as_ref().map(title),
            opened: kept.expose_secret().opened,
            ..as_shown(&place, &id, landing.way, ends_at, wanted, relay.is_some())
        };
        // What waited by the way before ends with this.
        self.wait_for_answer(&shown, kept.expose_secret(), landing);
        self.notices.attempt_changed(&id);
        Ok(())
    }
}
