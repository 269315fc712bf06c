//! The names of settings, and what each stands for.

use std::fmt;
use std::str::FromStr;

use patchbay_contract::{DefaultKind, Money};

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    /// The firm server's public address.
    Relay,
    /// The connection that is used by default.
    Default(DefaultKind),
    /// Where a segment pays such money.
    Pays(String, Money),
    /// Whose money the only account of a connection holds.
    Holds(String),
    /// What a segment is called.
    Segment(String),
    /// How documents are signed at a provider.
    Signs(String),
    /// How files for tax software are written into the folder of a connection.
    TaxFile(String, OfTaxFile),
    /// In which order AI providers are asked.
    AiOrder,
    /// Which model of a provider is asked.
    AiModel(String),
}

/// What of such a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OfTaxFile {
    Format,
    Name,
    Rounding,
    Signs,
}

impl OfTaxFile {
    pub(super) const ALL: [Self; 4] = [Self::Format, Self::Name, Self::Rounding, Self::Signs];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Name => "name",
            Self::Rounding => "rounding",
            Self::Signs => "signs",
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Relay => f.write_str("relay"),
            Self::Default(kind) => write!(f, "default.{}", kind.as_str()),
            Self::Pays(segment, money) => write!(f, "pays.{segment}.{}", money.as_str()),
            Self::Holds(connection) => write!(f, "holds.{connection}"),
            Self::Segment(segment) => write!(f, "segment.{segment}"),
            Self::Signs(provider) => write!(f, "signs.{provider}"),
            Self::TaxFile(connection, of) => write!(f, "tax_file.{connection}.{}", of.as_str()),
            Self::AiOrder => f.write_str("ai.order"),
            Self::AiModel(provider) => write!(f, "ai.model.{provider}"),
        }
    }
}

impl FromStr for Name {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        let of = |first: &str| name.strip_prefix(first).filter(|rest| !rest.is_empty());
        match name {
            "relay" => return Ok(Self::Relay),
            "ai.order" => return Ok(Self::AiOrder),
            _ => {}
        }
        if let Some(provider) = of("ai.model.") {
            return Ok(Self::AiModel(provider.to_owned()));
        }
        if let Some(kind) = of("default.") {
            return DefaultKind::from_name(kind).map(Self::Default).ok_or(());
        }
        if let Some(rest) = of("pays.") {
            let (segment, money) = rest.rsplit_once('.').ok_or(())?;
            let money = Money::from_name(money).ok_or(())?;
            return Ok(Self::Pays(segment.to_owned(), money));
        }
        if let Some(rest) = of("tax_file.") {
            let (connection, of) = rest.rsplit_once('.').ok_or(())?;
            let of = OfTaxFile::ALL.into_iter().find(|one| one.as_str() == of).ok_or(())?;
            return Ok(Self::TaxFile(connection.to_owned(), of));
        }
        if let Some(connection) = of("holds.") {
            return Ok(Self::Holds(connection.to_owned()));
        }
        if let Some(segment) = of("segment.") {
            return Ok(Self::Segment(segment.to_owned()));
        }
        of("signs.").map(|provider| Self::Signs(provider.to_owned())).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_as_it_is_printed_and_no_other_is() {
        for name in [
            Name::Relay,
            Name::Default(DefaultKind::Email),
            Name::Pays("s.1".into(), Money::Trust),
            Name::Holds("c".into()),
            Name::Segment("s".into()),
            Name::Signs("docusign".into()),
            Name::TaxFile("c".into(), OfTaxFile::Rounding),
            Name::AiOrder,
            Name::AiModel("openai".into()),
        ] {
            assert_eq!(name.to_string().parse(), Ok(name));
        }
        for other in [
            "",
            "relay.x",
            "default.",
            "default.lunch",
            "pays.s",
            "pays.s.any",
            "tax_file.c.ink",
            "ai",
        ] {
            assert_eq!(other.parse::<Name>(), Err(()), "{other}");
        }
    }
}
