//! Finding a provider by what people type: “QBO”, “Office 365”, “hello sing”.
//!
//! Forgiving and quick: names and aliases are prepared once, a query is compared
//! word by word, and one slip in a longer word is forgiven.

use super::ProviderCard;

/// The names of one provider, prepared for comparing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// Each name as its words, run together and apart; the provider's own name first.
    names: Vec<Name>,
    /// The words of vendor and purpose, which count less.
    around: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    together: String,
    words: Vec<String>,
}

impl From<&ProviderCard> for Names {
    fn from(card: &ProviderCard) -> Self {
        let own = std::iter::once(&card.name);
        Self {
            names: own.chain(&card.also_called).map(|text| Name::of(text)).collect(),
            around: words(&card.vendor).chain(words(&card.purpose)).collect(),
        }
    }
}

impl Names {
    /// The names of something that is called just this.
    #[must_use]
    pub fn of_words(text: &str) -> Self {
        Self { names: vec![Name::of(text)], around: Vec::new() }
    }
}

impl Name {
    fn of(text: &str) -> Self {
        let words: Vec<String> = words(text).collect();
        Self { together: words.concat(), words }
    }
}

/// What somebody typed, prepared for comparing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    together: String,
    words: Vec<String>,
}

impl Query {
    /// Prepares what was typed.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let words: Vec<String> = words(text).collect();
        Self { together: words.concat(), words }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well it fits: more is better, nothing is no match at all. An empty query
    /// fits everything alike.
    #[must_use]
    pub fn fits(&self, names: &Names) -> Option<u32> {
        if self.is_empty() {
            return Some(0);
        }
        let by_name = names
            .names
            .iter()
            .enumerate()
            // The provider's own name counts a little more than its aliases.
            .filter_map(|(n, name)| Some(self.fits_name(name)? - u32::from(n > 0)))
            .max();
        by_name.or_else(|| self.fits_around(names))
    }

    fn fits_name(&self, name: &Name) -> Option<u32> {
        if name.together == self.together {
            return Some(100);
        }
        if name.together.starts_with(&self.together) {
            return Some(90);
        }
        if self.words.iter().all(|word| name.words.iter().any(|w| w.starts_with(word))) {
            return Some(80);
        }
        if self.together.len() >= 3 && name.together.contains(&self.together) {
            return Some(60);
        }
        self.slipped(name).then_some(40)
    }

    /// Whether every word is there but for slips of the fingers.
    fn slipped(&self, name: &Name) -> bool {
        nearly(&self.together, &name.together)
            || self.words.iter().all(|word| {
                name.words.iter().any(|w| w.starts_with(word.as_str()) || nearly(word, w))
            })
    }

    fn fits_around(&self, names: &Names) -> Option<u32> {
        let everywhere =
            || names.around.iter().chain(names.names.iter().flat_map(|name| name.words.iter()));
        self.words
            .iter()
            .all(|word| everywhere().any(|w| w.starts_with(word.as_str())))
            .then_some(20)
    }
}

/// The words of a text: lower case, without accents and marks.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().flat_map(char::to_lowercase).map(plain).collect())
}

/// The letter without its accent, for the languages of our users.
fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    }
}

/// Whether what was typed is the beginning of the word but for slips: one from four
/// letters on, two from eight on. Two letters that changed places are one slip.
fn nearly(typed: &str, word: &str) -> bool {
    // The first letter is rarely the slip, and looking past it finds too much. It is
    // compared first because nearly every word ends here, at every letter typed.
    if typed.len() < 4 || typed.chars().next() != word.chars().next() {
        return false;
    }
    let typed: Vec<char> = typed.chars().collect();
    let slips = match typed.len() {
        0..4 => return false,
        4..8 => 1,
        _ => 2,
    };
    let word: Vec<char> = word.chars().take(typed.len() + slips).collect();
    if word.len() + slips < typed.len() {
        return false;
    }
    distance_to_a_beginning(&typed, &word) <= slips
}

/// The number of slips between what was typed and the nearest beginning of a word.
fn distance_to_a_beginning(typed: &[char], word: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=word.len()).collect();
    for (n, letter) in typed.iter().enumerate() {
        let mut row = vec![n + 1];
        for (m, other) in word.iter().enumerate() {
            let replaced = last[m] + usize::from(letter != other);
            let mut best = replaced.min(last[m + 1] + 1).min(row[m] + 1);
            if n > 0 && m > 0 && *letter == word[m - 1] && typed[n - 1] == *other {
                best = best.min(before[m - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.into_iter().min().unwrap_or(typed.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Category, Own, Support};

    fn card(name: &str, also: &[&str]) -> ProviderCard {
        ProviderCard {
            id: name.to_lowercase(),
            name: name.into(),
            vendor: "Maker".into(),
            category: Category::Accounting,
            purpose: "Reads the books.".into(),
            also_called: also.iter().map(ToString::to_string).collect(),
            fills: None,
            support: Support::Connect,
            verified: true,
            letters: "XX".into(),
            hue: 0,
            own: Own::BuiltIn,
            sign_ins: Vec::new(),
        }
    }

    fn fits(typed: &str, name: &str, also: &[&str]) -> Option<u32> {
        Query::new(typed).fits(&Names::from(&card(name, also)))
    }

    #[test]
    fn an_abbreviation_and_an_old_name_find_their_provider() {
        assert!(fits("QBO", "QuickBooks Online", &["QBO"]).is_some());
        assert!(fits("office365", "Outlook / Microsoft 365", &["Office 365"]).is_some());
        assert!(fits("hello sign", "Dropbox Sign", &["HelloSign"]).is_some());
    }

    #[test]
    fn a_slip_of_the_fingers_is_forgiven_in_longer_words_only() {
        assert!(fits("quikbooks", "QuickBooks Online", &[]).is_some());
        assert!(fits("slakc", "Slack", &[]).is_some());
        assert!(fits("docusing", "DocuSign", &[]).is_some());
        assert!(fits("box", "Fax", &[]).is_none());
        assert!(fits("zzzzz", "Slack", &[]).is_none());
    }

    #[test]
    fn the_better_match_counts_more() {
        let exact = fits("xero", "Xero", &[]);
        let alias = fits("xero", "Books", &["Xero"]);
        let begin = fits("xer", "Xero", &[]);
        let around = fits("maker", "Xero", &[]);
        assert!(exact > alias && alias > begin && begin > around && around.is_some());
    }

    #[test]
    fn accents_and_case_do_not_matter() {
        assert!(fits("CAFÉ", "Cafe Books", &[]).is_some());
    }

    #[test]
    fn an_empty_query_fits_everything_alike() {
        assert_eq!(fits("  ", "Xero", &[]), Some(0));
    }
}
