//! Telling the provider that its permission is to end.

use patchbay_custody::{Ended, Unended, can_be_told};
use patchbay_store::{Connection, Store};

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
    /// Taken so; nothing proves it.
    pub(super) fn of(taken: TakenBack) -> Self {
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
    pub(super) async fn tell(&self, store: &Store, row: &Connection) -> Result<Ended, Unended> {
        let Some(place) = self.place_of(row).map_err(Unended::here)? else {
            return Ok(Ended::by_hand());
        };
        if !can_be_told(&place) {
            return Ok(Ended::by_hand());
        }
        let holding = self.holding(store, row, place).await.map_err(Unended::here)?;
        self.custodian.end(&row.id, &holding, self.installation.now()).await
    }
}
