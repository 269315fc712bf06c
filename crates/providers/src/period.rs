//! Lengths of time, as people write them: `30m`, `1h`, `100d`, `5y`.

use std::{borrow::Cow, fmt, str::FromStr, time::Duration};

use serde::{Deserialize, Deserializer, de};

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period(Duration);

const UNITS: [(&str, u64); 5] =
    [("y", 365 * 86_400), ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)];

/// What is wrong with such a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a length of time: write a number and s, m, h, d or y, as in 90d")]
pub struct PeriodError(String);

impl Period {
    /// As the standard library counts it.
    #[must_use]
    pub fn duration(self) -> Duration {
        self.0
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let wrong = || PeriodError(text.to_owned());
        let (unit, seconds) = UNITS
            .into_iter()
            .find_map(|(unit, seconds)| text.strip_suffix(unit).map(|number| (number, seconds)))
            .ok_or_else(wrong)?;
        let number: u64 = unit.parse().map_err(|_| wrong())?;
        let seconds = number.checked_mul(seconds).filter(|s| *s > 0).ok_or_else(wrong)?;
        Ok(Self(Duration::from_secs(seconds)))
    }
}

impl fmt::Display for Period {
    /// In the largest unit that divides it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs();
        let (unit, length) = UNITS
            .into_iter()
            .find(|(_, length)| seconds.is_multiple_of(*length))
            .unwrap_or(("s", 1));
        write!(f, "{}{unit}", seconds / length)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// How long something lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// This long.
    For(Period),
    /// Until somebody ends it.
    Forever,
    /// The vendor does not say; only the answer does, if anything.
    Unknown,
}

impl<'de> Deserialize<'de> for Life {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Cow::<str>::deserialize(deserializer)?.as_ref() {
            "forever" => Ok(Self::Forever),
            "unknown" => Ok(Self::Unknown),
            period => period.parse().map(Self::For).map_err(|error: PeriodError| {
                de::Error::custom(format!("{error}, or forever, or unknown"))
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_reads_back_in_its_largest_unit() {
        for (text, shown) in [("60m", "1h"), ("100d", "100d"), ("5y", "5y"), ("90s", "90s")] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), shown);
        }
    }

    #[test]
    fn a_number_without_a_unit_or_of_nothing_is_refused() {
        for text in ["", "30", "d", "0d", "-1d", "1w", "1 h", "99999999999999999999y"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }
}
