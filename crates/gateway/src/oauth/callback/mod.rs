//! What came back by the browser: text from anybody, until it was checked.

mod error;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use patchbay_providers::Provider;
use patchbay_providers::sign_in::{CallbackValue, OAuth};
use patchbay_vault::Secret;
use regex_lite::Regex;

use crate::{Refusal, Values};

pub use error::CallbackError;

/// More than any provider sends back.
const LONGEST: usize = 8 * 1024;

/// The parameters that mean the same at every provider, and so may stand once only.
const OURS: [&str; 5] = ["code", "state", "error", "error_description", "iss"];

/// What came back, read but not yet checked against a provider's file. A code is among
/// it, so it prints as the names of its parameters, and is wiped.
pub struct Returned {
    parameters: Values,
}

/// A yes, checked.
#[derive(Debug)]
pub struct Allowed {
    /// The code to exchange.
    pub code: Secret<String>,
    /// What came back beside it, by the place it fills in templates.
    pub values: BTreeMap<String, String>,
    /// The same by the provider's own names.
    pub named: BTreeMap<String, String>,
}

impl fmt::Debug for Returned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parameters.fmt(f)
    }
}

impl Returned {
    /// Reads the query of the address that came back: `code=…&state=…`.
    ///
    /// # Errors
    /// When nobody honest would send it.
    pub fn read(query: &str) -> Result<Self, CallbackError> {
        if query.len() > LONGEST {
            return Err(CallbackError::TooLong);
        }
        let mut parameters = Values::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            // Line breaks are none of these: some providers explain a no at length.
            let unreadable = |text: &str| text.contains(['\0', char::REPLACEMENT_CHARACTER]);
            if unreadable(&name) || unreadable(&value) {
                return Err(CallbackError::Unreadable);
            }
            if parameters.get(&name).is_some() {
                return Err(CallbackError::Twice(name.into_owned()));
            }
            parameters.set(&name, value);
        }
        Ok(Self { parameters })
    }

    /// The state: which attempt it claims to answer.
    ///
    /// # Errors
    /// When there is none. Some market places start a sign-in by themselves; such an
    /// answer was asked for by nobody here.
    pub fn state(&self) -> Result<&str, CallbackError> {
        self.parameter("state").ok_or(CallbackError::NoState)
    }

    /// Whether it answers the attempt with this state. Takes as long whichever letter is
    /// wrong.
    #[must_use]
    pub fn answers(&self, state: &Secret<String>) -> bool {
        let (here, there) = (self.parameter("state").unwrap_or_default(), state.expose_secret());
        let differing = here.bytes().zip(there.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
        here.len() == there.len() && !here.is_empty() && differing == 0
    }

    /// Checks it against the file of the provider whose attempt it answers.
    ///
    /// # Errors
    /// When it is a no, or not an answer that this provider gives.
    pub fn check(&self, provider: &Provider, oauth: &OAuth) -> Result<Allowed, CallbackError> {
        if let Some(issuer) = &oauth.issuer
            && self.parameter("iss") != Some(issuer)
        {
            return Err(CallbackError::OtherIssuer(issuer.clone()));
        }
        let code = match (self.parameter("code"), self.parameter("error")) {
            (Some(_), Some(_)) => return Err(CallbackError::CodeAndError),
            (None, None) => return Err(CallbackError::Neither),
            (Some(code), None) => Secret::new(code.to_owned()),
            (None, Some(error)) => {
                let description = self.parameter("error_description");
                let refusal = Refusal::by_the_browser(provider, error, description);
                return Err(CallbackError::Refused(refusal));
            }
        };
        let mut allowed = Allowed { code, values: BTreeMap::new(), named: BTreeMap::new() };
        for wanted in &oauth.callback_value {
            match self.parameter(&wanted.name) {
                None if wanted.required => {
                    return Err(CallbackError::Missing(wanted.name.clone()));
                }
                None => {}
                Some(value) if may_be(wanted, value) => {
                    allowed.values.insert(wanted.keep_as.clone(), value.to_owned());
                    allowed.named.insert(wanted.name.clone(), value.to_owned());
                }
                Some(_) => return Err(CallbackError::Wrong(wanted.name.clone())),
            }
        }
        Ok(allowed)
    }

    /// A parameter with something in it.
    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.get(name).filter(|value| !value.is_empty())
    }

    /// The parameters that this app knows nothing of, for the log: names only.
    pub fn unknown<'a>(&'a self, oauth: &'a OAuth) -> impl Iterator<Item = &'a str> {
        self.parameters.expose_secrets().keys().map(String::as_str).filter(move |name| {
            !OURS.contains(name) && !oauth.callback_value.iter().any(|value| value.name == *name)
        })
    }
}

/// Whether the file permits this value.
fn may_be(wanted: &CallbackValue, value: &str) -> bool {
    let listed = wanted.allowed.is_empty() || wanted.allowed.iter().any(|one| one == value);
    listed
        && wanted
            .pattern
            .as_deref()
            .is_none_or(|pattern| Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(value)))
}
