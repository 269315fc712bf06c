//! The look, now and then: what a person has to do is asked for, what is done is closed, and
//! each is told of once.
//!
//! Renewing and signing in ask and close by themselves; here is found what only time brings,
//! and whatever they did not come to.

use jiff::Timestamp;
use patchbay_contract::{AuditAction, Problem};
use patchbay_store::audit::{Detail, NewEntry};
use patchbay_store::{Change, Connection, NewRepair, Repair, Store};

use super::found::{Found, Kind, found};
use super::notice::{Whose, tell};
use super::told::Told;
use crate::catalogue::Catalogue;
use crate::clocks::{lives_on_a_key, running};
use crate::hub::title;
use crate::problems::store_did_not_open;
use crate::{Installation, Notices};

/// By what a repair was closed, as the database has it. A person's name holds no colon, so
/// none is taken for one of these.
pub(super) const BY_RENEWAL: &str = ":renewal";
pub(crate) const BY_RECOVERY: &str = ":recovery";
pub(super) const BY_EXPIRY: &str = ":expiry";

/// One look at all connections.
struct Look<'a> {
    installation: &'a Installation,
    notices: &'a Notices,
    store: &'a Store,
    open: Vec<Repair>,
    told: Told,
    now: Timestamp,
    /// Whether anything was asked for or closed.
    changed: bool,
}

impl Installation {
    /// Asks for what a person has to do, closes what is done, and tells of each once: of a
    /// clock, once for each of its warnings. To be called now and then, behind renewing.
    ///
    /// # Errors
    /// When the database cannot be opened, read or written.
    pub async fn look_at_repairs(
        &self,
        catalogue: &Catalogue,
        notices: &Notices,
    ) -> Result<(), Problem> {
        let store = self.opened().await?;
        let failed = |error| store_did_not_open(&error);
        // Before the connections: a repair that is asked for between the two questions is
        // not missed in the answer to the second.
        let open = store.open_repairs().await.map_err(failed)?;
        let rows = store.connections().await.map_err(failed)?;
        let told = Told::read(&store).await?;
        let now = self.now();
        let mut look =
            Look { installation: self, notices, store: &store, open, told, now, changed: false };
        for row in &rows {
            let provider = catalogue.find(&row.provider).map(|(provider, _)| provider);
            let clocks = running(row, provider.as_ref(), now);
            let by_key = lives_on_a_key(row, provider.as_ref());
            let name = provider.map_or_else(|| row.provider.clone(), |known| known.name);
            if let Some(found) = found(row, &clocks) {
                look.close(row, &found).await?;
                let whose = Whose { provider: &name, account: &title(row), by_key };
                look.ask(row, &found, whose).await?;
            }
        }
        let (told, changed) = (look.told, look.changed);
        let open = store.open_repairs().await.map_err(failed)?;
        told.forget_closed(&store, &open, &now.to_string()).await?;
        if changed {
            self.sign_what_was_entered().await;
            notices.hub_changed();
        }
        Ok(())
    }
}

impl Look<'_> {
    /// Closes what is open for this connection and was not found any more.
    async fn close(&mut self, row: &Connection, found: &[Found]) -> Result<(), Problem> {
        let over = |kind: &Kind| !found.iter().any(|found| found.kind == *kind);
        let open = self.open.iter().filter(|repair| repair.connection == row.id);
        let kinds = open.filter_map(|repair| Kind::from_name(&repair.kind)).filter(over);
        for kind in kinds.collect::<Vec<_>>() {
            let ended = found.iter().any(|found| found.kind == Kind::Reconnect);
            let (by, because) = match kind {
                Kind::ExpiresSoon if ended => (BY_EXPIRY, "expiry"),
                Kind::ExpiresSoon => (BY_RENEWAL, "renewal"),
                Kind::Reconnect | Kind::Permission | Kind::Settings | Kind::Books => {
                    (BY_RECOVERY, "recovery")
                }
            };
            let entry = self.entry(AuditAction::ConnectionRepairClosed, row, kind);
            let detail = Detail::new().word("repair", kind.as_str()).word("reason", because);
            let at = self.now.to_string();
            let change = Change { at: &at, entries: &[entry.detail(detail)] };
            let closed = self.store.close_repairs(&row.id, Some(kind.as_str()), by, change).await;
            self.changed |= closed.map_err(|error| store_did_not_open(&error))? > 0;
        }
        Ok(())
    }

    /// Asks for what was found, where it is not asked for yet, and tells of it.
    async fn ask(
        &mut self,
        row: &Connection,
        found: &[Found],
        whose: Whose<'_>,
    ) -> Result<(), Problem> {
        for one in found {
            let open = self.open.iter().find(|open| {
                open.connection == row.id && Kind::from_name(&open.kind) == Some(one.kind)
            });
            let id = match open {
                Some(open) => open.id.clone(),
                None => match self.raise(row, one).await? {
                    Some(id) => id,
                    None => continue,
                },
            };
            let at = self.now.to_string();
            if self.told.note(self.store, &id, one.stage(), &at).await? {
                tell(self.notices, one, whose, self.now);
            }
        }
        Ok(())
    }

    /// Asks for it. Nothing where somebody else just did, or where the connection is another
    /// than it was when it was looked at: the next look sees how it is then.
    async fn raise(&mut self, row: &Connection, found: &Found) -> Result<Option<String>, Problem> {
        let failed = |error| store_did_not_open(&error);
        if self.store.connection(&row.id).await.map_err(failed)?.as_ref() != Some(row) {
            return Ok(None);
        }
        let at = self.now.to_string();
        // Of one kind one is open at a time, so that this is no other's name.
        let id = format!("{}-{}-{at}", row.id, found.kind.as_str());
        let new = NewRepair {
            id: &id,
            connection: &row.id,
            kind: found.kind.as_str(),
            about: found.about.as_deref(),
        };
        let entry = self.entry(AuditAction::ConnectionRepairAsked, row, found.kind);
        let raised = self.store.raise_repair(&new, Change { at: &at, entries: &[entry] }).await;
        let raised = raised.map_err(failed)?;
        self.changed |= raised;
        Ok(raised.then_some(id))
    }

    fn entry(&self, action: AuditAction, row: &Connection, kind: Kind) -> NewEntry {
        let entry = self.installation.entry_by_itself(action).connection(&row.provider, &row.id);
        entry.detail(Detail::new().word("repair", kind.as_str()))
    }
}
