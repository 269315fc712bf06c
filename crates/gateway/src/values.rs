//! What fills the places of a provider's templates.

use std::collections::BTreeMap;
use std::fmt;

use zeroize::Zeroize;

/// Values by the name of the place they fill. Some are secret, so none is printed and
/// all are wiped.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<String, String>);

impl Values {
    /// Fills a place, anew if need be.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        if let Some(mut old) = self.0.insert(name.to_owned(), value.into()) {
            old.zeroize();
        }
    }

    /// The same with one place more.
    #[must_use]
    pub fn with(&self, name: &str, value: impl Into<String>) -> Self {
        let mut more = self.clone();
        more.set(name, value);
        more
    }

    /// Fills the places of others, theirs before ours.
    pub fn take_in(&mut self, others: &Self) {
        for (name, value) in &others.0 {
            self.set(name, value.clone());
        }
    }

    /// What fills a place.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// All of them, in clear. Whoever calls this answers for where they go.
    #[must_use]
    pub const fn expose_secrets(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

impl FromIterator<(String, String)> for Values {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Drop for Values {
    fn drop(&mut self) {
        self.0.values_mut().for_each(Zeroize::zeroize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_print_as_the_names_of_their_places() {
        let mut values = Values::default();
        values.set("api_key", "canary");
        assert_eq!(format!("{values:?}"), "{\"api_key\"}");
    }
}
