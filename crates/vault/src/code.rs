//! Bytes as a code that people copy, read aloud and type: Crockford's base 32 in
//! groups of four, with a checksum.
//!
//! Small letters, spaces and dashes do not matter, and O, I and L are read as the
//! digits they look like. One wrong letter, or two that changed places, is always
//! found out.

use std::sync::LazyLock;

use crc::{CRC_16_IBM_3740, Crc};
use data_encoding::{Encoding, Specification};
use zeroize::Zeroizing;

use crate::Secret;

/// How many letters stand together.
pub const GROUP: usize = 4;

const CHECKSUM: Crc<u16> = Crc::<u16>::new(&CRC_16_IBM_3740);

static LETTERS: LazyLock<Encoding> = LazyLock::new(|| {
    let mut specification = Specification::new();
    specification.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    specification.translate.from.push_str("abcdefghjkmnpqrstvwxyzOoIiLl");
    specification.translate.to.push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
    specification.ignore.push_str(" -\t\r\n");
    // The specification is a constant; a test encodes with it.
    specification.encoding().unwrap_or(data_encoding::BASE32_NOPAD)
});

/// What was typed is not a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotACode {
    /// It has letters that no code has.
    #[error("a code has only letters and digits, and no U")]
    Letters,
    /// It is shorter or longer than a code of this kind.
    #[error("{found} letters were typed, and the code has {expected}")]
    Length {
        /// How many were typed.
        found: usize,
        /// How many there are.
        expected: usize,
    },
    /// A letter is wrong, or two changed places.
    #[error("the code has a slip in it: compare it letter by letter")]
    Checksum,
}

/// Writes the bytes as a code. Their number and two must be a multiple of five.
#[must_use]
pub(crate) fn write(bytes: &[u8]) -> Secret<String> {
    let mut all = Zeroizing::new(bytes.to_vec());
    all.extend(CHECKSUM.checksum(bytes).to_be_bytes());
    let letters = Zeroizing::new(LETTERS.encode(&all));
    let groups: Vec<&str> = (0..letters.len())
        .step_by(GROUP)
        .map(|n| &letters[n..letters.len().min(n + GROUP)])
        .collect();
    Secret::new(groups.join("-"))
}

/// Reads a code of that many bytes.
pub(crate) fn read<const BYTES: usize>(
    typed: &Secret<String>,
) -> Result<Zeroizing<[u8; BYTES]>, NotACode> {
    let letters = Zeroizing::new(
        typed.expose_secret().chars().filter(|c| !is_between(*c)).collect::<String>(),
    );
    let expected = ((BYTES + 2) * 8).div_ceil(5);
    let found = letters.chars().count();
    if letters.chars().any(|letter| !letter.is_ascii_alphanumeric() || matches!(letter, 'u' | 'U'))
    {
        return Err(NotACode::Letters);
    }
    if found != expected {
        return Err(NotACode::Length { found, expected });
    }
    let all = Zeroizing::new(LETTERS.decode(letters.as_bytes()).map_err(|_| NotACode::Checksum)?);
    let mut bytes = Zeroizing::new([0; BYTES]);
    bytes.copy_from_slice(&all[..BYTES]);
    if all[BYTES..] != CHECKSUM.checksum(bytes.as_slice()).to_be_bytes() {
        return Err(NotACode::Checksum);
    }
    Ok(bytes)
}

/// Whether two spellings of a part of a code are the same letters.
pub(crate) fn same_letters(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        text.chars()
            .filter(|c| !is_between(*c))
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                letter => letter,
            })
            .collect::<String>()
    };
    plain(one) == plain(other)
}

fn is_between(letter: char) -> bool {
    letter == '-' || letter.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BYTES: [u8; 8] = [1, 2, 3, 250, 251, 252, 0, 77];

    fn typed(text: &str) -> Secret<String> {
        Secret::new(text.into())
    }

    fn code() -> String {
        write(&BYTES).expose_secret().clone()
    }

    #[test]
    fn a_code_stands_in_groups_of_four_and_comes_back() {
        let code = code();
        assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4, 4, 4, 4]);
        assert_eq!(*read::<8>(&typed(&code)).unwrap(), BYTES);
    }

    #[test]
    fn how_it_is_typed_does_not_matter() {
        let code = code();
        let careless = code.to_lowercase().replace('-', "  ").replace('0', "o").replace('1', "l");
        assert_eq!(*read::<8>(&typed(&format!(" {careless}\n"))).unwrap(), BYTES);
        assert!(same_letters(&code, &careless));
    }

    #[test]
    fn every_single_wrong_letter_is_found_out() {
        let code = code();
        for (n, right) in code.char_indices().filter(|(_, c)| *c != '-') {
            for wrong in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().filter(|c| *c != right) {
                let mut slip = code.clone();
                slip.replace_range(n..=n, &wrong.to_string());
                assert_eq!(read::<8>(&typed(&slip)).unwrap_err(), NotACode::Checksum, "{slip}");
            }
        }
    }

    #[test]
    fn two_letters_that_changed_places_are_found_out() {
        let letters: Vec<char> = code().chars().filter(|c| *c != '-').collect();
        for n in 1..letters.len() {
            let mut slip = letters.clone();
            slip.swap(n - 1, n);
            if slip != letters {
                let slip: String = slip.into_iter().collect();
                assert_eq!(read::<8>(&typed(&slip)).unwrap_err(), NotACode::Checksum, "{slip}");
            }
        }
    }

    #[test]
    fn a_missing_group_is_counted_and_a_strange_letter_is_named() {
        let short = &code()[..14];
        let counted = NotACode::Length { found: 12, expected: 16 };
        assert_eq!(read::<8>(&typed(short)).unwrap_err(), counted);
        assert_eq!(read::<8>(&typed("ABCD-EFGU")).unwrap_err(), NotACode::Letters);
        assert_eq!(read::<8>(&typed("ABCD-ÉFGH")).unwrap_err(), NotACode::Letters);
    }
}
