//! A renewal that brought nothing: what that means is written down, and a person asked where
//! one is needed.

use patchbay_contract::{AuditAction, AuditOutcome, Problem};
use patchbay_custody::{KeptGrant, Meaning, Ungranted};
use patchbay_gateway::oauth::TokenError;
use patchbay_store::audit::Detail;
use patchbay_store::{Change, NewRepair, Store, Unrenewed};
use patchbay_vault::Secret;

use super::Renewal;
use super::due::ends;
use super::one::{Renewing, Tokens};
use crate::connect::SignIns;
use crate::problems::{firm_app_missing, store_did_not_open, token_unusable};
use crate::repairs::Kind;

impl SignIns {
    /// Writes down what a failure means: for the permission, for the connection, for a person.
    pub(super) async fn not_renewed(
        &self,
        store: &Store,
        renewing: &Renewing,
        no: Ungranted,
    ) -> Result<Renewal, Problem> {
        let problem = token_unusable(&no.why, &renewing.place.provider.name);
        if let Some(keep) = no.keep {
            return self.keep_the_token_at_least(store, renewing, keep, no.meaning, problem).await;
        }
        if no.meaning == Meaning::Over {
            return self.permission_is_over(store, renewing, problem).await;
        }
        self.give_up(store, renewing, no.meaning, &problem).await?;
        Ok(Renewal::Later(problem))
    }

    /// The firm's app was removed: nothing can be renewed without it.
    pub(super) async fn without_app(
        &self,
        store: &Store,
        renewing: &Renewing,
    ) -> Result<Renewal, Problem> {
        let problem = firm_app_missing(&renewing.place.provider.name);
        self.give_up(store, renewing, Meaning::Settings, &problem).await?;
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
        let Some(meaning) = Meaning::of_nothing(ends(&renewing.row), now) else {
            return Ok(Renewal::NotDue);
        };
        let problem = token_unusable(&TokenError::NoRefreshToken, &renewing.place.provider.name);
        self.give_up(store, renewing, meaning, &problem).await?;
        Ok(if meaning == Meaning::Over { Renewal::Over(problem) } else { Renewal::NotDue })
    }

    /// The rest of the answer was of no use, but the old token may be dead by now.
    async fn keep_the_token_at_least(
        &self,
        store: &Store,
        renewing: &Renewing,
        kept: Secret<KeptGrant>,
        meaning: Meaning,
        problem: Problem,
    ) -> Result<Renewal, Problem> {
        let again = meaning.retry_in().map(|wait| self.installation.now().saturating_add(wait));
        let tokens = Tokens {
            kept,
            condition: "delayed",
            about: Some(problem.what.clone()),
            retry_at: again.and_then(Result::ok).map(|at| at.to_string()),
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
        let ours = self.give_up(store, renewing, Meaning::Over, &problem).await?;
        Ok(if ours { Renewal::Over(problem) } else { Renewal::NotDue })
    }

    /// Writes what was found, together with what a person is asked to do about it. As long
    /// as the token works, a failure that passes does not make it a worse connection.
    async fn give_up(
        &self,
        store: &Store,
        renewing: &Renewing,
        meaning: Meaning,
        problem: &Problem,
    ) -> Result<bool, Problem> {
        let now = self.installation.now();
        let at = now.to_string();
        let row = &renewing.row;
        let still_works = ends(row).is_some_and(|ends| ends > now);
        let (id, mut entries) = (self.random_id()?, Vec::new());
        let repair = repair_of(meaning).map(|kind| NewRepair {
            id: &id,
            connection: &row.id,
            kind: kind.as_str(),
            about: Some(&problem.what),
        });
        if meaning.needs_a_person() {
            let detail = Detail::new().text("reason", &problem.code.to_string());
            let entry = self.entry_of(AuditAction::CredentialRenewed, row);
            entries.push(entry.ended(AuditOutcome::Failed).detail(detail));
        }
        let retry_at = meaning.retry_in().and_then(|wait| now.saturating_add(wait).ok());
        let retry_at = retry_at.map(|at| at.to_string());
        let unrenewed = Unrenewed {
            condition: meaning
                .condition(still_works)
                .map(|condition| (condition, Some(problem.what.as_str()))),
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

/// What a person is asked to do about it.
const fn repair_of(meaning: Meaning) -> Option<Kind> {
    match meaning {
        Meaning::Over => Some(Kind::Reconnect),
        Meaning::Settings => Some(Kind::Settings),
        Meaning::Later(_) => None,
    }
}
