//! The hash of an entry: SHA-256 over its fields, each preceded by its length, and over the
//! hash of the entry before it. Two different entries never give the same bytes, and what is
//! hashed is what stands in the database, to the letter.

use sha2::{Digest, Sha256};

use crate::Hash;

/// Begins the hash of an entry. Another way of hashing gets another number.
const ENTRY: &str = "patchbay.firm.audit.entry.1";
/// Begins what the first entry follows from.
const BEGINNING: &str = "patchbay.firm.audit.beginning.1";

/// What an entry says, as it is hashed.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) seq: i64,
    pub(super) at: &'a str,
    pub(super) actor: Option<&'a str>,
    pub(super) origin: &'a str,
    pub(super) action: &'a str,
    pub(super) subject: Option<&'a str>,
    pub(super) provider: Option<&'a str>,
    pub(super) detail: &'a str,
    pub(super) previous: &'a Hash,
}

impl Said<'_> {
    pub(super) fn hash(&self) -> Hash {
        let mut bytes = Bytes::beginning(ENTRY);
        bytes.field(&self.seq.to_be_bytes());
        bytes.field(self.at.as_bytes());
        bytes.maybe(self.actor);
        bytes.field(self.origin.as_bytes());
        bytes.field(self.action.as_bytes());
        bytes.maybe(self.subject);
        bytes.maybe(self.provider);
        bytes.field(self.detail.as_bytes());
        bytes.field(self.previous);
        Sha256::digest(bytes.0).into()
    }
}

/// What the first entry of a server follows from.
pub(super) fn beginning(server: &str) -> Hash {
    let mut bytes = Bytes::beginning(BEGINNING);
    bytes.field(server.as_bytes());
    Sha256::digest(bytes.0).into()
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

    /// Nothing is not the same as an empty text.
    fn maybe(&mut self, field: Option<&str>) {
        self.0.push(u8::from(field.is_some()));
        if let Some(text) = field {
            self.field(text.as_bytes());
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
            subject: None,
            provider: None,
            detail: "{}",
            previous: &[0; 32],
        };
        let moved = Said { actor: Some("a"), origin: "bc", ..said };
        assert_ne!(said.hash(), moved.hash());
        assert_ne!(said.hash(), Said { subject: Some(""), ..said }.hash());
        let other = Said { subject: Some("p"), ..said }.hash();
        assert_ne!(other, Said { provider: Some("p"), ..said }.hash());
    }
}
