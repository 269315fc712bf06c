//! What the firm calls a connection, as somebody typed it: one line of a length that lists and
//! headings bear.

use patchbay_contract::{ErrorCode, Problem};

/// Longer than any name that people tell connections by.
const LONGEST: usize = 100;

/// The name that was meant; none where nothing was typed.
///
/// # Errors
/// When it is longer than any.
pub(crate) fn meant(typed: Option<&str>) -> Result<Option<String>, Problem> {
    let typed = typed.unwrap_or_default();
    // What nobody sees, as a line break or a sign for terminals, parts words as a space does.
    let seen = typed.replace(nobody_sees, "");
    let words = seen.split(|c: char| c.is_whitespace() || c.is_control());
    let label = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if label.chars().count() > LONGEST {
        return Err(too_long());
    }
    Ok(Some(label).filter(|label| !label.is_empty()))
}

/// A sign without a place of its own, which turns what stands around it or tells two names apart
/// that look the same. Those that join letters in some scripts are none.
pub(crate) const fn nobody_sees(c: char) -> bool {
    matches!(
        c,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

fn too_long() -> Problem {
    Problem::new(
        ErrorCode::KeyWrongKind,
        format!("The name for the connection has more than {LONGEST} letters."),
        "Nothing was sent, and nothing was saved.",
        "Give it a shorter one, as you would write it on a folder.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_without_what_nobody_sees() {
        for (typed, label) in [
            (" Office \n of  Dana ", Some("Office of Dana")),
            ("Red\u{1b}[31m\u{7}Bell", Some("Red [31m Bell")),
            ("pay\u{202e}lap\u{200b} \u{feff}Inc", Some("paylap Inc")),
            ("\u{202e}\u{2069}", None),
            (" \t\n", None),
            ("", None),
        ] {
            assert_eq!(meant(Some(typed)).unwrap().as_deref(), label, "{typed:?}");
        }
        assert_eq!(meant(None).unwrap(), None);
    }

    #[test]
    fn a_name_that_is_longer_than_any_is_refused() {
        assert!(meant(Some(&"ü".repeat(LONGEST))).unwrap().is_some());
        let problem = meant(Some(&"ü".repeat(LONGEST + 1))).unwrap_err();
        assert!(problem.what.contains("100 letters"), "{problem}");
    }
}
