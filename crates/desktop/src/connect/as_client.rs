//! Signing in without a browser: the firm's own id and secret, typed into the form, for a
//! token. The attempt is sealed first, as any other; then nothing comes home, and the
//! token is asked for at once. When it ends, it is asked for again: there is nothing to
//! renew it with, and what is needed lies sealed in the connection.

use std::sync::Arc;

use patchbay_contract::{Attempt, AttemptStep, HomeWay, NewAttempt, Problem};
use patchbay_custody::{KeptGrant, Spot};
use patchbay_gateway::oauth::TokenError;
use patchbay_store::Store;
use patchbay_vault::Secret;

use super::company::Unfinished;
use super::settle::UnderWay;
use super::shown::as_shown;
use super::{SignIns, WAITS};
use crate::hub::title;
use crate::problems::token_unusable;

/// What is written where the way home would be: nothing is opened and nothing listened for.
const NO_WAY: HomeWay = HomeWay::Paste;

impl SignIns {
    /// Begins an attempt that needs no browser: when this returns it is sealed, and the
    /// provider is being asked.
    pub(super) async fn begin_as_client(
        self: &Arc<Self>,
        spot: Spot,
        mut wish: NewAttempt,
    ) -> Result<Attempt, Problem> {
        let store = self.installation.open_vault_to_save().await?;
        let again = self.ready(&store, &spot, &mut wish).await?;
        let practice = self.installation.is_practice_firm().await?;
        let id = self.random_id()?;
        let kept = self.kept(&wish, None)?;
        let now = self.installation.now();
        let ends_at = now.checked_add(WAITS).unwrap_or(now);
        self.seal_new(&store, &id, NO_WAY, &wish, &kept, (now, ends_at)).await?;

        let shown = Attempt {
            practice,
            connection: again.as_ref().map(title),
            ..as_shown(&spot, &id, NO_WAY, ends_at, &[], false)
        };
        self.running.add(shown.clone());
        let connection = wish.connection;
        let under_way = UnderWay { id, place: spot, connection, app: None, kept };
        self.go_on_as_client(store, under_way);
        Ok(shown)
    }

    /// Asks for the token, and goes on with it to whatever end.
    pub(super) fn go_on_as_client(self: &Arc<Self>, store: Arc<Store>, under_way: UnderWay) {
        let us = Arc::clone(self);
        self.settling.spawn(async move {
            let (id, provider) = (under_way.id.clone(), under_way.place.provider.id.clone());
            match us.granted_as_client(&store, under_way).await {
                Ok(under_way) => us.go_on(&store, under_way, None).await,
                Err(Unfinished::Passing(problem)) => us.step(&id, AttemptStep::Stuck(problem)),
                Err(Unfinished::Final(problem)) => {
                    us.end(&store, &id, &provider, "failed", problem).await;
                }
            }
        });
    }

    async fn granted_as_client(
        &self,
        store: &Store,
        under_way: UnderWay,
    ) -> Result<UnderWay, Unfinished> {
        let mut attempt = under_way.kept.expose_secret().clone();
        let (spot, values) = (&under_way.place, attempt.values());
        let grant =
            self.custodian.as_client(spot, &under_way.id, &values).await.map_err(|error| {
                match &error {
                    TokenError::Call(call) => Unfinished::of(call, &spot.provider.name),
                    other => Unfinished::Final(token_unusable(other, &spot.provider.name)),
                }
            })?;
        attempt.grant = Some(KeptGrant::of(&grant, &values, &[]));
        let kept = Secret::new(attempt);
        self.seal_again(store, &under_way.id, &kept).await?;
        Ok(UnderWay { kept, ..under_way })
    }
}
