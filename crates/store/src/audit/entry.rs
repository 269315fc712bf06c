//! What is to be entered, and an entry as it stands in the database.

use std::collections::BTreeMap;

use jiff::Timestamp;
use patchbay_contract::{AuditAction, AuditActor, AuditEntry, AuditOutcome, redact_text};

use super::Hash;
use super::chain::hex;
use super::detail::{Detail, bounded};

/// Something to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    pub(super) at: Timestamp,
    pub(super) actor: AuditActor,
    pub(super) origin: String,
    pub(super) action: AuditAction,
    pub(super) outcome: AuditOutcome,
    pub(super) provider: Option<String>,
    pub(super) connection: Option<String>,
    pub(super) detail: Detail,
}

impl NewEntry {
    /// Somebody did something, and it was done.
    #[must_use]
    pub fn new(at: Timestamp, actor: AuditActor, origin: &str, action: AuditAction) -> Self {
        let actor = match actor {
            AuditActor::Person(name) => match bounded(&redact_text(name.trim())) {
                // The database keeps the empty name for nobody.
                name if name.is_empty() => AuditActor::Person("?".into()),
                name => AuditActor::Person(name),
            },
            AuditActor::Patchbay => AuditActor::Patchbay,
        };
        Self {
            at,
            actor,
            origin: bounded(&redact_text(origin)),
            action,
            outcome: AuditOutcome::Done,
            provider: None,
            connection: None,
            detail: Detail::new(),
        }
    }

    /// With how it ended.
    #[must_use]
    pub fn ended(mut self, outcome: AuditOutcome) -> Self {
        self.outcome = outcome;
        self
    }

    /// About this provider.
    #[must_use]
    pub fn provider(mut self, id: &str) -> Self {
        self.provider = given(id);
        self
    }

    /// About this connection.
    #[must_use]
    pub fn connection(mut self, provider: &str, id: &str) -> Self {
        self.connection = given(id);
        self.provider(provider)
    }

    /// With these facts.
    #[must_use]
    pub fn detail(mut self, detail: Detail) -> Self {
        self.detail = detail;
        self
    }
}

fn given(id: &str) -> Option<String> {
    Some(bounded(&redact_text(id))).filter(|id| !id.is_empty())
}

/// An entry as it stands in the database, in its own words: one that was tampered with
/// can still be read.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Entry {
    /// Its number.
    pub seq: i64,
    /// What it is sorted by.
    pub(super) place: i64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Who; nobody when it was Patchbay by itself.
    pub actor: Option<String>,
    /// From where.
    pub origin: String,
    /// What.
    pub action: String,
    /// How it ended.
    pub outcome: String,
    /// The provider.
    pub provider: Option<String>,
    /// The connection.
    pub connection: Option<String>,
    /// The facts, as JSON.
    pub detail: String,
    /// The hash of the one before.
    pub previous: Vec<u8>,
    /// Its own.
    pub hash: Vec<u8>,
}

/// The columns of an [`Entry`], of `audit_entries e` joined with `audit_kinds k`.
pub(super) const COLUMNS: &str = "e.seq, e.place, e.at, k.actor, e.origin, k.action, k.outcome, \
                                  k.provider, k.connection, e.detail, e.previous, e.hash";

impl Entry {
    /// Its own hash, if it is as long as one.
    pub(super) fn own_hash(&self) -> Option<Hash> {
        self.hash.as_slice().try_into().ok()
    }

    /// As it is shown.
    #[must_use]
    pub fn shown(&self) -> AuditEntry {
        let detail: BTreeMap<String, String> =
            serde_json::from_str(&self.detail).unwrap_or_else(|_| {
                BTreeMap::from([("unreadable".to_owned(), bounded(&redact_text(&self.detail)))])
            });
        AuditEntry {
            seq: u64::try_from(self.seq).unwrap_or_default(),
            at: self.at.parse().unwrap_or(Timestamp::UNIX_EPOCH),
            actor: self.actor.clone().map_or(AuditActor::Patchbay, AuditActor::Person),
            origin: self.origin.clone(),
            action: AuditAction::from_name(&self.action),
            outcome: AuditOutcome::from_name(&self.outcome).unwrap_or(AuditOutcome::Failed),
            provider: self.provider.clone(),
            connection: self.connection.clone(),
            detail,
            previous: hex(&self.previous),
            hash: hex(&self.hash),
        }
    }
}
