//! What was under way when the program ended is taken up again at its next start.

use std::sync::Arc;

use patchbay_contract::{Attempt, AttemptStep, HomeWay, Problem};
use patchbay_store::Store;

use super::SignIns;
use super::company::Unfinished;
use super::listen::Landing;
use super::settle::UnderWay;
use super::shown::as_shown;
use crate::hub::title;
use crate::problems::{attempt_cut_off, store_did_not_open};
use crate::relay::of_return_page;

impl SignIns {
    /// Takes up what is under way: waits for answers again, and goes on with permissions
    /// that were given. The ids of what the person should see again.
    ///
    /// # Errors
    /// When the database or the vault cannot be opened.
    pub async fn restore(self: &Arc<Self>) -> Result<Vec<String>, Problem> {
        let store = self.installation.opened().await?;
        let failed = |error| store_did_not_open(&error);
        if store.attempts().await.map_err(failed)?.is_empty() {
            return Ok(Vec::new());
        }
        self.expire().await?;
        let store = self.installation.open_vault().await?;
        let mut taken_up = Vec::new();
        for row in store.attempts().await.map_err(failed)? {
            // One that this run began needs nobody.
            if self.running.shown(&row.id).is_some() {
                continue;
            }
            let (id, provider) = (row.id.clone(), row.provider.clone());
            match self.take_up(&store, row).await {
                Ok(()) => taken_up.push(id),
                Err(Unfinished::Final(problem)) => {
                    self.end(&store, &id, &provider, "failed", problem).await;
                    if self.running.shown(&id).is_some() {
                        taken_up.push(id);
                    }
                }
                // It is looked at again at the next start.
                Err(Unfinished::Passing(problem)) => {
                    tracing::warn!(code = %problem.code, "a sign-in was not taken up");
                }
            }
        }
        Ok(taken_up)
    }

    async fn take_up(
        self: &Arc<Self>,
        store: &Arc<Store>,
        row: patchbay_store::Attempt,
    ) -> Result<(), Unfinished> {
        let failed = |error| store_did_not_open(&error);
        let way = HomeWay::from_name(&row.way).unwrap_or(HomeWay::Paste);
        let ends_at = row.ends_at.parse().unwrap_or_default();
        let phase = row.phase.clone();
        let sealed = store.sealed_attempt(&row.id).await.map_err(failed)?;
        let sealed = sealed.ok_or_else(attempt_cut_off)?;
        let under_way = self.under_way(store, row, &sealed).await?;
        let UnderWay { id, place, kept, .. } = &under_way;
        let wanted = kept.expose_secret().wanted.clone();
        let relay = self.installation.relay_address().await?;
        let shown = Attempt {
            practice: self.installation.is_practice_firm().await?,
            connection: self.before(store, &under_way).await?.as_ref().map(title),
            opened: kept.expose_secret().opened,
            ..as_shown(place, id, way, ends_at, &wanted, relay.is_some())
        };
        match phase.as_str() {
            "waiting" if place.sign_in().oauth().is_none() => {
                self.running.add(shown);
                self.go_on_as_client(Arc::clone(store), under_way);
                Ok(())
            }
            "waiting" => {
                let (place, app) = under_way.by_browser()?;
                let address = self.address(&place, app, id, kept.expose_secret())?;
                let landing = self.landing_again(&place, way, kept.expose_secret());
                let shown = Attempt { step: AttemptStep::Waiting { address }, ..shown };
                self.wait_for_answer(&shown, kept.expose_secret(), landing);
                Ok(())
            }
            "choosing" => {
                self.running.add(shown);
                let (us, store) = (Arc::clone(self), Arc::clone(store));
                self.settling.spawn(async move { us.go_on(&store, under_way, None).await });
                Ok(())
            }
            // The code was on its way to the provider: whether it arrived, nobody knows,
            // and it works once.
            _ => {
                self.running.add(shown);
                Err(Unfinished::Final(attempt_cut_off()))
            }
        }
    }

    /// Where the answer comes to, as it was when the attempt began. A port that is taken
    /// by now leaves the other ways: pasting, for one.
    fn landing_again(
        &self,
        place: &super::party::Place,
        way: HomeWay,
        kept: &super::kept::KeptAttempt,
    ) -> Landing {
        let redirect_address = kept.redirect_address.clone();
        let loopback = match (way, &redirect_address) {
            (HomeWay::Loopback, Some(address)) => self.loopback_again(place, address),
            _ => None,
        };
        // The relay that the provider was told of, wherever it is set to be by now.
        let relay = match (way, &redirect_address) {
            (HomeWay::Relay, Some(page)) => of_return_page(page, &place.provider.id),
            _ => None,
        };
        Landing { way, redirect_address, loopback, relay }
    }
}
