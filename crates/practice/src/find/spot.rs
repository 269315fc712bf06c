//! One address of a file, to compare requests with.

use std::collections::BTreeMap;

use patchbay_providers::EnvironmentId;

use crate::pattern::{Pattern, Values};

/// One address.
pub(crate) struct Spot {
    address: Pattern,
    query: Vec<(String, Pattern)>,
    /// The environment it belongs to, when the other one's is different.
    pub(crate) environment: Option<EnvironmentId>,
}

impl Spot {
    /// Of a marked address: `https://…`, or one that begins with a place.
    pub(crate) fn of(marked: &str, environment: Option<EnvironmentId>) -> Self {
        let rest = marked.strip_prefix("https://").unwrap_or(marked);
        let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
        let address =
            if address.contains('/') { address.to_owned() } else { format!("{address}/") };
        let query = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (name.to_owned(), Pattern::of_value(value, &Values::new()))
            })
            .collect();
        Self { address: Pattern::of_address(&address), query, environment }
    }

    /// Of every address at this host, or below one that is written `.example.com`.
    pub(crate) fn of_host(host: &str) -> Self {
        let address = Pattern::of_host(host);
        Self { address, query: Vec::new(), environment: None }
    }

    /// Of every address there is.
    pub(crate) fn anywhere() -> Self {
        Self { address: Pattern::of_any_host(), query: Vec::new(), environment: None }
    }

    /// The values in this address, if it is one of this spot.
    pub(crate) fn read(&self, address: &str) -> Option<BTreeMap<String, String>> {
        let values = self.address.read(address)?;
        Some(values.into_iter().map(|(place, value)| (place, unescaped(&value))).collect())
    }

    /// The parameter of the file's address that is missing here or says something else.
    pub(crate) fn lacks(&self, query: &[(String, String)]) -> Option<String> {
        let there = |name: &str, pattern: &Pattern| {
            query.iter().any(|(n, value)| n == name && pattern.read(value).is_some())
        };
        self.query.iter().find(|(n, pattern)| !there(n, pattern)).map(|(name, _)| name.clone())
    }

    /// How much of the address is the same in every one of this spot.
    pub(crate) fn fixed(&self) -> usize {
        self.address.fixed
    }

    /// How many parameters it names.
    pub(crate) fn parameters(&self) -> usize {
        self.query.len()
    }
}

/// A part of a path without its escapes.
fn unescaped(text: &str) -> String {
    let as_query = text.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    url::form_urlencoded::parse(as_query.as_bytes())
        .next()
        .map(|(name, _)| name.into_owned())
        .unwrap_or_default()
}
