//! Addresses as they may be written down.

use std::fmt;

/// An address that shows no more than scheme, host and path.
///
/// Codes, states and tokens travel in queries and fragments, and names in the user
/// part; none of them belongs in a log. Wrap an address in this before it meets a
/// `{}` that somebody might read later.
#[derive(Clone, Copy)]
pub struct RedactedUrl<'a>(pub &'a str);

impl fmt::Display for RedactedUrl<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 120;
        let bare = self.0.split(['?', '#']).next().unwrap_or_default();
        let hidden = bare.len() < self.0.len();
        let (scheme, rest) = match bare.split_once("://") {
            Some((scheme, rest)) => (scheme, rest),
            None => return write!(f, "(not an address, {} bytes)", self.0.len()),
        };
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = host.rsplit('@').next().unwrap_or_default();
        let shown: String = format!("{scheme}://{host}{path}")
            .chars()
            .map(|c| if c.is_control() { '\u{fffd}' } else { c })
            .take(LONGEST)
            .collect();
        write!(f, "{shown}")?;
        if hidden || self.0.len() > LONGEST {
            write!(f, "…({} bytes)", self.0.len())?;
        }
        Ok(())
    }
}

impl fmt::Debug for RedactedUrl<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_and_a_fragment_are_never_shown() {
        let shown = RedactedUrl("https://a.example/back?code=canary#token=canary").to_string();
        assert!(shown.starts_with("https://a.example/back"));
        assert!(!shown.contains("canary"));
    }

    #[test]
    fn a_name_and_password_are_never_shown() {
        let shown = RedactedUrl("https://canary:canary@a.example/x").to_string();
        assert_eq!(shown, "https://a.example/x");
    }

    #[test]
    fn something_that_is_no_address_shows_only_its_length() {
        assert_eq!(RedactedUrl("canary").to_string(), "(not an address, 6 bytes)");
    }

    #[test]
    fn control_characters_cannot_reach_a_terminal() {
        let shown = format!("{:?}", RedactedUrl("a://b/\u{1b}[31m\n"));
        assert!(!shown.contains('\u{1b}') && !shown.contains('\n'));
    }
}
