//! Templates read backwards: whether a text can be one of a template's, and which
//! values then stand in its places.

use std::collections::BTreeMap;

use patchbay_providers::{Encoding, Template};
use regex_lite::Regex;

/// Values by the place they fill.
pub(crate) type Values = BTreeMap<String, String>;

/// What stands around a place's name in a marked text. Neither is in any file.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// What may stand in a place of a value.
const ANYTHING: &str = "(?s:.+)";
/// What may stand in a place of an address.
const SEGMENT: &str = "[^/?]+";
/// What may stand in a place that is the beginning of an address: a host, and perhaps
/// more of the address.
const BASE: &str = "[^/?]+(?:/[^?]*?)?";

/// The text with its places marked, so that braces of its own are not taken for them.
pub(crate) fn marked(template: &Template) -> String {
    let marks = template
        .places()
        .map(|place| (place.to_owned(), format!("{OPEN}{place}{CLOSE}")))
        .collect();
    template.fill(&marks, Encoding::Plain).unwrap_or_default()
}

/// Whether this marked text begins with a place.
fn begins_with_place(marked: &str) -> bool {
    marked.starts_with(OPEN)
}

/// A marked text that can be compared with others.
pub(crate) struct Pattern {
    regex: Option<Regex>,
    places: Vec<String>,
    /// How many characters are the same in every text of it.
    pub(crate) fixed: usize,
}

impl Pattern {
    /// A host and path.
    pub(crate) fn of_address(marked: &str) -> Self {
        let first = if begins_with_place(marked) { BASE } else { SEGMENT };
        Self::new(marked, &Values::new(), first, SEGMENT)
    }

    /// Any other value. What is known has to stand in its places.
    pub(crate) fn of_value(marked: &str, known: &Values) -> Self {
        Self::new(marked, known, ANYTHING, ANYTHING)
    }

    /// Any address at this host, or below one that is written `.example.com`.
    pub(crate) fn of_host(host: &str) -> Self {
        let below = if host.starts_with('.') { "[^/?]+" } else { "" };
        let regex = Regex::new(&format!("^{below}{}/.*$", regex_lite::escape(host))).ok();
        Self { regex, places: Vec::new(), fixed: host.len() }
    }

    /// Any address at all.
    pub(crate) fn of_any_host() -> Self {
        Self { regex: Regex::new("^[^/?]+/.*$").ok(), places: Vec::new(), fixed: 0 }
    }

    fn new(marked: &str, known: &Values, first: &str, hole: &str) -> Self {
        let mut regex = String::from("^");
        let mut places = Vec::new();
        let mut fixed = 0;
        let mut rest = marked;
        while let Some((text, after)) = rest.split_once(OPEN) {
            let (place, after) = after.split_once(CLOSE).unwrap_or((after, ""));
            regex.push_str(&regex_lite::escape(text));
            fixed += text.len();
            if let Some(value) = known.get(place) {
                regex.push_str(&regex_lite::escape(value));
            } else {
                let hole = if regex == "^" { first } else { hole };
                regex.push_str(&format!("({hole})"));
                places.push(place.to_owned());
            }
            rest = after;
        }
        regex.push_str(&regex_lite::escape(rest));
        regex.push('$');
        Self { regex: Regex::new(&regex).ok(), places, fixed: fixed + rest.len() }
    }

    /// The values in its places, if the text is one of this pattern. A place that is
    /// there twice has the same value twice.
    pub(crate) fn read(&self, text: &str) -> Option<Values> {
        let found = self.regex.as_ref()?.captures(text)?;
        let mut values = Values::new();
        for (n, place) in self.places.iter().enumerate() {
            let value = found.get(n + 1)?.as_str();
            if values.insert(place.clone(), value.to_owned()).is_some_and(|before| before != value)
            {
                return None;
            }
        }
        Some(values)
    }
}

/// Whether this text is what the template makes of these values. Places that nothing
/// is known about may hold anything but nothing.
pub(crate) fn fits(template: &Template, known: &Values, text: &str) -> bool {
    Pattern::of_value(&marked(template), known).read(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(text: &str) -> Template {
        text.parse().unwrap()
    }

    #[test]
    fn a_text_tells_the_values_that_made_it() {
        let pattern = Pattern::of_address(&marked(&template("{region}.example.com/v1/{id}")));
        let values = pattern.read("eu.example.com/v1/7").unwrap();
        assert_eq!((values["region"].as_str(), values["id"].as_str()), ("eu", "7"));
        assert!(pattern.read("eu.example.com/v1/7/8").is_none());
    }

    #[test]
    fn a_place_that_is_there_twice_holds_one_value() {
        let pattern = Pattern::of_address(&marked(&template("api.example.com/{id}/of/{id}")));
        assert!(pattern.read("api.example.com/1/of/1").is_some());
        assert!(pattern.read("api.example.com/1/of/2").is_none());
    }

    #[test]
    fn braces_of_a_body_are_no_places_and_known_values_have_to_be_there() {
        let known = Values::from([("token".to_owned(), "a+b".to_owned())]);
        let body = template("{{\"token\": \"{token}\", \"page\": {page}}}");
        assert!(fits(&body, &known, "{\"token\": \"a+b\", \"page\": 1}"));
        assert!(!fits(&body, &known, "{\"token\": \"aab\", \"page\": 1}"));
    }
}
