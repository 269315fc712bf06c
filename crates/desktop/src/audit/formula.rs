//! Text that a spreadsheet must not take for a formula.

use std::borrow::Cow;

/// The text as a spreadsheet shows it and does not work it out: an apostrophe stands
/// before what would begin a formula.
pub(crate) fn neutral(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_a_formula_is_made_harmless_and_the_rest_is_left_alone() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"x\")"] {
            assert_eq!(neutral(formula), format!("'{formula}"));
        }
        for plain in ["", "Miller & Co", "1-2", "a=b", "'=1", " office@miller-cpa.example"] {
            assert_eq!(neutral(plain), plain);
        }
    }
}
