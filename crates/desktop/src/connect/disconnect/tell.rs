//! Telling the provider that its permission is to end.

use jiff::Timestamp;
use patchbay_contract::{EndProof, Problem, TakenBack, redact_text};
use patchbay_gateway::CallError;
use patchbay_gateway::oauth::Revoked;
use patchbay_store::{Connection, Store};

use super::holding::Holding;
use crate::connect::SignIns;
use crate::problems::{call_failed, not_removed, permission_not_ended, permission_stands};

/// As many characters of what a provider says are kept.
const LONGEST: usize = 400;

/// How the provider took it, and how that was proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) taken: TakenBack,
    pub(super) proof: EndProof,
    pub(super) works_until: Option<Timestamp>,
    pub(super) said: Option<String>,
}

/// Why the permission stands.
#[derive(Debug)]
pub(super) struct Untold {
    /// The provider was not asked, or refused.
    pub(super) taken: TakenBack,
    /// The same for the person.
    pub(super) problem: Problem,
    /// The same in a few words.
    pub(super) said: String,
}

impl Told {
    fn of(taken: TakenBack) -> Self {
        Self { taken, proof: EndProof::NotProvable, works_until: None, said: None }
    }

    /// The provider said so when it was asked for a new token.
    pub(super) fn was_over() -> Self {
        Self { proof: EndProof::RefusedAfterwards, ..Self::of(TakenBack::WasOver) }
    }

    /// It is removed here although the permission stands.
    pub(super) fn nothing(untold: &Untold) -> Self {
        Self { said: Some(untold.said.clone()), ..Self::of(untold.taken) }
    }
}

impl Untold {
    fn not_asked(problem: Problem) -> Self {
        let said = problem.details.as_deref().unwrap_or(&problem.what);
        Self { taken: TakenBack::NotAsked, said: shortened(said), problem }
    }

    /// Something here is in the way, and its own remedy helps.
    fn here(problem: Problem) -> Self {
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

impl SignIns {
    /// Tells the provider, where it takes that by a call, and proves that nothing works any
    /// more.
    ///
    /// No two connections here live on one permission: each sign-in brings one of its own,
    /// for the one company that was chosen. What a vendor ends along with it on its own side
    /// is said in its file, and shown before.
    pub(super) async fn tell(&self, store: &Store, row: &Connection) -> Result<Told, Untold> {
        let Some(place) = self.place_of(row).map_err(Untold::here)? else {
            return Ok(Told::of(TakenBack::ByHand));
        };
        if place.oauth.revoke.is_none() {
            return Ok(Told::of(TakenBack::ByHand));
        }
        let holding = self.holding(store, row, place).await.map_err(Untold::here)?;
        let taken = self.revoked(&row.id, &holding).await;
        let taken = taken.map_err(|error| Untold::of(&error, &holding.place.provider.name))?;
        let (proof, works_until) = self.proof_of_end(&row.id, &holding).await;
        Ok(Told { proof, works_until, ..Told::of(taken) })
    }

    /// Takes a permission back.
    pub(super) async fn revoked(
        &self,
        account: &str,
        holding: &Holding,
    ) -> Result<TakenBack, CallError> {
        let Holding { place, app, .. } = holding;
        let (values, tokens) = (holding.values(), holding.tokens());
        let party = place.party(account, &values);
        let revoked = self.gateway.revoke(party, &place.oauth, app, |kind| tokens.of(kind));
        Ok(match revoked.await? {
            Revoked::Confirmed => TakenBack::Confirmed,
            Revoked::WasOver => TakenBack::WasOver,
            Revoked::ByHand => TakenBack::ByHand,
        })
    }
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
        let busy = Untold::of(&CallError::Busy { status: 503, wait: None }, "Xero");
        assert_eq!(busy.taken, TakenBack::NotAsked);
        assert!(busy.said.contains("503"), "{}", busy.said);
        let page = Untold::of(&CallError::WebPage(200), "Xero");
        assert_eq!(page.problem.code, busy.problem.code);
    }
}
