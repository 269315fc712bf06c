//! Recovery kits: what is known of each, the sheet of a new one, and the proof that it is on
//! paper. A code is never printed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A recovery kit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kit {
    /// Its number, which stands on the paper too.
    pub number: u16,
    /// When it was made.
    pub made_at: Timestamp,
    /// When somebody proved to have it on paper.
    pub checked_at: Option<Timestamp>,
    /// When it stopped opening anything.
    pub retired_at: Option<Timestamp>,
}

/// A new recovery kit, for the one time that it is shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitSheet {
    /// Its number.
    pub number: u16,
    /// The code, in its groups.
    pub groups: Vec<String>,
    /// The code as a QR picture: an SVG.
    pub qr: String,
    /// The firm's installation, shortened, so that the paper can be told from others.
    pub installation: String,
    /// Which groups are to be typed as proof, counted from one.
    pub proof: Vec<u8>,
    /// When it was made.
    pub made_at: Timestamp,
}

impl std::fmt::Debug for KitSheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KitSheet").field("number", &self.number).finish_non_exhaustive()
    }
}

/// The proof that a kit is on paper: its groups that were asked for.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitProof {
    /// The kit.
    pub number: u16,
    /// What was typed for each group of [`KitSheet::proof`], in that order; of a kit that
    /// was not just made, the whole code as one.
    pub groups: Vec<String>,
}

impl std::fmt::Debug for KitProof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KitProof").field("number", &self.number).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_a_kit_is_never_printed() {
        let secret = || String::from("canary");
        let printed = [
            format!("{:?}", KitProof { number: 1, groups: vec![secret()] }),
            format!(
                "{:?}",
                KitSheet {
                    number: 1,
                    groups: vec![secret()],
                    qr: secret(),
                    installation: String::new(),
                    proof: Vec::new(),
                    made_at: Timestamp::UNIX_EPOCH,
                }
            ),
        ];
        assert!(printed.iter().all(|text| !text.contains("canary")), "{printed:?}");
    }
}
