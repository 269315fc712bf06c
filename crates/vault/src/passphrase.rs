//! A key from a passphrase, by Argon2id.
//!
//! The cost is kept with the door, so that it can rise later without shutting anybody
//! out. Asking for the passphrase and remembering it are not here: it is never kept.

use argon2::{Algorithm, Argon2, Params, Version};

use crate::key::{KEY_BYTES, fill};
use crate::{Key, NoRandomness, Secret};

/// The fewest characters a passphrase may have.
pub const SHORTEST_PASSPHRASE: usize = 12;

const SALT: usize = 16;

/// How a door's key is made from its passphrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    salt: [u8; SALT],
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// The key could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotStretched {
    /// The passphrase is too short to be one.
    #[error("the passphrase is shorter than {SHORTEST_PASSPHRASE} characters")]
    TooShort,
    /// What the door says of its cost cannot be.
    #[error("how this passphrase was stretched cannot be read: {0}")]
    Unreadable(String),
    /// The memory that it takes is not there.
    #[error("there is not enough memory to stretch the passphrase")]
    NoMemory,
}

impl Stretch {
    /// A new salt, at the cost that is right today: 64 MiB and three passes, which is
    /// a fraction of a second for the person and a machine hall for whoever guesses.
    pub fn new() -> Result<Self, NoRandomness> {
        let mut salt = [0; SALT];
        fill(&mut salt)?;
        Ok(Self { salt, memory_kib: 64 * 1024, passes: 3, lanes: 1 })
    }

    /// The same at the least cost there is, for tests that are not about it.
    #[cfg(test)]
    const fn cheap() -> Self {
        Self { salt: [1; SALT], memory_kib: 8, passes: 1, lanes: 1 }
    }

    /// The key of this passphrase.
    pub fn key(&self, passphrase: &Secret<String>) -> Result<Key, NotStretched> {
        let passphrase = passphrase.expose_secret();
        let unreadable = |error: argon2::Error| NotStretched::Unreadable(error.to_string());
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(KEY_BYTES))
            .map_err(unreadable)?;
        Key::written(|key| {
            Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
                .hash_password_into(passphrase.as_bytes(), &self.salt, key)
                .map_err(|error| match error {
                    argon2::Error::OutOfMemory => NotStretched::NoMemory,
                    other => unreadable(other),
                })
        })
    }

    /// As the door keeps it.
    #[must_use]
    pub fn to_text(&self) -> String {
        let Self { salt, memory_kib, passes, lanes } = self;
        let salt = data_encoding::HEXLOWER.encode(salt);
        format!("argon2id m={memory_kib} t={passes} p={lanes} salt={salt}")
    }

    /// What [`Self::to_text`] wrote.
    pub fn from_text(text: &str) -> Result<Self, NotStretched> {
        let unreadable = || NotStretched::Unreadable(text.to_owned());
        let rest = text.strip_prefix("argon2id ").ok_or_else(unreadable)?;
        let part = |name: &str| {
            rest.split(' ')
                .find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
                .ok_or_else(unreadable)
        };
        let number = |name| part(name)?.parse().map_err(|_| unreadable());
        let salt = data_encoding::HEXLOWER
            .decode(part("salt")?.as_bytes())
            .ok()
            .and_then(|salt| salt.try_into().ok())
            .ok_or_else(unreadable)?;
        Ok(Self { salt, memory_kib: number("m")?, passes: number("t")?, lanes: number("p")? })
    }
}

/// Refuses what is too short to be a passphrase. What is long enough is the person's
/// to judge.
pub fn is_long_enough(passphrase: &Secret<String>) -> Result<(), NotStretched> {
    if passphrase.expose_secret().chars().count() < SHORTEST_PASSPHRASE {
        return Err(NotStretched::TooShort);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(text: &str) -> Secret<String> {
        Secret::new(text.into())
    }

    #[test]
    fn the_same_passphrase_and_salt_give_the_same_key_and_others_do_not() {
        let key = |stretch: &Stretch, text| *stretch.key(&phrase(text)).unwrap().expose_secret();
        let one = Stretch::cheap();
        let other = Stretch { salt: [2; SALT], ..one.clone() };
        assert_eq!(key(&one, "correct horse"), key(&one, "correct horse"));
        assert_ne!(key(&one, "correct horse"), key(&one, "correct horsf"));
        assert_ne!(key(&one, "correct horse"), key(&other, "correct horse"));
    }

    #[test]
    fn how_it_was_stretched_comes_back_from_its_text() {
        let stretch = Stretch::new().unwrap();
        assert_eq!(Stretch::from_text(&stretch.to_text()), Ok(stretch));
    }

    #[test]
    fn a_text_that_is_not_one_is_refused_with_itself() {
        for text in ["", "scrypt n=1", "argon2id m=8 t=1 p=1", "argon2id m=8 t=x p=1 salt=00"] {
            let refused = Stretch::from_text(text).unwrap_err();
            assert_eq!(refused, NotStretched::Unreadable(text.into()));
        }
    }

    #[test]
    fn letters_are_counted_and_not_bytes() {
        assert_eq!(is_long_enough(&phrase("short")), Err(NotStretched::TooShort));
        assert_eq!(is_long_enough(&phrase("ééééééééééé")), Err(NotStretched::TooShort));
        assert_eq!(is_long_enough(&phrase("twelve chars")), Ok(()));
    }

    #[test]
    fn a_new_door_costs_as_much_as_is_right_today() {
        let stretch = Stretch::new().unwrap();
        assert_eq!((stretch.memory_kib, stretch.passes), (65_536, 3));
    }
}
