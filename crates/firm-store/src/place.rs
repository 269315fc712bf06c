//! Where a database is, as an administrator writes it: `sqlite:/path/firm.db` or
//! `postgres://user@host/name`. A password in it is shown nowhere.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;
use url::Url;

/// Where a database is.
#[derive(Clone)]
pub enum Place {
    /// A file of this machine.
    Sqlite(PathBuf),
    /// A server.
    Postgres {
        /// How it is reached.
        options: Box<PgConnectOptions>,
        /// The address without a password.
        shown: String,
        /// Whether the address had one.
        has_password: bool,
    },
}

/// Why a text names no database. It never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlaceError {
    /// Another beginning.
    #[error("a database is written sqlite:/path/to/firm.db or postgres://user@host/name")]
    Unknown,
    /// No file is named.
    #[error("after sqlite: comes the path of a file")]
    NoFile,
    /// It is not an address.
    #[error("what follows postgres: is not a whole address")]
    Malformed,
    /// No database is named.
    #[error("the address ends with the name of a database, as in postgres://user@host/patchbay")]
    NoName,
}

impl FromStr for Place {
    type Err = PlaceError;

    fn from_str(text: &str) -> Result<Self, PlaceError> {
        let text = text.trim();
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path.contains('?') || path == ":memory:" {
                return Err(PlaceError::NoFile);
            }
            return Ok(Self::Sqlite(path.into()));
        }
        if !text.starts_with("postgres://") && !text.starts_with("postgresql://") {
            return Err(PlaceError::Unknown);
        }
        let url = Url::parse(text).map_err(|_| PlaceError::Malformed)?;
        if url.path().trim_matches('/').is_empty() {
            return Err(PlaceError::NoName);
        }
        let options = text.parse().map_err(|_| PlaceError::Malformed)?;
        let mut shown = url.clone();
        // Both refuse only what has no host, which would not have been read.
        let _ = shown.set_password(None);
        shown.set_query(None);
        shown.set_fragment(None);
        Ok(Self::Postgres {
            options: Box::new(options),
            shown: shown.into(),
            has_password: url.password().is_some()
                || url.query().is_some_and(|q| q.contains("password")),
        })
    }
}

impl Place {
    /// Whether a password stands in it, so that it belongs in no argument.
    #[must_use]
    pub fn has_password(&self) -> bool {
        matches!(self, Self::Postgres { has_password: true, .. })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres { shown, .. } => f.write_str(shown),
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_shown_nowhere() {
        let place: Place =
            "postgres://firm:canary@db.example:5433/patchbay?sslmode=require".parse().unwrap();
        assert_eq!(place.to_string(), "postgres://firm@db.example:5433/patchbay");
        assert_eq!(format!("{place:?}"), place.to_string());
        assert!(place.has_password());
        let other: Place = "postgres://db/x?password=canary".parse().unwrap();
        assert!(other.has_password() && !other.to_string().contains("canary"));
    }

    #[test]
    fn what_names_no_database_says_how_one_is_written() {
        for (text, error) in [
            ("firm.db", PlaceError::Unknown),
            ("mysql://a/b", PlaceError::Unknown),
            ("sqlite:", PlaceError::NoFile),
            ("sqlite::memory:", PlaceError::NoFile),
            ("postgres://db", PlaceError::NoName),
        ] {
            assert_eq!(text.parse::<Place>().err(), Some(error), "{text}");
        }
        let file: Place = "sqlite:///var/lib/patchbay/firm.db".parse().unwrap();
        assert_eq!(file.to_string(), "sqlite:/var/lib/patchbay/firm.db");
    }
}
