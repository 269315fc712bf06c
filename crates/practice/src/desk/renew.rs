//! Renewal, with the provider's own rules of rotation and of ending. It is decided and
//! counted in one piece: of many that come with the same token, one is the first.

use std::time::Duration;

use jiff::Timestamp;
use patchbay_providers::Life;
use patchbay_providers::sign_in::{OAuth, Rotation};

use super::grant::{Given, Replaced, Token};
use super::{Desk, Grant};
use crate::outside::is_over;
use crate::refusal::Refusal;

/// What a renewal gave.
pub(crate) struct Renewed<'a> {
    pub(crate) grant: &'a Grant,
    pub(crate) given: Given,
}

impl Desk {
    /// Renews. `fresh` are new tokens, used as far as the rules want.
    pub(crate) fn renew(
        &mut self,
        refresh: &str,
        oauth: &OAuth,
        fresh: Given,
        now: Timestamp,
    ) -> Result<Renewed<'_>, Refusal> {
        let Some(Token::Refresh { grant: number, replaced }) = self.tokens.get(refresh) else {
            return Err(Refusal::grant("the refresh token was never given out"));
        };
        let number = *number;
        let again = replaced.as_ref().map(|replaced| again(replaced, oauth, now));
        self.counts.repeats += u32::from(again.is_some());
        let is_spent = matches!(again, Some(Again::Refused));
        self.counts.double_spends += u32::from(is_spent);
        self.lives(number, oauth, now)?;
        let given = match again {
            Some(Again::Refused) => return Err(self.double_spend(number, oauth)),
            // A retry gets what the first try got, and no renewal is counted anew.
            Some(Again::Same(given)) => {
                return Ok(Renewed { grant: &self.grants[number], given });
            }
            Some(Again::New) | None => {
                rotated(oauth.refresh.rotation, self.grants[number].renewals, fresh)?
            }
        };
        self.give(number, &given, oauth.clocks.access, now);
        if given.refresh.is_some()
            && let Some(Token::Refresh { replaced, .. }) = self.tokens.get_mut(refresh)
        {
            replaced.get_or_insert(Replaced { at: now, by: given.clone() });
        }
        self.counts.refreshes += 1;
        let grant = &mut self.grants[number];
        grant.renewals += 1;
        grant.used = now;
        Ok(Renewed { grant, given })
    }

    /// Whether a permission still lives. One whose time is over ends here.
    fn lives(&mut self, number: usize, oauth: &OAuth, now: Timestamp) -> Result<(), Refusal> {
        let Some(grant) = self.grants.get(number).filter(|grant| grant.alive) else {
            return Err(Refusal::grant("the permission has ended"));
        };
        let why = if ended(oauth.clocks.idle, grant.used, now) {
            "the permission was not used for too long"
        } else if ended(oauth.clocks.absolute, grant.born, now) {
            "the permission has come to its end"
        } else {
            return Ok(());
        };
        self.lose(number);
        Err(Refusal::grant(why))
    }

    /// A dead token came. Where each works once, somebody else may have it, and all that
    /// came of the same permission ends.
    fn double_spend(&mut self, number: usize, oauth: &OAuth) -> Refusal {
        if oauth.refresh.rotation == Rotation::SingleUse {
            self.lose(number);
        }
        Refusal::grant("the refresh token was used before")
    }
}

/// What a token gives that was used before.
enum Again {
    Refused,
    Same(Given),
    New,
}

fn again(replaced: &Replaced, oauth: &OAuth, now: Timestamp) -> Again {
    match (oauth.refresh.rotation, oauth.refresh.previous_works_for) {
        (_, Some(grace)) if is_over(replaced.at, grace.duration(), now) => Again::Refused,
        (_, Some(_)) => Again::Same(replaced.by.clone()),
        (Rotation::Rotates, None) => Again::New,
        (_, None) => Again::Refused,
    }
}

/// The tokens of the answer, by what becomes of the refresh token.
fn rotated(rotation: Rotation, renewals: u32, fresh: Given) -> Result<Given, Refusal> {
    match rotation {
        Rotation::SingleUse | Rotation::Rotates => Ok(fresh),
        Rotation::Same => Ok(Given { refresh: None, ..fresh }),
        // The vendor does not say, so both have to be borne: one comes, or none does.
        Rotation::Unknown if renewals.is_multiple_of(2) => Ok(fresh),
        Rotation::Unknown => Ok(Given { refresh: None, ..fresh }),
        Rotation::None => Err(Refusal::grant_type("nothing is renewed here")),
    }
}

/// Whether a clock that began then has run out.
fn ended(life: Life, since: Timestamp, now: Timestamp) -> bool {
    match life {
        Life::For(period) => is_over(since, period.duration(), now),
        Life::Forever | Life::Unknown => false,
    }
}

/// What is left of a life, in seconds, where an answer says it.
pub(crate) fn left(life: Life, since: Timestamp, now: Timestamp) -> u64 {
    const UNSAID: Duration = Duration::from_secs(90 * 86_400);
    let whole = match life {
        Life::For(period) => period.duration(),
        Life::Forever | Life::Unknown => UNSAID,
    };
    let gone = u64::try_from(now.duration_since(since).as_secs()).unwrap_or(0);
    whole.as_secs().saturating_sub(gone)
}
