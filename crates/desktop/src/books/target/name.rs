//! What a file is called: by its pattern, for a client and a year, so that every
//! system takes the name.

use std::collections::BTreeMap;

use patchbay_providers::sign_in::FileFormat;
use patchbay_providers::{Encoding, Template};

use super::FileTrouble;
use crate::label::nobody_sees;

/// As much of a client's name.
const LONGEST: usize = 80;

/// What Windows calls something else, whatever stands behind the dot.
const TAKEN: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8",
    "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// The name, with its ending.
pub(super) fn of(
    name: &Template,
    format: &FileFormat,
    client: &str,
    year: i16,
) -> Result<String, FileTrouble> {
    let client = fit(client).ok_or(FileTrouble::NoClient)?;
    let values =
        BTreeMap::from([("client".to_owned(), client), ("year".to_owned(), year.to_string())]);
    let stem = name.fill(&values, Encoding::Plain).map_err(|_| FileTrouble::NoClient)?;
    Ok(format!("{stem}.{}", format.extension))
}

/// The name without what no file may be called.
fn fit(client: &str) -> Option<String> {
    let kept: String = client
        .chars()
        .filter(|c| !nobody_sees(*c))
        .map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '-' } else { c })
        .take(LONGEST)
        .collect();
    let kept = kept.trim_matches(|c: char| c.is_whitespace() || c == '.');
    let has_letters = kept.chars().any(char::is_alphanumeric);
    let is_taken = TAKEN.iter().any(|taken| kept.eq_ignore_ascii_case(taken));
    has_letters.then(|| if is_taken { format!("{kept}-") } else { kept.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_cannot_lead_a_file_elsewhere() {
        assert_eq!(fit("Miller & Co").as_deref(), Some("Miller & Co"));
        assert_eq!(fit("../../etc/passwd").as_deref(), Some("-..-etc-passwd"));
        assert_eq!(fit("C:\\Windows").as_deref(), Some("C--Windows"));
        assert_eq!(fit(" Dental Inc. ").as_deref(), Some("Dental Inc"));
        assert_eq!(fit("pay\u{202e}lap").as_deref(), Some("paylap"));
        assert_eq!(fit("con").as_deref(), Some("con-"));
        assert_eq!(fit(" .. "), None);
        assert_eq!(fit("///"), None);
        assert_eq!(fit(&"a".repeat(300)).map(|name| name.len()), Some(LONGEST));
    }
}
