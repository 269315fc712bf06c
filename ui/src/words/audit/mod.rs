//! The words of the audit trail, a file a language.

#![allow(missing_docs, reason = "the words of each language say what a key is")]

mod english;
mod spanish;

use patchbay_contract::{AuditAction, AuditArea, AuditBreakKind, AuditOutcome};

use crate::state::sought::Period;

pub(super) use english::WORDS as ENGLISH;
pub(super) use spanish::WORDS as SPANISH;

/// Every word of the audit trail.
pub struct AuditWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub entries: fn(u64) -> String,
    pub signed_to_the_end: &'static str,
    pub signed_until: fn(u64) -> String,
    pub not_signed: &'static str,
    pub vault_not_open: &'static str,
    pub check: &'static str,
    pub checking: &'static str,
    pub whole: fn(u64) -> String,
    pub whole_signed: fn(u64) -> String,
    pub whole_fits: fn(u64) -> String,
    pub whole_not_signed: &'static str,
    pub broken: fn(u64) -> String,
    pub broken_how: fn(AuditBreakKind) -> &'static str,
    pub broken_remedy: &'static str,
    pub known_at_server: fn(&str, u64) -> String,
    pub other_here: fn(&str) -> String,
    pub other_there: fn(&str) -> String,
    pub other_there_remedy: &'static str,
    pub export_csv: &'static str,
    pub export_csv_means: &'static str,
    pub export_json: &'static str,
    pub export_json_means: &'static str,
    pub exporting: &'static str,
    pub exported: fn(u64) -> String,
    pub export_path: &'static str,
    pub export_follows_filters: &'static str,
    pub filters: &'static str,
    pub about: &'static str,
    pub ended: &'static str,
    pub provider: &'static str,
    pub who: &'static str,
    pub when: &'static str,
    pub what: &'static str,
    pub from_where: &'static str,
    pub who_from_where: &'static str,
    pub connection: &'static str,
    pub only_one_connection: &'static str,
    pub only_this_connection: &'static str,
    pub anyone: &'static str,
    pub patchbay: &'static str,
    pub by_itself: &'static str,
    pub unknown_action: &'static str,
    pub none_yet: &'static str,
    pub none_fit: &'static str,
    pub older: &'static str,
    pub no_older: &'static str,
    pub shown: fn(usize, bool) -> String,
    pub entry: &'static str,
    pub number: &'static str,
    pub hash: &'static str,
    pub previous: &'static str,
    pub hashes: &'static str,
    pub hashes_mean: &'static str,
    pub area: fn(AuditArea) -> &'static str,
    pub action: fn(AuditAction) -> &'static str,
    pub outcome: fn(AuditOutcome) -> &'static str,
    pub period: fn(Period) -> &'static str,
    pub fact: fn(&str) -> Option<&'static str>,
}
