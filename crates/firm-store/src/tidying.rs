//! Tidying: what has ended, and opens nothing any more, goes. What was done stays in the trail,
//! of which nothing ever goes; and what is removed stays known, however long a device was away.

use jiff::{SignedDuration, Timestamp};

use crate::answers::KEPT_FOR;
use crate::value::values;
use crate::{Session, StoreError};

/// So long something is still known for what it was, for whoever comes late.
const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(24 * 30);

/// How much went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tidied {
    /// Answers to requests that may not come again.
    pub answers: u64,
    /// Links that enrol a device, or ask somebody to connect.
    pub links: u64,
    /// Invitations that nobody took.
    pub invitations: u64,
    /// Secrets of keys, from which others took over.
    pub secrets: u64,
    /// Hand-overs that are long over.
    pub handovers: u64,
}

impl Session {
    /// Removes what has ended.
    pub async fn tidy(&mut self, now: Timestamp) -> Result<Tidied, StoreError> {
        let long_ago = now - KNOWN_FOR;
        let sql = "delete from answers where made_at < $1";
        let answers = self.run(sql, values![now - KEPT_FOR]).await?;
        let sql = "delete from enrolment_links where expires_at < $1 or invitation in
                       (select id from invitations where used_at is null and revoked_at < $1)";
        let mut links = self.run(sql, values![long_ago]).await?;
        let sql = "delete from connect_links where expires_at < $1";
        links += self.run(sql, values![long_ago]).await?;
        let sql = "delete from invitations where used_at is null
                       and (expires_at < $1 or revoked_at < $1)
                       and id not in (select invitation from enrolment_links
                                      where invitation is not null)";
        let invitations = self.run(sql, values![long_ago]).await?;
        let sql = "delete from api_key_secrets where ends_at < $1";
        let secrets = self.run(sql, values![long_ago]).await?;
        self.run("delete from relayed where ends_at < $1", values![now]).await?;
        let sql = "delete from ended_handovers where ended_at < $1";
        let handovers = self.run(sql, values![long_ago]).await?;
        Ok(Tidied { answers, links, invitations, secrets, handovers })
    }
}
