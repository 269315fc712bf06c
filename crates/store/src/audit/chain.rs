//! The hash of an entry: SHA-256 over its fields, each preceded by its length, and over
//! the hash of the entry before it. Two different entries never give the same bytes, and
//! what is hashed is what stands in the database, to the letter.

use std::fmt::Write;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::Hash;

/// Begins the hash of an entry. Another way of hashing gets another number.
const ENTRY: &str = "patchbay.audit.entry.1";
/// Begins what the first entry follows from.
const BEGINNING: &str = "patchbay.audit.beginning.1";
/// Begins what a checkpoint signs.
const CHECKPOINT: &str = "patchbay.audit.checkpoint.1";
/// Begins what a key signs to vouch for one before it.
const FORMER_KEY: &str = "patchbay.audit.former_key.1";

/// Bits of a place that tell entries of one millisecond apart.
const WITHIN: u32 = 10;

/// What an entry says, as it is hashed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) seq: i64,
    pub(super) at: &'a str,
    pub(super) actor: Option<&'a str>,
    pub(super) origin: &'a str,
    pub(super) action: &'a str,
    pub(super) outcome: &'a str,
    pub(super) provider: Option<&'a str>,
    pub(super) connection: Option<&'a str>,
    pub(super) detail: &'a str,
    pub(super) previous: &'a [u8],
}

impl Said<'_> {
    /// Its hash.
    pub(super) fn hash(&self) -> Hash {
        let mut bytes = Bytes::beginning(ENTRY);
        bytes.number(self.seq);
        bytes.field(self.at.as_bytes());
        bytes.maybe(self.actor);
        bytes.field(self.origin.as_bytes());
        bytes.field(self.action.as_bytes());
        bytes.field(self.outcome.as_bytes());
        bytes.maybe(self.provider);
        bytes.maybe(self.connection);
        bytes.field(self.detail.as_bytes());
        bytes.field(self.previous);
        Sha256::digest(bytes.0).into()
    }
}

impl<'a> From<&'a super::Entry> for Said<'a> {
    fn from(entry: &'a super::Entry) -> Self {
        Self {
            seq: entry.seq,
            at: &entry.at,
            actor: entry.actor.as_deref(),
            origin: &entry.origin,
            action: &entry.action,
            outcome: &entry.outcome,
            provider: entry.provider.as_deref(),
            connection: entry.connection.as_deref(),
            detail: &entry.detail,
            previous: &entry.previous,
        }
    }
}

/// What the first entry of an installation follows from.
pub(super) fn beginning(installation: &str) -> Hash {
    let mut bytes = Bytes::beginning(BEGINNING);
    bytes.field(installation.as_bytes());
    Sha256::digest(bytes.0).into()
}

/// What a checkpoint signs.
pub(super) fn to_sign(installation: &str, seq: i64, hash: &[u8], at: &str) -> Vec<u8> {
    let mut bytes = Bytes::beginning(CHECKPOINT);
    bytes.field(installation.as_bytes());
    bytes.number(seq);
    bytes.field(hash);
    bytes.field(at.as_bytes());
    bytes.0
}

/// What a key signs to vouch for one before it.
pub(super) fn to_vouch(installation: &str, public_key: &[u8], until: i64) -> Vec<u8> {
    let mut bytes = Bytes::beginning(FORMER_KEY);
    bytes.field(installation.as_bytes());
    bytes.field(public_key);
    bytes.number(until);
    bytes.0
}

/// A time as entries write it: always as long, so that it sorts as text too.
pub(super) fn time(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// The time of an entry's text as a place.
pub(super) fn place(at: &str, seq: i64) -> Option<i64> {
    let at: Timestamp = at.parse().ok()?;
    Some(first_place(at) | (seq & ((1 << WITHIN) - 1)))
}

/// The first place that an entry of this time can have.
pub(super) fn first_place(at: Timestamp) -> i64 {
    at.as_millisecond().saturating_mul(1 << WITHIN)
}

/// In hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// From hexadecimal, when it is that and so long.
pub(super) fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    if text.len() != 2 * N || !text.is_ascii() {
        return None;
    }
    for (n, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * n..2 * n + 2)?, 16).ok()?;
    }
    Some(bytes)
}

struct Bytes(Vec<u8>);

impl Bytes {
    fn beginning(with: &str) -> Self {
        let mut bytes = Self(Vec::with_capacity(256));
        bytes.field(with.as_bytes());
        bytes
    }

    fn field(&mut self, field: &[u8]) {
        self.0.extend((field.len() as u64).to_be_bytes());
        self.0.extend(field);
    }

    fn number(&mut self, number: i64) {
        self.field(&number.to_be_bytes());
    }

    /// Nothing is not the same as an empty text.
    fn maybe(&mut self, field: Option<&str>) {
        match field {
            None => self.0.push(0),
            Some(text) => {
                self.0.push(1);
                self.field(text.as_bytes());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_moves_to_the_next_field_gives_another_hash() {
        let said = Said {
            seq: 1,
            at: "t",
            actor: Some("ab"),
            origin: "c",
            action: "x",
            outcome: "y",
            provider: None,
            connection: None,
            detail: "{}",
            previous: &[0; 32],
        };
        let moved = Said { actor: Some("a"), origin: "bc", ..said };
        assert_ne!(said.hash(), moved.hash());
        assert_ne!(said.hash(), Said { provider: Some(""), ..said }.hash());
    }

    #[test]
    fn places_follow_the_time_and_then_the_number() {
        let early = place("2026-11-21T09:00:00.000Z", 7).unwrap();
        let later = place("2026-11-21T09:00:00.001Z", 2).unwrap();
        assert!(early < later);
        assert!(early < place("2026-11-21T09:00:00.000Z", 8).unwrap());
        assert_eq!(place("yesterday", 1), None);
    }

    #[test]
    fn times_are_always_as_long() {
        assert_eq!(time(Timestamp::UNIX_EPOCH), "1970-01-01T00:00:00.000Z");
    }

    #[test]
    fn hexadecimal_comes_back_as_it_went() {
        assert_eq!(from_hex(&hex(&[0, 15, 255])), Some([0, 15, 255]));
        assert_eq!(from_hex::<3>("00ff"), None);
    }
}
