//! What can be asked of an AI provider: which models there are, and one question.
//!
//! Vendors differ in the names of things and in little else, so that the request is a
//! template and everything in the answer a place. What a question costs in money is not
//! here: vendors change their prices, and tokens are what they count.

use std::collections::BTreeMap;

use regex_lite::Regex;
use serde::Deserialize;

use crate::{Request, Source, Template};

/// The part `[ai]` of a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ai {
    /// Its place in the order while the firm has not chosen one; the lowest is asked first.
    #[serde(default = "behind_all")]
    pub rank: u16,
    /// The model that is asked while the firm has not chosen one.
    pub model: String,
    /// The models there are, where the vendor has no list of them to ask for.
    #[serde(default)]
    pub models: Vec<String>,
    /// The vendor's own list of them.
    pub list: Option<ModelList>,
    /// How a question is asked.
    pub ask: Ask,
    /// Headers of both calls for one way to sign in alone, by its id.
    #[serde(default)]
    pub headers: BTreeMap<String, BTreeMap<String, Template>>,
}

const fn behind_all() -> u16 {
    u16::MAX
}

/// The list of models, and where things are in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelList {
    /// The call.
    pub request: Request,
    /// Where the list is in the answer.
    pub list: Source,
    /// Where the name that a question needs is in an item.
    pub id: Source,
    /// What stands before that name and does not belong to it.
    pub before_id: Option<String>,
    /// Where the name for people is in an item.
    pub name: Option<Source>,
    /// Which of them can be asked. All, when absent.
    pub only: Option<Only>,
}

/// What an item of a list must be like.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Only {
    /// Which value of the item.
    pub at: Source,
    /// A list that must hold this.
    pub contains: Option<String>,
    /// A text that must be this. A value that is not there is the empty one.
    pub is: Option<String>,
    /// A text that must not be this.
    pub is_not: Option<String>,
    /// A regular expression that it must match.
    pub pattern: Option<String>,
    /// One that it must not match.
    pub but_not: Option<String>,
}

/// A question, and where things are in its answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// The call. Its places are `{model}`, `{question}` and `{max_tokens}`.
    pub request: Request,
    /// Where the answer is: a text, or a list of parts.
    pub text: Source,
    /// Where the text is in such a part. Parts without one are passed over.
    pub part: Option<Source>,
    /// Where the tokens of the question are counted; several are added up.
    #[serde(default)]
    pub input_tokens: Vec<Source>,
    /// The same of the answer.
    #[serde(default)]
    pub output_tokens: Vec<Source>,
    /// Where it says why the answer ended.
    pub stop: Source,
    /// What stands there when the answer was longer than was allowed.
    #[serde(default)]
    pub cut: Vec<String>,
    /// What stands there when the vendor’s rules forbid an answer.
    #[serde(default)]
    pub declined: Vec<String>,
    /// Something that is there only when they do.
    pub declined_at: Option<Source>,
}

impl Ai {
    /// Every request of it.
    pub fn requests(&self) -> impl Iterator<Item = &Request> {
        self.list.iter().map(|list| &list.request).chain([&self.ask.request])
    }

    /// The headers that this way to sign in needs beside those of all.
    pub fn headers_of(&self, sign_in: &str) -> impl Iterator<Item = (&String, &Template)> {
        self.headers.get(sign_in).into_iter().flatten()
    }
}

impl ModelList {
    /// The name that a question needs, as the list has it.
    #[must_use]
    pub fn id_of<'a>(&self, listed: &'a str) -> &'a str {
        self.before_id.as_deref().and_then(|before| listed.strip_prefix(before)).unwrap_or(listed)
    }
}

impl Only {
    /// Whether an item may stay whose value there is this: a text, and whatever is in it if
    /// it is a list.
    #[must_use]
    pub fn takes(&self, text: &str, listed: &[String]) -> bool {
        let matches =
            |pattern: &String| Regex::new(pattern).is_ok_and(|known| known.is_match(text));
        self.contains.as_ref().is_none_or(|wanted| listed.contains(wanted))
            && self.is.as_deref().is_none_or(|wanted| wanted == text)
            && self.is_not.as_deref().is_none_or(|unwanted| unwanted != text)
            && self.pattern.as_ref().is_none_or(matches)
            && !self.but_not.as_ref().is_some_and(matches)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Only {
        toml::from_str(&format!("at = \"/id\"\n{text}")).unwrap()
    }

    #[test]
    fn an_item_is_taken_by_what_is_listed_said_or_matched_in_it() {
        let lists = only("contains = \"chat\"");
        assert!(lists.takes("", &["chat".to_owned()]) && !lists.takes("chat", &[]));
        assert!(only("is = \"true\"").takes("true", &[]) && !only("is = \"true\"").takes("", &[]));
        assert!(only("is_not = \"true\"").takes("", &[]), "what is not said is not true");
        let named = only("pattern = \"^gpt-\"\nbut_not = \"audio\"");
        assert!(named.takes("gpt-5.4-mini", &[]));
        assert!(!named.takes("gpt-5.4-audio", &[]) && !named.takes("whisper-1", &[]));
    }
}
