//! What a server said, made fit for an error: servers repeat what was sent to them.

use patchbay_contract::redact_text;

/// The most that is kept.
const KEPT: usize = 300;
/// The shortest secret that is looked for: anything shorter stands in every text.
const SHORTEST: usize = 4;

/// The beginning of a text on one line, without these secrets, without anything that has
/// the shape of one and without what a terminal or a page would obey.
pub(crate) fn scrubbed<'a>(text: &str, secrets: impl Iterator<Item = &'a str>) -> String {
    let mut text = text.to_owned();
    for secret in secrets.filter(|secret| secret.len() >= SHORTEST) {
        text = text.replace(secret, "…");
    }
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    shortened(&redact_text(&printable(&line)), KEPT)
}

/// At most so many characters of a text.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A text without control characters and without those that turn the direction of
/// writing, by which a sender can look like another.
pub(crate) fn printable(text: &str) -> String {
    let obeyed = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().filter(|c| !obeyed(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_is_not_repeated_and_a_long_answer_is_shortened() {
        let said = format!("NO  hunter2 is\r\n wrong {}", "é ".repeat(1000));
        let clean = scrubbed(&said, ["hunter2", "NO"].into_iter());
        assert!(clean.starts_with("NO … is wrong é"), "{clean}");
        assert_eq!(clean.chars().count(), KEPT + 1);
    }

    #[test]
    fn what_turns_the_direction_of_writing_or_moves_a_terminal_is_taken_out() {
        assert_eq!(printable("pay\u{202e}lap\u{1b}[31m\0"), "paylap[31m");
    }
}
