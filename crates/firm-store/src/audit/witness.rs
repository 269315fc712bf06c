//! What the trails of computers and of the server know of each other: a computer says where its
//! own ends, which is entered here, and is told where ours ends then. Whoever writes one of them
//! anew, or cuts it off, has to do the same with the other.

use super::Action;
use crate::value::{Row, values};
use crate::{Hash, Session, StoreError};

/// An entry of a trail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrailPlace {
    /// Its number.
    pub entry: i64,
    /// Its hash.
    pub hash: Hash,
}

impl TrailPlace {
    /// As it is written into an entry: in groups, since a word as long as a hash has the shape of
    /// a secret and is taken out.
    #[must_use]
    pub fn written(&self) -> String {
        let groups = self.hash.chunks(4).map(|four| {
            let group: String = four.iter().map(|byte| format!("{byte:02x}")).collect();
            group
        });
        format!("{}: {}", self.entry, groups.collect::<Vec<_>>().join(" "))
    }

    fn read(text: &str) -> Option<Self> {
        let (entry, groups) = text.split_once(": ")?;
        let digits: String = groups.split(' ').collect();
        if digits.len() != 64 || !digits.is_ascii() {
            return None;
        }
        let mut hash = Hash::default();
        for (n, byte) in hash.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&digits[2 * n..2 * n + 2], 16).ok()?;
        }
        Some(Self { entry: entry.parse().ok()?, hash })
    }
}

/// Under which name an entry holds where a computer's trail ended.
pub(crate) const ENDED: &str = "ended";

impl Session {
    /// The last entry. Where there is none, number 0 with what the first will follow from.
    pub async fn end_of_trail(&mut self) -> Result<TrailPlace, StoreError> {
        let sql = "select seq, hash from audit_entries order by seq desc limit 1";
        let read = |row: &mut Row| Ok(TrailPlace { entry: row.number()?, hash: row.hash()? });
        match self.row(sql, values![], read).await? {
            Some(end) => Ok(end),
            None => {
                let hash = super::chain::beginning(&self.identity().await?.id);
                Ok(TrailPlace { entry: 0, hash })
            }
        }
    }

    /// Whether such an entry is in the trail.
    pub async fn is_in_trail(&mut self, place: &TrailPlace) -> Result<bool, StoreError> {
        let sql = "select hash from audit_entries where seq = $1";
        let found = self.row(sql, values![place.entry], Row::hash).await?;
        Ok(found == Some(place.hash))
    }

    /// Where this computer said last that its trail ends.
    pub async fn trail_of_device(
        &mut self,
        device: &str,
    ) -> Result<Option<TrailPlace>, StoreError> {
        let sql = "select detail from audit_entries where action = $1 and subject = $2
                   order by seq desc limit 1";
        let action = Action::TrailWitnessed.as_str();
        let found = self.row(sql, values![action, device], Row::text).await?;
        let Some(detail) = found else { return Ok(None) };
        let detail: serde_json::Value = serde_json::from_str(&detail).unwrap_or_default();
        Ok(detail[ENDED].as_str().and_then(TrailPlace::read))
    }
}

#[cfg(test)]
mod tests {
    use patchbay_contract::redact_text;

    use super::*;

    #[test]
    fn a_place_in_a_trail_comes_back_from_what_is_written_and_is_not_taken_for_a_secret() {
        let place = TrailPlace { entry: 1234, hash: std::array::from_fn(|n| n as u8 * 7) };
        let written = place.written();
        assert_eq!(redact_text(&written), written);
        assert_eq!(TrailPlace::read(&written), Some(place));
        for odd in ["", "7", "7: ", "7: 00", &written.replace('0', "x"), &written.replace('0', "é")]
        {
            assert_eq!(TrailPlace::read(odd), None, "{odd}");
        }
    }
}
