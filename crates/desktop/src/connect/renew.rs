//! Keeping permissions alive: one renews, and whoever else wants to leaves it to that one.
//!
//! Before the provider is called it is written down that somebody renews; what comes back
//! is sealed before anybody uses it. Only the provider's own no ends a permission: a
//! silence, an outage or nonsense never does, and a no is believed only when nobody has
//! renewed meanwhile. Whether it is time is decided here; who looks, and waits, is the shell's.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use patchbay_contract::{AuditAction, AuditOutcome, EnvironmentId, Problem, SignInAt};
use patchbay_gateway::CallError;
use patchbay_gateway::oauth::{Grant, NotRenewed, TokenError};
use patchbay_providers::sign_in::Rotation;
use patchbay_store::audit::{Detail, NewEntry};
use patchbay_store::vault::{NewCredential, SealedTable};
use patchbay_store::{Change, Connection, NewRepair, Store};
use patchbay_vault::Secret;

use super::SignIns;
use super::apps::told;
use super::kept::{KeptGrant, from_bytes, to_bytes};
use super::party::Place;
use super::prove::{GRANT, credential_of};
use crate::problems::{firm_app_missing, store_did_not_open, token_unusable};

/// How long before its end a token is renewed.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// How much earlier one or the other is, so that not all come at once.
const JITTER: i64 = 60;

/// How long whoever renews is left alone. A call takes no longer.
const LEASE: SignedDuration = SignedDuration::from_mins(2);

/// How long a failure that passes is waited out, where the provider says nothing.
const PATIENCE: SignedDuration = SignedDuration::from_mins(2);

/// What a person has to do when a permission is over.
pub(super) const RECONNECT: &str = "reconnect";

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

/// A connection that is being renewed by us.
struct Renewing {
    row: Connection,
    place: Place,
    before: Secret<KeptGrant>,
}

impl SignIns {
    /// Renews every connection whose time has come.
    ///
    /// # Errors
    /// When the database or the vault cannot be opened.
    pub async fn renew_what_is_due(self: &Arc<Self>) -> Result<(), Problem> {
        let store = self.installation.opened().await?;
        let failed = |error| store_did_not_open(&error);
        let now = self.installation.now();
        let rows = store.connections().await.map_err(failed)?;
        for row in rows.iter().filter(|row| is_due(row, now)) {
            let renewal = self.renew(&row.id).await?;
            tracing::info!(provider = %row.provider, ?renewal, "a permission was looked after");
        }
        Ok(())
    }

    /// Renews a connection now, whether it is due or not.
    ///
    /// # Errors
    /// When the database or the vault cannot be opened.
    pub async fn renew(self: &Arc<Self>, id: &str) -> Result<Renewal, Problem> {
        let store = self.installation.open_vault().await?;
        let now = self.installation.now();
        let lease_before = now.checked_sub(LEASE).unwrap_or(now).to_string();
        let mine = store.begin_renewal(id, &now.to_string(), &lease_before).await;
        if !mine.map_err(|error| store_did_not_open(&error))? {
            return Ok(Renewal::Elsewhere);
        }
        // Followed to its end, whoever stops waiting: a token may be spent by it.
        let (us, id) = (Arc::clone(self), id.to_owned());
        let renewing = self.settling.spawn(async move {
            let renewal = us.renew_as_the_one(&store, &id).await;
            if !matches!(renewal, Ok(Renewal::Renewed)) {
                us.let_go(&store, &id).await;
            }
            renewal
        });
        renewing.await.unwrap_or(Ok(Renewal::Elsewhere))
    }

    async fn renew_as_the_one(&self, store: &Arc<Store>, id: &str) -> Result<Renewal, Problem> {
        let Some(renewing) = self.renewing(store, id).await? else { return Ok(Renewal::NotDue) };
        let Renewing { row, place, before } = &renewing;
        let Some(token) = before.expose_secret().refresh_token.clone().map(Secret::new) else {
            return Ok(Renewal::NotDue);
        };
        let app = self.app(store, &place.at).await?;
        let app = app.ok_or_else(|| firm_app_missing(&place.provider.name))?;
        let values = before.expose_secret().values();
        let party = place.party(&row.id, &values);
        match self.gateway.renew(party, &place.oauth, &app, &token).await {
            Ok(grant) => self.keep_renewed(store, &renewing, &grant).await,
            Err(NotRenewed { why, replaced }) => {
                self.not_renewed(store, &renewing, &why, replaced).await
            }
        }
    }

    /// What is to be renewed, read after it was written down that we do.
    async fn renewing(&self, store: &Store, id: &str) -> Result<Option<Renewing>, Problem> {
        let failed = |error| store_did_not_open(&error);
        let Some(row) = store.connection(id).await.map_err(failed)? else { return Ok(None) };
        let (Some(sign_in), Some(environment)) =
            (row.sign_in.clone(), EnvironmentId::from_name(&row.environment))
        else {
            return Ok(None);
        };
        let at = SignInAt { provider: row.provider.clone(), sign_in, environment };
        let place = self.place(&at)?;
        if place.oauth.refresh.rotation == Rotation::None {
            return Ok(None);
        }
        let sealed = store.sealed_credential(&credential_of(id)).await.map_err(failed)?;
        let Some(sealed) = sealed else { return Ok(None) };
        let bytes = told(self.installation.vault().unseal(SealedTable::Credentials, &sealed))?;
        Ok(Some(Renewing { row, place, before: told(from_bytes(&bytes))? }))
    }

    async fn keep_renewed(
        &self,
        store: &Store,
        renewing: &Renewing,
        grant: &Grant,
    ) -> Result<Renewal, Problem> {
        let mut kept = renewing.before.expose_secret().clone();
        told(kept.renewed_by(grant))?;
        let lacks = grant.lacks.join(", ");
        let (condition, about) = match lacks.as_str() {
            "" => ("works", None),
            _ => ("more_permission_needed", Some(lacks)),
        };
        let entry = self.entry_of(AuditAction::CredentialRenewed, &renewing.row);
        self.seal_renewed(store, &renewing.row, kept, (condition, about), entry).await
    }

    async fn seal_renewed(
        &self,
        store: &Store,
        row: &Connection,
        kept: KeptGrant,
        (condition, about): (&str, Option<String>),
        entry: NewEntry,
    ) -> Result<Renewal, Problem> {
        let now = self.installation.now().to_string();
        let kept = Secret::new(kept);
        let bytes = told(to_bytes(kept.expose_secret()))?;
        let row = Connection {
            condition: condition.to_owned(),
            condition_about: about,
            retry_at: None,
            last_success_at: Some(now.clone()),
            access_ends_at: kept.expose_secret().access_until.clone(),
            idle_ends_at: kept.expose_secret().idle_until.clone(),
            absolute_ends_at: kept.expose_secret().absolute_until.clone(),
            changed_at: now.clone(),
            ..row.clone()
        };
        let id = credential_of(&row.id);
        let credential = NewCredential { id: &id, connection: &row.id, kind: GRANT, hint: None };
        let vault = self.installation.vault();
        let change = Change { at: &now, entries: &[entry] };
        let sealed = store
            .end_renewal(&row, credential, change, |generation| {
                vault.seal(SealedTable::Credentials, &id, generation, &bytes)
            })
            .await
            .map_err(|error| store_did_not_open(&error))?;
        self.notices.hub_changed();
        Ok(if told(sealed)? { Renewal::Renewed } else { Renewal::NotDue })
    }

    async fn not_renewed(
        &self,
        store: &Store,
        renewing: &Renewing,
        why: &TokenError,
        replaced: Option<Secret<String>>,
    ) -> Result<Renewal, Problem> {
        let Renewing { row, place, before } = renewing;
        let problem = token_unusable(why, &place.provider.name);
        if let Some(replaced) = replaced {
            // The rest of the answer was of no use, but the old token may be dead by now.
            let mut kept = before.expose_secret().clone();
            kept.refresh_token = Some(replaced.expose_secret().clone());
            let about = Some(problem.what.clone());
            let entry = self.entry_of(AuditAction::CredentialRenewed, row);
            let entry = entry.ended(AuditOutcome::Failed);
            self.seal_renewed(store, row, kept, ("delayed", about), entry).await?;
            return Ok(Renewal::Later(problem));
        }
        if !why.ends_the_grant() {
            self.put_off(store, row, why).await?;
            return Ok(Renewal::Later(problem));
        }
        // Somebody may have renewed it behind our back: then the no is about the old token.
        let newer = self.renewing(store, &row.id).await?;
        let same = newer.is_some_and(|newer| {
            newer.before.expose_secret().refresh_token == before.expose_secret().refresh_token
        });
        if !same {
            return Ok(Renewal::NotDue);
        }
        self.permission_is_over(store, row, &problem).await?;
        Ok(Renewal::Over(problem))
    }

    /// It is tried again later. As long as its token works, the connection does.
    async fn put_off(
        &self,
        store: &Store,
        row: &Connection,
        why: &TokenError,
    ) -> Result<(), Problem> {
        let now = self.installation.now();
        let asked_for = match why {
            TokenError::Call(CallError::Busy { wait, .. }) => *wait,
            TokenError::Call(CallError::UsedUp { wait }) => Some(*wait),
            _ => None,
        };
        let wait = asked_for.and_then(|wait| SignedDuration::try_from(wait).ok());
        let retry_at = now.checked_add(wait.unwrap_or(PATIENCE)).unwrap_or(now);
        let works = ends(row).is_some_and(|ends| ends > now);
        let row = Connection {
            condition: if works { row.condition.clone() } else { "delayed".to_owned() },
            retry_at: Some(retry_at.to_string()),
            changed_at: now.to_string(),
            ..row.clone()
        };
        let change = Change { at: &row.changed_at.clone(), entries: &[] };
        let put_off = store.update_connection(&row, change).await;
        put_off.map_err(|error| store_did_not_open(&error))?;
        self.notices.hub_changed();
        Ok(())
    }

    /// A person has to sign in again: asked for once, however often it is found.
    async fn permission_is_over(
        &self,
        store: &Store,
        row: &Connection,
        problem: &Problem,
    ) -> Result<(), Problem> {
        let now = self.installation.now().to_string();
        let failed = |error| store_did_not_open(&error);
        let detail = Detail::new().text("reason", &problem.code.to_string());
        let entry = self.entry_of(AuditAction::CredentialRenewed, row);
        let entry = entry.ended(AuditOutcome::Failed).detail(detail);
        let row = Connection {
            condition: "reconnect_needed".to_owned(),
            condition_about: Some(problem.what.clone()),
            retry_at: None,
            changed_at: now.clone(),
            ..row.clone()
        };
        let change = Change { at: &now, entries: &[entry] };
        store.update_connection(&row, change).await.map_err(failed)?;
        let id = self.random_id()?;
        let repair = NewRepair {
            id: &id,
            connection: &row.id,
            kind: RECONNECT,
            about: row.condition_about.as_deref(),
        };
        let raising = Change { at: &now, entries: &[] };
        store.raise_repair(&repair, raising).await.map_err(failed)?;
        self.notices.hub_changed();
        Ok(())
    }

    /// Nobody renews it any more.
    async fn let_go(&self, store: &Store, id: &str) {
        let at = self.installation.now().to_string();
        if let Err(error) = store.abandon_renewal(id, Change { at: &at, entries: &[] }).await {
            tracing::error!(%error, "a renewal could not be let go; its lease ends by itself");
        }
    }

    fn entry_of(&self, action: AuditAction, row: &Connection) -> NewEntry {
        self.installation.entry_by_itself(action).connection(&row.provider, &row.id)
    }
}

/// When the token ends.
fn ends(row: &Connection) -> Option<Timestamp> {
    row.access_ends_at.as_deref()?.parse().ok()
}

/// Whether it is time: a while ahead of the end, and not before a failure is waited out.
fn is_due(row: &Connection, now: Timestamp) -> bool {
    let waits = |at: &str| at.parse::<Timestamp>().is_ok_and(|at| at > now);
    if matches!(row.condition.as_str(), "paused" | "reconnect_needed")
        || row.sign_in.is_none()
        || row.retry_at.as_deref().is_some_and(waits)
    {
        return false;
    }
    let earlier = row.id.bytes().fold(0_i64, |sum, byte| sum + i64::from(byte)) % JITTER;
    let ahead = AHEAD + SignedDuration::from_secs(earlier);
    ends(row).is_some_and(|ends| ends.duration_since(now) <= ahead)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ends_in_seconds: i64) -> Connection {
        let ends = Timestamp::UNIX_EPOCH.checked_add(SignedDuration::from_secs(ends_in_seconds));
        Connection {
            sign_in: Some("oauth".into()),
            access_ends_at: Some(ends.unwrap().to_string()),
            ..Connection::made("a", "xero", "1970-01-01T00:00:00Z")
        }
    }

    #[test]
    fn a_token_is_renewed_some_minutes_before_it_ends_and_not_earlier() {
        let due = |row: &Connection| is_due(row, Timestamp::UNIX_EPOCH);
        assert!(due(&row(299)) && due(&row(-5)));
        assert!(!due(&row(400)));
        assert!(!due(&Connection { condition: "paused".into(), ..row(1) }));
        assert!(!due(&Connection { condition: "reconnect_needed".into(), ..row(1) }));
        let waits = Some("1970-01-01T00:01:00Z".into());
        assert!(!due(&Connection { retry_at: waits, ..row(1) }));
        assert!(!due(&Connection { sign_in: None, ..row(1) }));
    }
}
