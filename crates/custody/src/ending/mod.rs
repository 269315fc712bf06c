//! Telling a provider that its permission is to end, and the proof that it has. What is removed
//! afterwards, and what is written of it, is the custodian's.

mod proof;

use jiff::Timestamp;
use patchbay_contract::{EndProof, Problem, TakenBack, redact_text};
use patchbay_gateway::oauth::{FirmApp, Revoked};
use patchbay_gateway::{CallError, Values};
use patchbay_providers::Provider;
use patchbay_providers::sign_in::TokenKind;
use patchbay_vault::Secret;

use crate::problems::{
    call_failed, credential_missing, firm_app_missing, not_removed, permission_not_ended,
    permission_stands,
};
use crate::{Custodian, Held, KeptApp, KeptGrant, Spot};

/// As many characters of what a provider says are kept.
const LONGEST: usize = 400;

/// How the provider took it, and how that was proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// How the provider took it.
    pub taken: TakenBack,
    /// How that was proven.
    pub proof: EndProof,
    /// Until when what still works goes on to, where that is known.
    pub works_until: Option<Timestamp>,
    /// What the provider said, shortened and without secrets.
    pub said: Option<String>,
}

/// Why the permission stands.
#[derive(Debug)]
pub struct Unended {
    /// The provider was not asked, or refused.
    pub taken: TakenBack,
    /// The same for the person.
    pub problem: Problem,
    /// The same in a few words.
    pub said: String,
}

impl Ended {
    /// Taken like this, with nothing proven.
    fn of(taken: TakenBack) -> Self {
        Self { taken, proof: EndProof::NotProvable, works_until: None, said: None }
    }

    /// The provider takes it back by hand alone.
    #[must_use]
    pub fn by_hand() -> Self {
        Self::of(TakenBack::ByHand)
    }

    /// The provider said so when it was asked for a new token.
    #[must_use]
    pub fn was_over() -> Self {
        Self { proof: EndProof::RefusedAfterwards, ..Self::of(TakenBack::WasOver) }
    }

    /// It is removed here although the permission stands.
    #[must_use]
    pub fn nothing(untold: &Unended) -> Self {
        Self { said: Some(untold.said.clone()), ..Self::of(untold.taken) }
    }
}

impl Unended {
    fn not_asked(problem: Problem) -> Self {
        let said = problem.details.as_deref().unwrap_or(&problem.what);
        Self { taken: TakenBack::NotAsked, said: shortened(said), problem }
    }

    /// Something here is in the way, and its own remedy helps.
    #[must_use]
    pub fn here(problem: Problem) -> Self {
        Self::not_asked(not_removed(problem))
    }

    fn of(error: &CallError, provider: &str) -> Self {
        let details = call_failed(error, provider).details.unwrap_or_default();
        if matches!(error, CallError::Refused(_)) {
            let said = shortened(&details);
            let problem = permission_not_ended(provider, &details);
            return Self { taken: TakenBack::Refused, problem, said };
        }
        Self::not_asked(permission_stands(provider, &details))
    }
}

/// What a permission is taken back with.
#[derive(Debug)]
pub struct Holding {
    /// Where it was given.
    pub spot: Spot,
    /// The firm's app there.
    pub app: FirmApp,
    /// The permission.
    pub grant: Secret<KeptGrant>,
}

/// The tokens of a permission.
pub(crate) struct Tokens {
    access: Secret<String>,
    refresh: Option<Secret<String>>,
}

impl Tokens {
    pub(crate) fn of(&self, kind: TokenKind) -> Option<&Secret<String>> {
        match kind {
            TokenKind::Access => Some(&self.access),
            TokenKind::Refresh => self.refresh.as_ref(),
        }
    }
}

impl Holding {
    pub(crate) fn tokens(&self) -> Tokens {
        let grant = self.grant.expose_secret();
        Tokens {
            access: Secret::new(grant.access_token.clone()),
            refresh: grant.refresh_token.clone().map(Secret::new),
        }
    }

    /// What calls need, with what some providers want to see of the app in every call.
    #[must_use]
    pub fn values(&self) -> Values {
        let mut values = self.grant.expose_secret().values();
        values.set("client_id", self.app.client_id.clone());
        values
    }
}

impl Custodian {
    /// Takes back what is held, where its provider takes that by a call, and proves that
    /// nothing works any more. A key is taken back by hand.
    ///
    /// # Errors
    /// That the permission stands, and why.
    pub async fn revoke(
        &self,
        provider: &Provider,
        held: &Held,
        account: &str,
        now: Timestamp,
    ) -> Result<Ended, Unended> {
        let spot = held.spot(provider).ok_or_else(|| Unended::here(credential_missing()))?;
        let Some(grant) = held.grant.clone() else { return Ok(Ended::by_hand()) };
        if !can_be_told(&spot) {
            return Ok(Ended::by_hand());
        }
        let app = held.app.as_ref().map(KeptApp::app);
        let app = app.ok_or_else(|| Unended::here(firm_app_missing(&provider.name)))?;
        let holding = Holding { spot, app, grant: Secret::new(grant) };
        self.end(account, &holding, now).await
    }

    /// Takes a permission back, and proves that nothing works any more.
    ///
    /// # Errors
    /// That it stands, and why.
    pub async fn end(
        &self,
        account: &str,
        holding: &Holding,
        now: Timestamp,
    ) -> Result<Ended, Unended> {
        let taken = self.taken_back(account, holding).await;
        let taken = taken.map_err(|error| Unended::of(&error, &holding.spot.provider.name))?;
        let (proof, works_until) = self.proof_of_end(account, holding, now).await;
        Ok(Ended { proof, works_until, ..Ended::of(taken) })
    }

    /// Takes a permission back.
    ///
    /// # Errors
    /// When the provider cannot be asked or says no: the permission stands.
    pub async fn taken_back(
        &self,
        account: &str,
        holding: &Holding,
    ) -> Result<TakenBack, CallError> {
        let Holding { spot, app, .. } = holding;
        let Some(oauth) = spot.oauth() else { return Ok(TakenBack::ByHand) };
        let (values, tokens) = (holding.values(), holding.tokens());
        let party = spot.party(account, &values);
        let revoked = self.gateway.revoke(party, oauth, app, |kind| tokens.of(kind));
        Ok(match revoked.await? {
            Revoked::Confirmed => TakenBack::Confirmed,
            Revoked::WasOver => TakenBack::WasOver,
            Revoked::ByHand => TakenBack::ByHand,
        })
    }
}

/// Whether the provider takes a permission back by a call.
#[must_use]
pub fn can_be_told(spot: &Spot) -> bool {
    spot.oauth().is_some_and(|oauth| oauth.revoke.is_some())
}

/// What a provider said, without what has the shape of a secret.
fn shortened(text: &str) -> String {
    redact_text(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(LONGEST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_of_a_providers_words_is_short_and_holds_no_secret() {
        let said = format!("Bearer CANARY\n{}", "no ".repeat(400));
        let kept = shortened(&said);
        assert!(!kept.contains("CANARY") && !kept.contains('\n'), "{kept}");
        assert_eq!(kept.chars().count(), LONGEST);
    }

    #[test]
    fn a_no_and_a_silence_are_told_apart() {
        let busy = Unended::of(&CallError::Busy { status: 503, wait: None }, "Xero");
        assert_eq!(busy.taken, TakenBack::NotAsked);
        assert!(busy.said.contains("503"), "{}", busy.said);
        let page = Unended::of(&CallError::WebPage(200), "Xero");
        assert_eq!(page.problem.code, busy.problem.code);
    }
}
