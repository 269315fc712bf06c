//! Keeping permissions alive: one renews, and whoever else wants to leaves it to that one.
//!
//! Before the provider is called it is written down that somebody renews; what comes back
//! is sealed before anybody uses it. Only the provider's own no ends a permission: a
//! silence, an outage or nonsense never does, and a no is believed only when nobody has
//! renewed meanwhile. Who looks now and then is the shell.

mod due;
mod failed;
mod one;

use std::sync::Arc;
use std::time::Duration;

use patchbay_contract::{AuditAction, Problem};
use patchbay_store::audit::NewEntry;
use patchbay_store::{Change, Connection, Store};
use tokio::task::JoinSet;

use super::SignIns;
use crate::problems::{connection_busy, store_did_not_open};
use due::is_due;
pub(crate) use due::standing;
use one::Wish;

/// How long whoever renews is left alone. A call that is tried as often as it may be, with
/// the patience between, takes no longer.
pub(super) const LEASE: Duration = Duration::from_secs(5 * 60);

/// How many are renewed at once.
const AT_ONCE: usize = 8;

/// What came of a renewal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Renewal {
    /// There are new tokens, and they are sealed.
    Renewed,
    /// It is not time, or there is nothing to renew with.
    NotDue,
    /// Somebody else renews it.
    Elsewhere,
    /// The provider could not be asked, or not now.
    Later(Problem),
    /// The permission is over: a person has to sign in again.
    Over(Problem),
}

impl SignIns {
    /// Renews every connection whose time has come, some at a time. One that cannot be
    /// renewed keeps no other from it.
    ///
    /// # Errors
    /// When the database or the vault cannot be opened.
    pub async fn renew_what_is_due(self: &Arc<Self>) -> Result<(), Problem> {
        let store = self.installation.opened().await?;
        let now = self.installation.now();
        let rows = store.connections().await.map_err(|error| store_did_not_open(&error))?;
        let mut due = rows.into_iter().filter(|row| is_due(row, now)).peekable();
        if due.peek().is_some() {
            self.installation.open_vault().await?;
        }
        let mut under_way = JoinSet::new();
        loop {
            while under_way.len() < AT_ONCE
                && let Some(row) = due.next()
            {
                let us = Arc::clone(self);
                under_way.spawn(async move {
                    let renewal = us.renew_as_wished(&row.id, Wish::WhenDue).await;
                    tracing::info!(provider = %row.provider, ?renewal, "a permission was looked after");
                });
            }
            if under_way.join_next().await.is_none() {
                return Ok(());
            }
        }
    }

    /// Renews a connection now, whether it is due or not.
    ///
    /// # Errors
    /// When the database or the vault cannot be opened, or what a renewal needs is not there.
    pub async fn renew(self: &Arc<Self>, id: &str) -> Result<Renewal, Problem> {
        self.renew_as_wished(id, Wish::Now).await
    }

    /// Renews a connection if it is time, and no failure is waited out.
    ///
    /// # Errors
    /// When the database or the vault cannot be opened, or what a renewal needs is not there.
    pub(crate) async fn renew_when_due(self: &Arc<Self>, id: &str) -> Result<Renewal, Problem> {
        self.renew_as_wished(id, Wish::WhenDue).await
    }

    /// Renews a connection now, for whoever cannot go on without.
    ///
    /// # Errors
    /// When it is over, cannot be renewed now, or somebody else is at it.
    pub(crate) async fn renewed(self: &Arc<Self>, id: &str) -> Result<(), Problem> {
        match self.renew(id).await? {
            Renewal::Over(problem) | Renewal::Later(problem) => Err(problem),
            Renewal::Elsewhere => Err(connection_busy()),
            Renewal::Renewed | Renewal::NotDue => Ok(()),
        }
    }

    async fn renew_as_wished(self: &Arc<Self>, id: &str, wish: Wish) -> Result<Renewal, Problem> {
        let store = self.installation.open_vault().await?;
        self.installation.is_renewed_here(&store, id).await?;
        let since = self.installation.now().to_string();
        let mine = store.begin_renewal(id, &since, LEASE).await;
        if !mine.map_err(|error| store_did_not_open(&error))? {
            return Ok(Renewal::Elsewhere);
        }
        // Followed to its end, whoever stops waiting: a token may be spent by it.
        let (us, id) = (Arc::clone(self), id.to_owned());
        let renewing = self.settling.spawn(async move {
            let renewal = us.renew_as_the_one(&store, &id, &since, wish).await;
            us.let_go(&store, &id, &since).await;
            renewal
        });
        renewing.await.unwrap_or(Ok(Renewal::Elsewhere))
    }

    /// Nobody renews it any more, unless somebody else took it over.
    async fn let_go(&self, store: &Store, id: &str, since: &str) {
        let at = self.installation.now().to_string();
        let change = Change { at: &at, entries: &[] };
        if let Err(error) = store.abandon_renewal(id, since, change).await {
            tracing::error!(%error, "a renewal could not be let go; its lease ends by itself");
        }
    }

    fn entry_of(&self, action: AuditAction, row: &Connection) -> NewEntry {
        self.installation.entry_by_itself(action).connection(&row.provider, &row.id)
    }
}
