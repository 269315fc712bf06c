//! What is known of a key beside what is sealed of it: what kind of credential it is, its id, and
//! what people may see of it.

use patchbay_contract::Problem;
use patchbay_custody::{KeptKey, from_bytes};
use patchbay_gateway::Values;
use patchbay_vault::Secret;

use crate::connect::told;

/// What kind of credential this is.
pub(super) const KEY: &str = "key";

/// As many characters of a secret as are shown.
const SHOWN: usize = 4;

/// Under which id it is sealed.
pub(super) fn credential_of(connection: &str) -> String {
    format!("{connection}.{KEY}")
}

/// What fills the places of a form again, once the seal is off.
pub(super) fn opened(bytes: &Secret<Vec<u8>>) -> Result<Values, Problem> {
    let kept: Secret<KeptKey> = told(from_bytes(bytes))?;
    Ok(kept.expose_secret().values())
}

/// The last characters of a secret that is long enough to keep the others.
pub(super) fn hint(secret: &str) -> Option<String> {
    let letters: Vec<char> = secret.trim_end().chars().collect();
    let end = letters.get(letters.len().checked_sub(SHOWN)?..)?;
    (letters.len() >= 4 * SHOWN && end.iter().all(|c| c.is_ascii_graphic()))
        .then(|| end.iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_secret_shows_nothing_of_itself() {
        assert_eq!(hint("0123456789abcdef").as_deref(), Some("cdef"));
        assert_eq!(hint("0123456789abcde"), None);
        assert_eq!(hint(""), None);
    }
}
