//! A renewal that brought nothing: what that means for the connection.

use jiff::SignedDuration;
use patchbay_contract::{AuditAction, AuditOutcome, Problem};
use patchbay_gateway::CallError;
use patchbay_gateway::oauth::TokenError;
use patchbay_providers::Cure;
use patchbay_store::audit::Detail;
use patchbay_store::{Change, NewRepair, Store, Unrenewed};
use patchbay_vault::Secret;

use super::Renewal;
use super::due::ends;
use super::one::{Renewing, Tokens};
use crate::connect::SignIns;
use crate::problems::{firm_app_missing, is_passing, store_did_not_open, token_unusable};
use crate::repairs::Kind;

/// How long a failure that passes is waited out, where the provider says nothing.
const PATIENCE: SignedDuration = SignedDuration::from_mins(2);

/// How long until it is tried again by itself what a person should look after.
const UNTIL_SOMEBODY_DID: SignedDuration = SignedDuration::from_mins(15);

/// What token endpoints call a request that will not be right the next time either.
const APPS: [&str; 5] = [
    "invalid_client",
    "unauthorized_client",
    "invalid_scope",
    "invalid_request",
    "unsupported_grant_type",
];

/// What is found of a connection whose renewal failed.
struct Found<'a> {
    condition: &'a str,
    repair: Option<Kind>,
    retry_in: Option<SignedDuration>,
}

impl SignIns {
    /// Decides what a failure means: for the permission, for the connection, for a person.
    pub(super) async fn not_renewed(
        &self,
        store: &Store,
        renewing: &Renewing,
        why: &TokenError,
        replaced: Option<Secret<String>>,
    ) -> Result<Renewal, Problem> {
        let problem = token_unusable(why, &renewing.place.provider.name);
        if let Some(replaced) = replaced {
            return self.keep_the_token_at_least(store, renewing, replaced, problem).await;
        }
        if why.ends_the_grant() {
            return self.permission_is_over(store, renewing, problem).await;
        }
        let found = if a_person_should_look(why) { settings() } else { delayed(why) };
        self.give_up(store, renewing, &found, &problem).await?;
        Ok(Renewal::Later(problem))
    }

    /// The firm's app was removed: nothing can be renewed without it.
    pub(super) async fn without_app(
        &self,
        store: &Store,
        renewing: &Renewing,
    ) -> Result<Renewal, Problem> {
        let problem = firm_app_missing(&renewing.place.provider.name);
        self.give_up(store, renewing, &settings(), &problem).await?;
        Ok(Renewal::Later(problem))
    }

    /// There is nothing to renew it with: it lives as long as its token does. Nobody asks
    /// for it again before that is over, and then a person has to sign in.
    pub(super) async fn with_nothing_to_renew(
        &self,
        store: &Store,
        renewing: &Renewing,
    ) -> Result<Renewal, Problem> {
        let now = self.installation.now();
        let Some(ends) = ends(&renewing.row) else { return Ok(Renewal::NotDue) };
        let left = ends.duration_since(now);
        let problem = token_unusable(&TokenError::NoRefreshToken, &renewing.place.provider.name);
        if left.is_positive() {
            let waits = Found { condition: "works", repair: None, retry_in: Some(left) };
            self.give_up(store, renewing, &waits, &problem).await?;
            return Ok(Renewal::NotDue);
        }
        let over =
            Found { condition: "reconnect_needed", repair: Some(Kind::Reconnect), retry_in: None };
        self.give_up(store, renewing, &over, &problem).await?;
        Ok(Renewal::Over(problem))
    }

    /// The rest of the answer was of no use, but the old token may be dead by now.
    async fn keep_the_token_at_least(
        &self,
        store: &Store,
        renewing: &Renewing,
        token: Secret<String>,
        problem: Problem,
    ) -> Result<Renewal, Problem> {
        let now = self.installation.now();
        let mut kept = renewing.before.expose_secret().clone();
        kept.refresh_token = Some(token.expose_secret().clone());
        let tokens = Tokens {
            kept: Secret::new(kept),
            condition: "delayed",
            about: Some(problem.what.clone()),
            retry_at: now.saturating_add(PATIENCE).ok().map(|at| at.to_string()),
            last_success_at: renewing.row.last_success_at.clone(),
            outcome: AuditOutcome::Failed,
        };
        self.seal_renewed(store, renewing, tokens).await?;
        Ok(Renewal::Later(problem))
    }

    /// A person has to sign in again, unless somebody renewed it behind our back: then the
    /// no is about the old token.
    async fn permission_is_over(
        &self,
        store: &Store,
        renewing: &Renewing,
        problem: Problem,
    ) -> Result<Renewal, Problem> {
        let newer = self.renewing(store, &renewing.row.id, &renewing.since).await?;
        let token = |of: &Renewing| of.before.expose_secret().refresh_token.clone();
        if newer.is_none_or(|newer| token(&newer) != token(renewing)) {
            return Ok(Renewal::NotDue);
        }
        let over =
            Found { condition: "reconnect_needed", repair: Some(Kind::Reconnect), retry_in: None };
        let ours = self.give_up(store, renewing, &over, &problem).await?;
        Ok(if ours { Renewal::Over(problem) } else { Renewal::NotDue })
    }

    /// Writes what was found, together with what a person is asked to do about it. As long
    /// as the token works, a failure that passes does not make it a worse connection.
    async fn give_up(
        &self,
        store: &Store,
        renewing: &Renewing,
        found: &Found<'_>,
        problem: &Problem,
    ) -> Result<bool, Problem> {
        let now = self.installation.now();
        let at = now.to_string();
        let row = &renewing.row;
        let still_works = ends(row).is_some_and(|ends| ends > now);
        let (id, mut entries) = (self.random_id()?, Vec::new());
        let repair = found.repair.map(|kind| NewRepair {
            id: &id,
            connection: &row.id,
            kind: kind.as_str(),
            about: Some(&problem.what),
        });
        if found.repair.is_some() {
            let detail = Detail::new().text("reason", &problem.code.to_string());
            let entry = self.entry_of(AuditAction::CredentialRenewed, row);
            entries.push(entry.ended(AuditOutcome::Failed).detail(detail));
        }
        let retry_at = found.retry_in.and_then(|wait| now.saturating_add(wait).ok());
        let retry_at = retry_at.map(|at| at.to_string());
        let unrenewed = Unrenewed {
            condition: (found.repair.is_some() || !still_works)
                .then_some((found.condition, Some(problem.what.as_str()))),
            retry_at: retry_at.as_deref(),
            repair,
        };
        let change = Change { at: &at, entries: &entries };
        let given_up = store.give_up_renewal(&row.id, &renewing.since, &unrenewed, change).await;
        let given_up = given_up.map_err(|error| store_did_not_open(&error))?;
        self.notices.hub_changed();
        Ok(given_up)
    }
}

const fn settings() -> Found<'static> {
    Found {
        condition: "check_settings",
        repair: Some(Kind::Settings),
        retry_in: Some(UNTIL_SOMEBODY_DID),
    }
}

fn delayed(why: &TokenError) -> Found<'static> {
    let asked_for = match why {
        TokenError::Call(CallError::Busy { wait, .. }) => *wait,
        TokenError::Call(CallError::UsedUp { wait }) => Some(*wait),
        _ => None,
    };
    let wait = asked_for.and_then(|wait| SignedDuration::try_from(wait).ok());
    Found { condition: "delayed", repair: None, retry_in: Some(wait.unwrap_or(PATIENCE)) }
}

/// Whether waiting does not help: the firm's app is wrong, or its secret is over.
fn a_person_should_look(why: &TokenError) -> bool {
    let refusal = match why {
        TokenError::Scopes(_) => return true,
        TokenError::Call(CallError::Refused(refusal)) => refusal,
        TokenError::Call(call) => return !is_passing(call),
        _ => return false,
    };
    match &refusal.known {
        Some(known) => known.action != Cure::Wait,
        None => {
            refusal.status == 401
                || refusal.code.as_deref().is_some_and(|code| APPS.contains(&code))
        }
    }
}
