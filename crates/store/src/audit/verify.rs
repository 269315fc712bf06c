//! Checking the chain from its first entry to its last: that every entry is as it was
//! written, that none is missing, and that what was signed and noted still fits.
//!
//! It names the first entry that does not. Which entry that is cannot always be known:
//! where a stretch was written anew, it is the last one of the stretch that is proven.

use std::collections::BTreeMap;

use patchbay_contract::{AuditBreak, AuditBreakKind};

use super::anchor::Found;
use super::chain::{self, Said};
use super::entry::COLUMNS;
use super::{Audit, Checkpoint, Entry, Hash, Signatures};
use crate::OpenError;

/// How many entries are in memory at once.
const BATCH: i64 = 4_000;

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    /// How many entries were checked.
    pub checked: u64,
    /// The first that is not as it was written.
    pub broken: Option<AuditBreak>,
    /// The last entry that a good signature covers.
    pub signed_until: Option<u64>,
}

impl Audit {
    /// Checks the whole trail.
    pub async fn verify(&self, signatures: &Signatures) -> Result<Verified, OpenError> {
        let sqlite = |error| self.sqlite(error);
        let installation: String = sqlx::query_scalar("select id from installation")
            .fetch_one(&self.readers)
            .await
            .map_err(sqlite)?;
        let expected = Expected::of(self.anchor()?, self.checkpoints().await?);
        let mut walk = Walk { last: 0, hash: chain::beginning(&installation), signed: None };
        loop {
            let entries = self.batch(walk.last, i64::MAX).await?;
            if entries.is_empty() {
                break;
            }
            for entry in &entries {
                if let Err(broken) = walk.step(entry, &expected, &installation, signatures) {
                    let broken = match broken.kind {
                        AuditBreakKind::Changed if self.was_elsewhere(entry).await? => {
                            AuditBreak { kind: AuditBreakKind::OutOfOrder, ..broken }
                        }
                        _ => broken,
                    };
                    return Ok(walk.ends(Some(broken)));
                }
            }
        }
        let broken = expected.beyond(walk.last);
        Ok(walk.ends(broken))
    }

    /// The entries after `after`, some at a time.
    pub(super) async fn batch(&self, after: i64, until: i64) -> Result<Vec<Entry>, OpenError> {
        // A kind that is gone must not hide its entries.
        sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "select {COLUMNS} from audit_entries e
             left join (select id, actor, coalesce(action, '') as action,
                               coalesce(outcome, '') as outcome, provider, connection
                        from audit_kinds) k on k.id = e.kind
             where e.seq > ? and e.seq <= ? order by e.seq limit ?"
        )))
        .bind(after)
        .bind(until)
        .bind(BATCH)
        .fetch_all(&self.readers)
        .await
        .map_err(|error| self.sqlite(error))
    }

    /// Whether the entry would be as it was written if it had another number.
    async fn was_elsewhere(&self, entry: &Entry) -> Result<bool, OpenError> {
        let last: Option<i64> = sqlx::query_scalar("select max(seq) from audit_entries")
            .fetch_one(&self.readers)
            .await
            .map_err(|error| self.sqlite(error))?;
        let said = Said::from(entry);
        let own = entry.own_hash();
        let others = (1..=last.unwrap_or_default()).filter(|seq| *seq != entry.seq);
        Ok(others.into_iter().any(|seq| Some(Said { seq, ..said }.hash()) == own))
    }
}

/// Where the check stands.
struct Walk {
    last: i64,
    hash: Hash,
    signed: Option<i64>,
}

impl Walk {
    fn step(
        &mut self,
        entry: &Entry,
        expected: &Expected,
        installation: &str,
        signatures: &Signatures,
    ) -> Result<(), AuditBreak> {
        let seq = self.last + 1;
        let broken = |kind| Err(broken_at(seq, kind));
        if entry.seq != seq {
            return broken(AuditBreakKind::Missing);
        }
        let hash = Said::from(entry).hash();
        let is_in_place = chain::place(&entry.at, seq) == Some(entry.place);
        if entry.own_hash() != Some(hash) || !is_in_place {
            return broken(AuditBreakKind::Changed);
        }
        if entry.previous != self.hash {
            // This one is whole, so it is the one before that is not what it followed.
            return Err(match seq {
                1 => broken_at(1, AuditBreakKind::Rewritten),
                _ => broken_at(seq - 1, AuditBreakKind::Rewritten),
            });
        }
        for claim in expected.at(seq) {
            if claim.hash != hash {
                return broken(AuditBreakKind::Rewritten);
            }
            if let Some(checkpoint) = &claim.checkpoint {
                if !checkpoint.is_good(installation, signatures) {
                    return broken(AuditBreakKind::Forged);
                }
                self.signed = Some(seq);
            }
        }
        if expected.unsigned == Some(seq) {
            return broken(AuditBreakKind::Unsigned);
        }
        self.last = seq;
        self.hash = hash;
        Ok(())
    }

    fn ends(&self, broken: Option<AuditBreak>) -> Verified {
        let number = |seq: i64| u64::try_from(seq).unwrap_or_default();
        Verified { checked: number(self.last), broken, signed_until: self.signed.map(number) }
    }
}

/// What something besides an entry says of its hash.
struct Claim {
    hash: Hash,
    checkpoint: Option<Checkpoint>,
}

/// Everything that is said of the chain besides the chain itself.
struct Expected {
    claims: BTreeMap<i64, Vec<Claim>>,
    /// An entry that was signed, and the signature is gone from the database.
    unsigned: Option<i64>,
    /// The anchor cannot be read or is gone, and so cannot say where the end was.
    adrift: bool,
}

impl Expected {
    fn of(anchor: Found, checkpoints: Vec<Checkpoint>) -> Self {
        let mut claims: BTreeMap<i64, Vec<Claim>> = BTreeMap::new();
        let mut claim = |seq, hash, checkpoint| {
            claims.entry(seq).or_default().push(Claim { hash, checkpoint });
        };
        let mut unsigned = None;
        let adrift = match anchor {
            Found::Anchor(anchor) => {
                claim(anchor.seq, anchor.hash, None);
                if let Some(signed) = anchor.checkpoint {
                    let is_kept = checkpoints.iter().any(|kept| kept.seq == signed.seq);
                    unsigned = (!is_kept).then_some(signed.seq);
                    claim(signed.seq, signed.hash, Some(signed));
                }
                false
            }
            Found::Nothing | Found::Unreadable => true,
        };
        for checkpoint in checkpoints {
            claim(checkpoint.seq, checkpoint.hash, Some(checkpoint));
        }
        Self { claims, unsigned, adrift }
    }

    fn at(&self, seq: i64) -> impl Iterator<Item = &Claim> {
        self.claims.get(&seq).into_iter().flatten()
    }

    /// What is said of entries behind the last one.
    fn beyond(&self, last: i64) -> Option<AuditBreak> {
        if self.claims.range(last + 1..).next().is_some() {
            return Some(broken_at(last + 1, AuditBreakKind::TailCut));
        }
        (self.adrift && last > 0).then(|| broken_at(last, AuditBreakKind::AnchorGone))
    }
}

fn broken_at(seq: i64, kind: AuditBreakKind) -> AuditBreak {
    AuditBreak { seq: u64::try_from(seq).unwrap_or_default(), kind }
}
