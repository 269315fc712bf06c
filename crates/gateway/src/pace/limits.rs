//! The limits of a provider's file.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use patchbay_providers::{EnvironmentId, Limit, LimitOf};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::bucket::Bucket;
use super::lock;
use crate::Party;

/// What is counted together: a provider, in one environment, by this account of it or by
/// all of them, under this one of its limits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Counted {
    provider: String,
    environment: EnvironmentId,
    account: Option<String>,
    limit: usize,
}

/// How often each provider was called.
#[derive(Debug, Default)]
pub(crate) struct Limits {
    buckets: Mutex<HashMap<Counted, Bucket>>,
    gates: Mutex<HashMap<Counted, Arc<Semaphore>>>,
}

impl Limits {
    /// Counts one call, if it need not wait longer than this, and says how long it waits.
    ///
    /// # Errors
    /// How long it would have to wait. Nothing was counted then.
    pub(crate) fn turn(
        &self,
        party: Party<'_>,
        patience: Duration,
        now: Timestamp,
    ) -> Result<Duration, Duration> {
        let mut buckets = lock(&self.buckets);
        let limits: Vec<_> = of(party)
            .filter_map(|(counted, limit)| Some((counted, limit.calls, limit.per?.duration())))
            .collect();
        let wait = limits
            .iter()
            .filter_map(|(counted, calls, per)| Some(buckets.get(counted)?.wait(*calls, *per, now)))
            .max()
            .unwrap_or_default();
        if wait > patience {
            return Err(wait);
        }
        for (counted, calls, per) in limits {
            buckets.entry(counted).or_insert_with(|| Bucket::new(now)).take(calls, per, now);
        }
        Ok(wait)
    }

    /// Waits until fewer calls are under way than may be at once. They are over when what
    /// is returned is dropped.
    pub(crate) async fn gates(&self, party: Party<'_>) -> Vec<OwnedSemaphorePermit> {
        let mut open = Vec::new();
        for (counted, limit) in of(party).filter(|(_, limit)| limit.per.is_none()) {
            let places = usize::try_from(limit.calls.max(1)).unwrap_or(Semaphore::MAX_PERMITS);
            let gate = Arc::clone(
                lock(&self.gates)
                    .entry(counted)
                    .or_insert_with(|| Arc::new(Semaphore::new(places))),
            );
            // The gate is never closed, so it always opens.
            open.extend(gate.acquire_owned().await);
        }
        open
    }
}

/// The limits that calls of this party count towards.
fn of(party: Party<'_>) -> impl Iterator<Item = (Counted, &Limit)> {
    party.provider.limit.iter().enumerate().map(move |(n, limit)| {
        let account = (limit.of != LimitOf::App).then(|| party.account.to_owned());
        let counted = Counted {
            provider: party.provider.id.clone(),
            environment: party.environment,
            account,
            limit: n,
        };
        (counted, limit)
    })
}
