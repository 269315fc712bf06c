//! Text with places to fill in: `https://{region}.example.com/v1`.

use std::{borrow::Cow, collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, de};

/// A text with `{named}` places. `{{` and `}}` stand for the braces themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Place(String),
}

/// How a value is written where it is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// As it is.
    Plain,
    /// With everything escaped that has a meaning in an address.
    Url,
    /// As the inside of a JSON text.
    Json,
    /// As the text of an XML element.
    Xml,
}

/// What is wrong with a template's text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// `{` without `}`.
    #[error("a place that begins with {{ has no }} to end it")]
    Unclosed,
    /// `}` without `{`.
    #[error("a }} stands alone; write }}}} for the character itself")]
    Unopened,
    /// Something else than a name between the braces.
    #[error("“{0}” cannot name a place: use lower-case letters, digits and _")]
    Name(String),
}

/// A place for which there was no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no value for {{{0}}}")]
pub struct Missing(pub String);

impl Template {
    /// The text as it stands in the file.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The names of its places.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Place(name) => Some(name.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// The text with every place filled in. In an address, a place at the very
    /// beginning is the base address itself, which somebody has checked, and is filled
    /// in as it is.
    ///
    /// # Errors
    /// [`Missing`] names the first place without a value.
    pub fn fill(
        &self,
        values: &BTreeMap<String, String>,
        encoding: Encoding,
    ) -> Result<String, Missing> {
        let mut filled = String::with_capacity(self.text.len());
        for (n, piece) in self.pieces.iter().enumerate() {
            let at_the_beginning = n == 0 && encoding == Encoding::Url;
            let encoding = if at_the_beginning { Encoding::Plain } else { encoding };
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Place(name) => {
                    let value = values.get(name).ok_or_else(|| Missing(name.clone()))?;
                    filled.push_str(&encoding.write(value));
                }
            }
        }
        Ok(filled)
    }
}

impl Encoding {
    fn write(self, value: &str) -> Cow<'_, str> {
        match self {
            Self::Plain => Cow::Borrowed(value),
            Self::Url => url::form_urlencoded::byte_serialize(value.as_bytes())
                .collect::<String>()
                .replace('+', "%20")
                .into(),
            Self::Json => escaped(value, |c| match c {
                '"' => Some("\\\"".into()),
                '\\' => Some("\\\\".into()),
                c if c.is_control() => Some(format!("\\u{:04x}", u32::from(c))),
                _ => None,
            })
            .into(),
            Self::Xml => escaped(value, |c| match c {
                '<' => Some("&lt;".into()),
                '&' => Some("&amp;".into()),
                '"' => Some("&quot;".into()),
                _ => None,
            })
            .into(),
        }
    }
}

fn escaped(value: &str, how: impl Fn(char) -> Option<String>) -> String {
    value.chars().fold(String::with_capacity(value.len()), |mut text, c| {
        match how(c) {
            Some(other) => text.push_str(&other),
            None => text.push(c),
        }
        text
    })
}

impl FromStr for Template {
    type Err = TemplateError;

    fn from_str(text: &str) -> Result<Self, TemplateError> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '{' if characters.next_if_eq(&'{').is_some() => plain.push('{'),
                '}' if characters.next_if_eq(&'}').is_some() => plain.push('}'),
                '}' => return Err(TemplateError::Unopened),
                '{' => {
                    let mut name = String::new();
                    loop {
                        match characters.next() {
                            Some('}') => break,
                            Some(c) => name.push(c),
                            None => return Err(TemplateError::Unclosed),
                        }
                    }
                    if !is_name(&name) {
                        return Err(TemplateError::Name(name));
                    }
                    if !plain.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut plain)));
                    }
                    pieces.push(Piece::Place(name));
                }
                other => plain.push(other),
            }
        }
        if !plain.is_empty() {
            pieces.push(Piece::Text(plain));
        }
        Ok(Self { text: text.to_owned(), pieces })
    }
}

/// Whether this can name a place, a field or a provider.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str, value: &str, encoding: Encoding) -> String {
        let values = BTreeMap::from([("name".to_owned(), value.to_owned())]);
        text.parse::<Template>().unwrap().fill(&values, encoding).unwrap()
    }

    #[test]
    fn places_are_filled_in_and_doubled_braces_stand_for_themselves() {
        assert_eq!(filled("a/{name}/b", "x", Encoding::Plain), "a/x/b");
        assert_eq!(filled("{{\"n\": \"{name}\"}}", "x", Encoding::Plain), "{\"n\": \"x\"}");
    }

    #[test]
    fn a_value_cannot_change_the_address_it_is_filled_into() {
        assert_eq!(filled("/v1/{name}/x", "../a?b#c d", Encoding::Url), "/v1/..%2Fa%3Fb%23c%20d/x");
    }

    #[test]
    fn a_value_cannot_change_the_body_it_is_filled_into() {
        let json = filled("{{\"n\": \"{name}\"}}", "a\"b\\c\n", Encoding::Json);
        assert_eq!(json, "{\"n\": \"a\\\"b\\\\c\\u000a\"}");
        assert_eq!(filled("<n>{name}</n>", "a</n>&", Encoding::Xml), "<n>a&lt;/n>&amp;</n>");
    }

    #[test]
    fn a_base_address_at_the_beginning_stays_an_address() {
        let values = BTreeMap::from([("base_url".to_owned(), "https://meet.example".to_owned())]);
        let template: Template = "{base_url}/config.js".parse().unwrap();
        let filled = template.fill(&values, Encoding::Url).unwrap();
        assert_eq!(filled, "https://meet.example/config.js");
    }

    #[test]
    fn a_place_without_a_value_is_named() {
        let template: Template = "{realm}".parse().unwrap();
        let missing = template.fill(&BTreeMap::new(), Encoding::Plain).unwrap_err();
        assert_eq!(missing.to_string(), "there is no value for {realm}");
    }

    #[test]
    fn braces_that_do_not_match_are_mistakes() {
        assert_eq!("a{b".parse::<Template>(), Err(TemplateError::Unclosed));
        assert_eq!("a}b".parse::<Template>(), Err(TemplateError::Unopened));
        assert_eq!("{A b}".parse::<Template>(), Err(TemplateError::Name("A b".into())));
    }
}
