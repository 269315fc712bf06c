//! The recovery kit: a code on paper that opens the vault when the keychain cannot.
//!
//! It carries 256 random bits, from which its door's key is derived; which kit of which
//! firm it is, so that a wrong one can be named instead of merely failing. It is shown
//! once and not kept: what stays here is a door like any other.

use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::code::{self, NotACode};
use crate::key::KEY_BYTES;
use crate::{Key, NoRandomness, Secret};

const VERSION: u8 = 1;
const KIT: usize = 2;
const FIRM: usize = 3;
/// Version, number, firm and secret; with the checksum that is sixteen groups of four.
const BYTES: usize = 1 + KIT + FIRM + KEY_BYTES;

/// The code of a recovery kit, as it is shown and typed.
pub struct KitCode {
    number: u16,
    firm: [u8; FIRM],
    secret: Key,
}

impl std::fmt::Debug for KitCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KitCode").field("number", &self.number).finish_non_exhaustive()
    }
}

/// Why a typed code is of no use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotThisKit {
    /// It is not a code at all.
    #[error(transparent)]
    NotACode(#[from] NotACode),
    /// A later Patchbay wrote it.
    #[error("this code was made by a newer Patchbay (version {0})")]
    Newer(u8),
    /// It belongs to another firm's vault.
    #[error("this code belongs to another firm")]
    AnotherFirm,
}

impl KitCode {
    /// A new code for the kit of that number.
    pub fn generate(firm: &str, number: u16) -> Result<Self, NoRandomness> {
        Ok(Self { number, firm: tag(firm), secret: Key::generate()? })
    }

    /// Reads what somebody typed, for this firm.
    pub fn read(typed: &Secret<String>, firm: &str) -> Result<Self, NotThisKit> {
        let bytes = code::read::<BYTES>(typed)?;
        if bytes[0] != VERSION {
            return Err(NotThisKit::Newer(bytes[0]));
        }
        let secret =
            Key::from_slice(&bytes[BYTES - KEY_BYTES..]).map_err(|_| NotACode::Checksum)?;
        let code = Self {
            number: u16::from_be_bytes([bytes[1], bytes[2]]),
            firm: [bytes[3], bytes[4], bytes[5]],
            secret,
        };
        if code.firm != tag(firm) {
            return Err(NotThisKit::AnotherFirm);
        }
        Ok(code)
    }

    /// Which kit it is.
    #[must_use]
    pub const fn number(&self) -> u16 {
        self.number
    }

    /// The code in sixteen groups of four, for the paper.
    #[must_use]
    pub fn to_text(&self) -> Secret<String> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(BYTES));
        bytes.push(VERSION);
        bytes.extend(self.number.to_be_bytes());
        bytes.extend(self.firm);
        bytes.extend(self.secret.expose_secret());
        code::write(&bytes)
    }

    /// The key of the kit's door.
    #[must_use]
    pub fn key(&self, firm: &str) -> Key {
        let Ok(key) = Key::written(|key| {
            let derived = Hkdf::<Sha256>::new(Some(firm.as_bytes()), self.secret.expose_secret())
                .expand(b"patchbay recovery kit 1", key);
            debug_assert!(derived.is_ok(), "32 bytes are within what HKDF gives");
            Ok::<(), std::convert::Infallible>(())
        });
        key
    }
}

/// Whether this is the group of the code that stands at that place, counted from one.
#[must_use]
pub fn is_group(code: &Secret<String>, place: usize, typed: &str) -> bool {
    code.expose_secret()
        .split('-')
        .nth(place.wrapping_sub(1))
        .is_some_and(|group| code::same_letters(group, typed))
}

fn tag(firm: &str) -> [u8; FIRM] {
    let digest = Sha256::digest(firm.as_bytes());
    [digest[0], digest[1], digest[2]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_comes_back_from_paper_with_its_number_and_its_key() {
        let code = KitCode::generate("firm", 3).unwrap();
        let text = code.to_text();
        assert_eq!(text.expose_secret().split('-').count(), 16);
        let back = KitCode::read(&text, "firm").unwrap();
        assert_eq!(back.number(), 3);
        assert_eq!(back.key("firm").expose_secret(), code.key("firm").expose_secret());
    }

    #[test]
    fn a_code_of_another_firm_is_called_that() {
        let code = KitCode::generate("firm", 1).unwrap().to_text();
        assert_eq!(KitCode::read(&code, "another").unwrap_err(), NotThisKit::AnotherFirm);
    }

    #[test]
    fn a_slip_is_called_a_slip_and_not_a_wrong_kit() {
        let code = KitCode::generate("firm", 1).unwrap().to_text();
        let text = code.expose_secret();
        let last = text.chars().next_back().unwrap();
        let slip = format!("{}{}", &text[..text.len() - 1], if last == '7' { '8' } else { '7' });
        assert_eq!(
            KitCode::read(&Secret::new(slip), "firm").unwrap_err(),
            NotThisKit::NotACode(NotACode::Checksum)
        );
    }

    #[test]
    fn a_group_is_asked_for_by_its_place() {
        let code = Secret::new(String::from("AB0D-EFGH-1JKM"));
        assert!(is_group(&code, 1, "abod"));
        assert!(is_group(&code, 3, " ijkm "));
        assert!(!is_group(&code, 2, "EFGJ"));
        assert!(!is_group(&code, 0, "AB0D"));
        assert!(!is_group(&code, 4, ""));
    }

    #[test]
    fn a_code_does_not_print_its_secret() {
        let code = KitCode::generate("firm", 3).unwrap();
        assert_eq!(format!("{code:?}"), "KitCode { number: 3, .. }");
    }
}
