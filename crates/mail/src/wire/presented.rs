//! Whose certificate a server showed, for the person who has to do something about it.

use jiff::Timestamp;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::scrub::{printable, shortened};

/// The most names, and the longest, that are kept.
const NAMES: usize = 8;
const LONGEST: usize = 120;

/// A certificate as it was shown. Nothing of it is trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presented {
    /// Whom it names.
    pub subject: String,
    /// Who says so.
    pub issuer: String,
    /// The servers it is for.
    pub names: Vec<String>,
    /// When it ends.
    pub ends: Option<Timestamp>,
}

impl Presented {
    pub(super) fn read(der: &[u8]) -> Option<Self> {
        let (_, certificate) = X509Certificate::from_der(der).ok()?;
        let names = certificate.subject_alternative_name().ok().flatten();
        let names = names.map(|names| names.value.general_names.as_slice()).unwrap_or_default();
        let names = names.iter().filter_map(|name| match name {
            GeneralName::DNSName(name) => Some(short(name)),
            _ => None,
        });
        Some(Self {
            subject: short(&certificate.subject().to_string()),
            issuer: short(&certificate.issuer().to_string()),
            names: names.take(NAMES).collect(),
            ends: Timestamp::from_second(certificate.validity().not_after.timestamp()).ok(),
        })
    }
}

fn short(text: &str) -> String {
    shortened(&printable(text), LONGEST)
}
