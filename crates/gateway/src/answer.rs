//! Finding values in what a provider said: the places a file names with a [`Source`].

use patchbay_providers::Source;
use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::{Found, Values};

/// The body of an answer, read as what it is.
#[derive(Debug)]
pub(crate) enum Body {
    Json(Value),
    Xml(String),
    /// Neither, or nothing at all.
    Other,
}

impl Body {
    /// Reads a body. A byte order mark in front, which some JSON answers have, is
    /// passed over: no JSON begins with one.
    pub(crate) fn read(body: &[u8]) -> Self {
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        if let Ok(json) = serde_json::from_slice(body) {
            return Self::Json(json);
        }
        match std::str::from_utf8(body) {
            Ok(text) if text.trim_start().starts_with('<') => Self::Xml(text.to_owned()),
            _ => Self::Other,
        }
    }

    pub(crate) fn json(&self) -> Option<&Value> {
        match self {
            Self::Json(json) => Some(json),
            Self::Xml(_) | Self::Other => None,
        }
    }

    pub(crate) fn element(&self, path: &str) -> Option<String> {
        let Self::Xml(text) = self else { return None };
        // Documents with a DTD are refused by the reader, so nothing can grow in here.
        let document = roxmltree::Document::parse(text).ok()?;
        let mut names = path.trim_start_matches('/').split('/');
        let root = document.root_element();
        let mut node = (names.next()? == root.tag_name().name()).then_some(root)?;
        for name in names {
            node = node.children().find(|child| child.tag_name().name() == name)?;
        }
        Some(node.text().unwrap_or_default().trim().to_owned())
    }
}

/// Everything a value can be found in.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Said<'a> {
    pub(crate) body: Option<&'a Body>,
    pub(crate) headers: Option<&'a HeaderMap>,
    pub(crate) known: Option<&'a Found>,
    pub(crate) fields: Option<&'a Values>,
}

impl Said<'_> {
    /// The value at a place, as text. Empty text is no value.
    pub(crate) fn text(&self, source: &Source) -> Option<String> {
        let text = match source {
            Source::Header(name) => self.headers?.get(name)?.to_str().ok()?.to_owned(),
            Source::Callback(name) => self.known?.callback.get(name)?.clone(),
            Source::Field(name) => self.fields?.get(name)?.to_owned(),
            Source::Xml(path) => self.body?.element(path)?,
            Source::Body(_) | Source::Token(_) | Source::Claim(_) => plain(self.value(source)?)?,
        };
        Some(text).filter(|text| !text.trim().is_empty())
    }

    /// The value at a place that is JSON.
    pub(crate) fn value(&self, source: &Source) -> Option<&Value> {
        match source {
            Source::Body(pointer) => self.body?.json()?.pointer(pointer),
            Source::Token(pointer) => self.known?.token.pointer(pointer),
            Source::Claim(name) => self.known?.claims.get(name),
            Source::Header(_) | Source::Callback(_) | Source::Field(_) | Source::Xml(_) => None,
        }
    }
}

/// A JSON value as the text of a name or an id; a list or an object is neither.
pub(crate) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is) => Some(is.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: &str, source: &str) -> Option<String> {
        let body = Body::read(body.as_bytes());
        Said { body: Some(&body), ..Said::default() }.text(&source.parse().unwrap())
    }

    #[test]
    fn a_value_is_found_by_its_pointer_whether_text_or_number() {
        assert_eq!(text(r#"{"a":[{"n":"Miller"}]}"#, "/a/0/n").as_deref(), Some("Miller"));
        assert_eq!(text(r#"{"id":4620816365}"#, "/id").as_deref(), Some("4620816365"));
        assert_eq!(text(r#"{"a":{}}"#, "/a"), None);
        assert_eq!(text(r#"{"a":" "}"#, "/a"), None, "a blank names nobody");
    }

    #[test]
    fn json_behind_a_byte_order_mark_is_json() {
        assert_eq!(text("\u{feff}{\"a\":\"b\"}", "/a").as_deref(), Some("b"));
    }

    #[test]
    fn an_element_is_found_by_its_path() {
        let body = "<?xml version=\"1.0\"?><r xmlns=\"urn:x\"><m><name> Miller </name></m></r>";
        assert_eq!(text(body, "xml:/r/m/name").as_deref(), Some("Miller"));
        assert_eq!(text(body, "xml:/r/m/id"), None);
    }

    #[test]
    fn a_document_that_declares_entities_is_not_read() {
        let body = "<!DOCTYPE r [<!ENTITY a \"b\">]><r>&a;</r>";
        assert_eq!(text(body, "xml:/r"), None);
    }
}
