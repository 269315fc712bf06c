//! Who asked to be left alone, until when.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::lock;
use crate::Party;

/// One host of a provider, and the account it does not want to hear of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Asker {
    provider: String,
    host: String,
    account: String,
}

/// Who asked to be left alone.
#[derive(Debug, Default)]
pub(crate) struct Quiet(Mutex<HashMap<Asker, (Timestamp, u16)>>);

impl Quiet {
    /// How long this host still wants to be left alone, and the status it said so with.
    pub(crate) fn left(
        &self,
        party: Party<'_>,
        host: &str,
        now: Timestamp,
    ) -> Option<(Duration, u16)> {
        let (until, status) = *lock(&self.0).get(&asker(party, host))?;
        let left = Duration::try_from(until.duration_since(now)).ok()?;
        (!left.is_zero()).then_some((left, status))
    }

    /// Notes that it wants to be left alone so long.
    pub(crate) fn note(
        &self,
        party: Party<'_>,
        host: &str,
        wait: Duration,
        status: u16,
        now: Timestamp,
    ) {
        let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
        let until = now.saturating_add(wait).unwrap_or(Timestamp::MAX);
        lock(&self.0).insert(asker(party, host), (until, status));
    }
}

fn asker(party: Party<'_>, host: &str) -> Asker {
    Asker {
        provider: party.provider.id.clone(),
        host: host.to_owned(),
        account: party.account.to_owned(),
    }
}
