//! Where a value is found: in an answer, a header, a token, a form.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, de};

/// Where a value is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// `/data/0/name`: a JSON pointer (RFC 6901) into the answer's body. `/` alone
    /// is not one; the whole body is the empty text.
    Body(String),
    /// `header:x-request-id`: a header of the answer.
    Header(String),
    /// `token:/scope`: a JSON pointer into the token answer.
    Token(String),
    /// `callback:realmId`: a parameter of the address the browser came back to.
    Callback(String),
    /// `claim:tid`: a claim of the ID token.
    Claim(String),
    /// `field:account_sid`: what was typed into a field of the form.
    Field(String),
    /// `xml:/merchant/name`: the text of an element of an XML answer.
    Xml(String),
}

/// What is wrong with such a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” does not say where a value is found: use a JSON pointer (/data/0/name), \
     header:NAME, token:/POINTER, callback:NAME, claim:NAME, field:NAME or xml:/PATH"
)]
pub struct SourceError(String);

impl FromStr for Source {
    type Err = SourceError;

    fn from_str(text: &str) -> Result<Self, SourceError> {
        let wrong = || SourceError(text.to_owned());
        if text.is_empty() || text.starts_with('/') {
            return pointer(text).then(|| Self::Body(text.to_owned())).ok_or_else(wrong);
        }
        let (kind, rest) = text.split_once(':').ok_or_else(wrong)?;
        if rest.is_empty() || rest.contains(char::is_whitespace) {
            return Err(wrong());
        }
        let rest = rest.to_owned();
        match kind {
            "header" => Ok(Self::Header(rest)),
            "token" if pointer(&rest) => Ok(Self::Token(rest)),
            "callback" => Ok(Self::Callback(rest)),
            "claim" => Ok(Self::Claim(rest)),
            "field" => Ok(Self::Field(rest)),
            "xml" if rest.starts_with('/') => Ok(Self::Xml(rest)),
            _ => Err(wrong()),
        }
    }
}

fn pointer(text: &str) -> bool {
    text.is_empty() || (text.starts_with('/') && text.len() > 1 && !text.ends_with('/'))
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body(pointer) => f.write_str(pointer),
            Self::Header(name) => write!(f, "header:{name}"),
            Self::Token(pointer) => write!(f, "token:{pointer}"),
            Self::Callback(name) => write!(f, "callback:{name}"),
            Self::Claim(name) => write!(f, "claim:{name}"),
            Self::Field(name) => write!(f, "field:{name}"),
            Self::Xml(path) => write!(f, "xml:{path}"),
        }
    }
}

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_reads_back_as_it_was_written() {
        for text in ["", "/a/0/b", "header:x-id", "token:/scope", "callback:realmId", "claim:tid"] {
            assert_eq!(text.parse::<Source>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_source_that_points_nowhere_is_refused_with_what_was_expected() {
        for text in ["name", "/", "/a/", "token:scope", "cookie:x", "header:", "header:a b"] {
            let error = text.parse::<Source>().unwrap_err();
            assert!(error.to_string().contains("JSON pointer"), "{error}");
        }
    }
}
