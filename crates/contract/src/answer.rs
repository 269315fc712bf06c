//! A provider's answer to a sign-in, as it travels in the query of an address.
//!
//! Anybody can make one. What is read here has the form of an answer; whether it answers
//! anything that was asked is decided where the asking is known.

use std::error::Error;
use std::fmt;

use crate::LONGEST_LINK;

/// Why a query is not the answer of a provider. None of these repeats it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAnAnswer {
    /// Longer than any real one.
    TooLong,
    /// Characters that do not belong in an address, or that nothing can be made of.
    Malformed,
    /// The same parameter twice: one of them is not from the provider.
    Repeated,
}

impl fmt::Display for NotAnAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLong => "it is longer than any answer",
            Self::Malformed => "it has characters that no answer has",
            Self::Repeated => "it says the same thing twice",
        })
    }
}

impl Error for NotAnAnswer {}

/// The parameters of an answer, in the order they came. Line breaks may be in them: some
/// providers explain themselves at length.
///
/// # Errors
/// When nobody honest would send it.
pub fn answer_parameters(query: &str) -> Result<Vec<(String, String)>, NotAnAnswer> {
    if query.len() > LONGEST_LINK {
        return Err(NotAnAnswer::TooLong);
    }
    if !query.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(NotAnAnswer::Malformed);
    }
    let all: Vec<(String, String)> =
        form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let unreadable = |text: &str| text.contains(['\0', char::REPLACEMENT_CHARACTER]);
    if all.iter().any(|(name, value)| unreadable(name) || unreadable(value)) {
        return Err(NotAnAnswer::Malformed);
    }
    let mut names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    if names.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(NotAnAnswer::Repeated);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_keeps_its_parameters_intact_and_in_order() {
        let all =
            answer_parameters("state=s&code=a%7Cb%2B&error_description=No.%0D%0ATrace+1").unwrap();
        let expected = [("state", "s"), ("code", "a|b+"), ("error_description", "No.\r\nTrace 1")];
        assert_eq!(all, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn what_nobody_honest_sends_is_refused_each_for_its_reason() {
        let long = format!("code={}", "a".repeat(LONGEST_LINK));
        let cases = [
            (long.as_str(), NotAnAnswer::TooLong),
            ("code=a b", NotAnAnswer::Malformed),
            ("code=\u{202e}", NotAnAnswer::Malformed),
            ("code=%00", NotAnAnswer::Malformed),
            ("code=%FF", NotAnAnswer::Malformed),
            ("code=a&code=a", NotAnAnswer::Repeated),
            ("state=a&st%61te=b", NotAnAnswer::Repeated),
        ];
        for (query, reason) in cases {
            let shown = query.chars().take(40).collect::<String>();
            assert_eq!(answer_parameters(query), Err(reason), "{shown}");
        }
    }
}
