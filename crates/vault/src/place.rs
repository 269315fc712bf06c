//! Where a sealed value belongs. A seal opens only in its own place.

/// The one place of a sealed value. It is bound into the seal, so that the bytes
/// cannot be moved to another firm, table, row or column, nor put back in place of
/// what the same row held later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The installation's id.
    pub firm: &'a str,
    /// The table.
    pub table: &'a str,
    /// The row's id.
    pub row: &'a str,
    /// The column.
    pub column: &'a str,
    /// How often the row was written.
    pub generation: u64,
}

impl Place<'_> {
    /// Writes the place as bytes. Every part is preceded by its length, so that no two
    /// places read the same.
    pub(crate) fn write(&self, bytes: &mut Vec<u8>) {
        for part in self.parts() {
            bytes.extend((part.len() as u64).to_be_bytes());
            bytes.extend(part.as_bytes());
        }
        bytes.extend(self.generation.to_be_bytes());
    }

    /// How many bytes that are.
    pub(crate) fn length(&self) -> usize {
        self.parts().iter().map(|part| size_of::<u64>() + part.len()).sum::<usize>()
            + size_of::<u64>()
    }

    const fn parts(&self) -> [&str; 4] {
        [self.firm, self.table, self.row, self.column]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_a_letter_from_one_part_to_the_next_is_another_place() {
        let one = Place { firm: "ab", table: "c", row: "d", column: "e", generation: 1 };
        let other = Place { firm: "a", table: "bc", ..one };
        let bytes = |place: &Place<'_>| {
            let mut bytes = Vec::new();
            place.write(&mut bytes);
            assert_eq!(bytes.len(), place.length());
            bytes
        };
        assert_ne!(bytes(&one), bytes(&other));
    }
}
