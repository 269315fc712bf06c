//! Entering, reading and checking the trail.

use jiff::Timestamp;

use super::chain::{Said, beginning};
use super::detail::NewEntry;
use super::witness::TrailPlace;
use crate::value::{Row, time, values};
use crate::{Hash, PAGE, Session, StoreError};

/// How many entries a check reads at once.
const AT_ONCE: i64 = 1000;

/// An entry, as it stands in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number.
    pub seq: i64,
    /// When.
    pub at: String,
    /// Who; nobody for the server itself.
    pub actor: Option<String>,
    /// From where.
    pub origin: String,
    /// What was done.
    pub action: String,
    /// To whom or what.
    pub subject: Option<String>,
    /// About which provider.
    pub provider: Option<String>,
    /// The facts, as JSON.
    pub detail: String,
    /// The hash of the entry before.
    pub previous: Hash,
    /// Its hash.
    pub hash: Hash,
}

/// Which entries. What is empty keeps none out.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// By this one.
    pub actor: Option<String>,
    /// Of this action.
    pub action: Option<String>,
    /// About this provider.
    pub provider: Option<String>,
    /// Not before.
    pub since: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
}

/// A trail without a break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditWhole {
    /// How many entries it has.
    pub entries: i64,
    /// The hash of the last, or of what the first will follow from.
    pub last: Hash,
}

/// Where a trail is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuditBroken {
    /// What it says is not what was entered.
    #[error("entry {0} is not as it was entered")]
    Changed(i64),
    /// It is missing.
    #[error("entry {0} is missing")]
    Missing(i64),
}

fn entry(row: &mut Row) -> Result<AuditEntry, StoreError> {
    Ok(AuditEntry {
        seq: row.number()?,
        at: row.text()?,
        actor: row.maybe_text()?,
        origin: row.text()?,
        action: row.text()?,
        subject: row.maybe_text()?,
        provider: row.maybe_text()?,
        detail: row.text()?,
        previous: row.hash()?,
        hash: row.hash()?,
    })
}

impl AuditEntry {
    fn said(&self) -> Said<'_> {
        Said {
            seq: self.seq,
            at: &self.at,
            actor: self.actor.as_deref(),
            origin: &self.origin,
            action: &self.action,
            subject: self.subject.as_deref(),
            provider: self.provider.as_deref(),
            detail: &self.detail,
            previous: &self.previous,
        }
    }
}

impl Session {
    /// Enters this. Only a change ([`crate::Store::write`]) may.
    pub async fn enter(&mut self, new: &NewEntry) -> Result<(), StoreError> {
        let TrailPlace { entry: last, hash: previous } = self.end_of_trail().await?;
        let (seq, at) = (last + 1, time(new.at));
        let detail = serde_json::to_string(&new.detail)
            .map_err(|_| StoreError::Broken("facts that cannot be written"))?;
        let said = Said {
            seq,
            at: &at,
            actor: new.actor.as_deref(),
            origin: &new.origin,
            action: new.action.as_str(),
            subject: new.subject.as_deref(),
            provider: new.provider.as_deref(),
            detail: &detail,
            previous: &previous,
        };
        let sql = "insert into audit_entries (seq, at, actor, origin, action, subject, provider,
                       detail, previous, hash)
                   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        let NewEntry { actor, origin, action, subject, provider, .. } = new;
        let hash = said.hash();
        let values = values![
            seq,
            &at,
            actor,
            origin,
            action.as_str(),
            subject,
            provider,
            &detail,
            &previous,
            &hash
        ];
        self.run(sql, values).await.map(drop)
    }

    /// A page of entries, the newest first, before this number.
    pub async fn entries(
        &mut self,
        filter: &AuditFilter,
        before: i64,
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let at = |at: Option<Timestamp>| at.map(time).unwrap_or_default();
        let sql = "select seq, at, actor, origin, action, subject, provider, detail, previous, hash
                   from audit_entries
                   where seq < $1 and ($2 = '' or actor = $2) and ($3 = '' or action = $3)
                       and ($4 = '' or provider = $4) and ($5 = '' or at >= $5)
                       and ($6 = '' or at < $6)
                   order by seq desc limit $7";
        let AuditFilter { actor, action, provider, since, until } = filter;
        let values = values![
            before,
            &text(actor),
            &text(action),
            &text(provider),
            &at(*since),
            &at(*until),
            PAGE as i64
        ];
        self.rows(sql, values, entry).await
    }

    /// Checks the whole trail, or says where it is broken first.
    pub async fn check_trail(&mut self) -> Result<Result<AuditWhole, AuditBroken>, StoreError> {
        let (mut seq, mut last) = (0, beginning(&self.identity().await?.id));
        let sql = "select seq, at, actor, origin, action, subject, provider, detail, previous, hash
                   from audit_entries where seq > $1 order by seq limit $2";
        loop {
            let entries = self.rows(sql, values![seq, AT_ONCE], entry).await?;
            if entries.is_empty() {
                return Ok(Ok(AuditWhole { entries: seq, last }));
            }
            for entry in entries {
                seq += 1;
                if entry.seq != seq {
                    return Ok(Err(AuditBroken::Missing(seq)));
                }
                if entry.previous != last || entry.said().hash() != entry.hash {
                    return Ok(Err(AuditBroken::Changed(seq)));
                }
                last = entry.hash;
            }
        }
    }
}
